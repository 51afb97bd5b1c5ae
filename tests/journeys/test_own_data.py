"""On a small phone without scripts: one's data as a file, the account asked to go and kept, a feed made and read."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browsing import SECONDS_TO_SHOW, Served, serving
from tests.budgets.test_accessibility import AXE, objections
from tests.journeys.test_subscriber import CHEAP_PHONE, fits
from tests.moulds import copy_newspaper, rotative

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "kadidia.sangare@example.org", "un-bac-sur-le-fleuve"
CANARY = "zibeline-cachée"
# Run by the `rotative` command: a subscriber with a payment in the books, and an article for subscribers.
PREPARE = f"""
from django.utils import timezone
from wagtail.rich_text import RichText
from rotative.accounts.models import User
from rotative.accounts.addresses import vouch_for
from rotative.articles.models import Article
from rotative.subscriptions.models import Plan
from rotative.subscriptions.selling import Facts, Outcome, open_order, settle
now = timezone.now()
names = {{"first_name": "Kadidia", "last_name": "Sangaré", "phone": "+22376123456"}}
kadidia = User.objects.create_user("{EMAIL}", "{PASSWORD}", **names)
vouch_for(kadidia)
plan = Plan.objects.create(name="Au fil du fleuve", price_amount=2500)
order = open_order(plan=plan, provider="wave", buyer=kadidia, now=now)
settle(order, Facts(Outcome.PAID, order.price, provider_ref="T-4711"), now=now)
walled = Article.objects.live().filter(applied_access="subscribers", locale__language_code="fr")
newest = walled.order_by("-first_published_at").first()
newest.body.append(("text", RichText("<p>Et la {CANARY}.</p>")))
newest.save_revision().publish()
"""


@dataclass(frozen=True)
class Subscribed:
    """A newspaper with a subscriber."""

    served: Served

    def log(self) -> str:
        """What the server has logged; letters stand there too."""
        port = self.served.address.rpartition(":")[2]
        return (self.served.home.parent / f"served-{port}.log").read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="module")
def subscribed(demo_home: Path, served: Served, tmp_path_factory: Any) -> Iterator[Subscribed]:
    """A copy of the demonstration newspaper."""
    home = tmp_path_factory.mktemp("own-data") / "demo"
    copy_newspaper(demo_home, home)
    rotative(home, "shell", "--command", PREPARE)
    with serving(home) as newspaper:
        yield Subscribed(newspaper)


@pytest.fixture
def account(subscribed: Subscribed, open_page: Callable[..., "Page"]) -> "Page":
    """The account page of the subscriber, on her small phone."""
    page = open_page(**CHEAP_PHONE, accept_downloads=True)
    page.set_default_timeout(SECONDS_TO_SHOW * 1000)
    page.goto(f"{subscribed.served.address}/compte/")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").first.click()
    return page


def confirm(page: "Page") -> None:
    """Say once more who one is."""
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").first.click()


def entry(page: "Page", address: str) -> Any:
    return page.locator(f"main .entries a[href='{address}']")


def test_the_file_the_deletion_and_a_change_of_mind(account: "Page", subscribed: Subscribed) -> None:
    entry(account, "/compte/mes-donnees/").click()
    confirm(account)
    assert fits(account)
    with account.expect_download() as download:
        account.locator("main a[download]").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert download.value.suggested_filename.endswith(".json")
    assert told["account"]["email"] == EMAIL
    assert told["subscriptions"]["orders"][0]["provider_reference"] == "T-4711"

    account.locator("main a[href$='/supprimer/']").click()
    expect(account.locator("main")).to_contain_text("Au fil du fleuve")
    assert fits(account)
    account.locator("[name=address]").fill("oui")
    account.locator("main [type=submit]").last.click()
    expect(account.locator("[name=address][aria-invalid]")).to_be_visible()
    account.locator("[name=address]").fill(EMAIL)
    account.locator("main [type=submit]").last.click()

    assert urlsplit(account.url).path.endswith("/suppression/")
    assert fits(account)
    assert EMAIL in subscribed.log()
    account.goto(f"{subscribed.served.address}/compte/")
    notice = account.locator("form.notice")
    expect(notice).to_be_visible()
    assert fits(account)
    notice.locator("[type=submit]").click()
    expect(account.locator("form.notice")).to_have_count(0)
    expect(account.get_by_role("status")).to_be_visible()


def test_a_feed_is_made_read_and_given_another_address(account: "Page", subscribed: Subscribed) -> None:
    entry(account, "/abonnement/flux/").click()
    account.locator("[name=act][value=make]").click()
    address = urlsplit(account.locator(".secret a").get_attribute("href") or "").path
    assert fits(account)

    answer = subscribed.served.get(address)
    public = subscribed.served.text("/feed.xml")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert CANARY in answer.body.decode()
    assert CANARY not in public
    again = subscribed.served.get(address, If_None_Match=answer.headers["ETag"])
    assert again.status == 304
    account.locator("[name=act][value=renew]").click()
    assert subscribed.served.get(address).status == 404
    new = urlsplit(account.locator(".secret a").get_attribute("href") or "").path
    assert subscribed.served.get(new).status == 200
    assert address[6:-4] not in subscribed.log(), "the log tells no keys"
    assert not any(new[6:-4] in path.name for path in (subscribed.served.home / "pages").rglob("*"))


def test_axe_finds_nothing(subscribed: Subscribed, open_page: Callable[..., "Page"]) -> None:
    axe = AXE.read_text(encoding="utf-8")
    page = open_page()
    page.goto(f"{subscribed.served.address}/compte/mes-donnees/")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").first.click()
    confirm(page)

    for path in ("/compte/mes-donnees/", "/compte/mes-donnees/supprimer/", "/abonnement/flux/"):
        assert objections(page, axe, subscribed.served.address + path) == {}, path
    page.goto(f"{subscribed.served.address}/compte/mes-donnees/supprimer/")
    page.locator("[name=address]").fill(EMAIL)
    page.locator("main [type=submit]").last.click()
    for path in (
        "/compte/mes-donnees/suppression/",
        "/compte/",
        f"/compte/mes-donnees/suppression/{'a' * 40}/",
    ):
        assert objections(page, axe, subscribed.served.address + path) == {}, path
    page.goto(f"{subscribed.served.address}/compte/mes-donnees/suppression/")
    page.locator("main [type=submit]").last.click()
