"""From the wall in an article to its end, on a small phone without scripts: by a kiosk's code, and by paying."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import SECONDS_TO_SHOW, Served, serving
from tests.moulds import copy_newspaper, rotative

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CHEAP_PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
PLAN = "Un mois au fil du fleuve"
# Printed by the `rotative` command: an article for subscribers, and the code of a voucher that a kiosk has sold.
PREPARE = f"""
from django.utils import timezone
from rotative.accounts.models import User
from rotative.articles.models import Article
from rotative.subscriptions.models import Plan
from rotative.subscriptions.printing import activate_batch, print_batch
now, staff = timezone.now(), User.objects.filter(is_superuser=True).first() or User.objects.first()
plan = Plan.objects.create(name="{PLAN}", price_amount=2500)
batch, codes = print_batch(name="Parcours", plan=plan, size=1, staff=staff, now=now)
activate_batch(batch, staff=staff, now=now)
walled = Article.objects.live().filter(applied_access="subscribers", locale__language_code="fr")
print("PREPARED", walled.order_by("pk").first().get_url(), codes[0])
"""
CODE_OF_A_MAIL = re.compile(r"\b\d{4}-\d{4}\b")


@dataclass(frozen=True)
class Selling:
    """A newspaper that sells subscriptions: an article behind the wall, and a code for it."""

    served: Served
    article: str
    code: str

    def code_in_the_mail(self) -> str:
        """Return the code in the mail that was sent last; the server writes mails into its log."""
        port = self.served.address.rpartition(":")[2]
        log = (self.served.home.parent / f"served-{port}.log").read_text(encoding="utf-8", errors="replace")
        return CODE_OF_A_MAIL.findall(log)[-1]


@pytest.fixture(scope="module")
def selling(demo_home: Path, served: Served, tmp_path_factory: Any) -> Iterator[Selling]:
    """A copy of the demonstration newspaper, with its test till."""
    home = tmp_path_factory.mktemp("selling") / "demo"
    copy_newspaper(demo_home, home)
    (home / "test-till").mkdir(exist_ok=True)
    told = rotative(home, "shell", "--command", PREPARE)
    prepared = next(line for line in told.splitlines() if line.startswith("PREPARED"))
    _word, article, code = prepared.split()
    rotative(home, "press", "print", article)
    with serving(home) as newspaper:
        yield Selling(newspaper, article, code)


@pytest.fixture
def phone(selling: Selling, open_page: Callable[..., "Page"]) -> "Page":
    """A stranger's small phone, in front of the wall."""
    page = open_page(**CHEAP_PHONE)
    page.set_default_timeout(SECONDS_TO_SHOW * 1000)
    page.goto(f"{selling.served.address}{selling.article}")
    expect(page.locator(".wall")).to_be_visible()
    return page


def fits(page: "Page") -> bool:
    """Whether nothing has to be scrolled sideways."""
    boxes = [one.bounding_box() for one in page.locator("main *").all()]
    return all(box["x"] + box["width"] <= 361 for box in boxes if box is not None)


def to_the_checkout(page: "Page", selling: Selling, email: str) -> None:
    """From the wall over the price list and a new account to the order."""
    page.locator(".wall a.button").click()
    expect(page.get_by_role("heading", name=PLAN)).to_be_visible()
    assert fits(page)
    page.locator(".plans li").filter(has_text=PLAN).locator("a.button").click()
    page.locator("main .entries a[href*='/inscription/']").click()
    page.locator("[name=email]").fill(email)
    page.locator("main [type=submit]").first.click()
    expect(page.locator("[name=code]")).to_be_visible()  # by then it is sent
    page.locator("[name=code]").fill(selling.code_in_the_mail())
    page.locator("main [type=submit]").first.click()
    expect(page.locator("dl.sum")).to_contain_text(email)
    assert fits(page)


def read_to_the_end(page: "Page", selling: Selling) -> None:
    """See that the reader is back at the article, and has all of it."""
    expect(page).to_have_url(f"{selling.served.address}{selling.article}")
    expect(page.locator(".article")).to_be_visible()
    expect(page.locator(".wall")).to_have_count(0)


def test_a_code_from_the_kiosk_opens_the_article(phone: "Page", selling: Selling) -> None:
    to_the_checkout(phone, selling, "kadia@example.org")

    phone.locator("main .entries a[href*='/code/']").click()
    phone.locator("[name=code]").fill(selling.code.lower())
    assert fits(phone)
    phone.locator("main [type=submit]").first.click()

    read_to_the_end(phone, selling)


def test_paying_opens_the_article(phone: "Page", selling: Selling) -> None:
    to_the_checkout(phone, selling, "moussa@example.org")

    phone.locator("[name=way][value=test-till]").check()
    phone.locator("main form:has([name=token]) [type=submit]").click()
    phone.wait_for_url("**/caisse-d-essai/**")
    phone.locator("[name=act][value=pay]").click()
    assert fits(phone)
    phone.locator("main a.button").click()

    read_to_the_end(phone, selling)


def test_what_is_not_paid_opens_nothing_and_can_be_tried_again(phone: "Page", selling: Selling) -> None:
    to_the_checkout(phone, selling, "oumou@example.org")

    phone.locator("[name=way][value=test-till]").check()
    phone.locator("main form:has([name=token]) [type=submit]").click()
    phone.wait_for_url("**/caisse-d-essai/**")
    phone.locator("[name=act][value=turn-down]").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.goto(f"{selling.served.address}{selling.article}")

    expect(phone.locator(".wall")).to_be_visible()
