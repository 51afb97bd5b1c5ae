"""On a small phone without scripts: a suspended reader learns why and appeals; a stranger tells of illegal content."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from rotative.press.edge.passes import COOKIE
from tests.browsing import SECONDS_TO_SHOW, Served, serving
from tests.budgets.test_accessibility import axe, objections
from tests.moulds import copy_newspaper, rotative

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["axe"]
pytestmark = pytest.mark.browser

CHEAP_PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False, "locale": "fr-FR"}
# Printed by the `rotative` command: a suspended reader who is signed in, a room, and somebody's contribution in it.
PREPARE = """
import json
from datetime import timedelta
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from rotative.accounts.models import User
from rotative.articles.models import Article
from rotative.discussion.models import HouseRules, Sanction
from rotative.discussion.naming import take_name
from rotative.discussion.posting import Sent, post
from rotative.discussion.rooms import room_of
from rotative.discussion.sanctioning import Terms, impose
from rotative.paper.access import Audience
from rotative.paper.talk import Talk
from rotative.press.edge.passes import issue
from rotative.press.shelf import pass_keys
now = timezone.now()
article = Article.objects.live().filter(locale__language_code="fr").order_by("-first_published_at").first()
article.talk = Talk.REGISTERED
article.save_revision().publish()
staff = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("chef@essai.example")
def reader(name, email):
    return take_name(User.objects.create_user(email, "mot-de-passe-long"), name, now=now)
fanta, oumar = reader("Fanta du quai", "fanta@essai.example"), reader("Oumar du port", "oumar@essai.example")
HouseRules.objects.update(newcomers=0)
row = post(oumar, room_of(article), Sent("Ce maire, on sait o\\u00f9 il habite.", "essai"), now=now).contribution
terms = Terms(Sanction.Kind.SUSPENSION, "Des injures contre un autre lecteur.", until=now + timedelta(days=3))
sanction = impose(fanta, terms, by=staff, now=now)
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(fanta.user.pk), fanta.user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session.create()
def at(name, *arguments):
    with translation.override("fr"):
        return reverse(name, args=arguments)
told = {"session": session.session_key, "room": at("discussion", article.pk)}
told |= {"reading": issue(pass_keys()[0], Audience.REGISTERED, now.timestamp() + 86400)}
told |= {"write": at("discussion_write", article.pk), "sanction": at("discussion_sanction", sanction.pk)}
told |= {"illegal": at("contribution_illegal", row.pk)}
print("PREPARED", json.dumps(told))
"""


@dataclass(frozen=True)
class Prepared:
    """A newspaper with a suspended reader, her session, and the paths of what she and others have to do with."""

    served: Served
    session: str
    reading: str  # her pass
    room: str
    write: str
    sanction: str
    illegal: str

    def at(self, path: str) -> str:
        return f"{self.served.address}{path}"


@pytest.fixture(scope="module")
def prepared(demo_home: Any, served: Served, tmp_path_factory: Any) -> Iterator[Prepared]:
    """A copy of the demonstration newspaper."""
    home = tmp_path_factory.mktemp("sanctioned") / "demo"
    copy_newspaper(demo_home, home)
    told = rotative(home, "shell", "--command", PREPARE)
    line = next(line for line in told.splitlines() if line.startswith("PREPARED"))
    with serving(home) as newspaper:
        yield Prepared(newspaper, **json.loads(line.removeprefix("PREPARED")))


@pytest.fixture
def enter(prepared: Prepared, open_page: Callable[..., "Page"]) -> Callable[..., "Page"]:
    """Open a browser in which the suspended reader is signed in."""

    def open_one(**options: Any) -> "Page":
        page = open_page(**options)
        page.set_default_timeout(SECONDS_TO_SHOW * 1000)
        carried = {"sessionid": prepared.session, COOKIE: prepared.reading}
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": prepared.served.address}
                for name, value in carried.items()
            ]
        )
        return page

    return open_one


def fits(page: "Page") -> bool:
    """Whether nothing has to be scrolled sideways; the trap for machines stands outside on purpose."""
    boxes = [one.bounding_box() for one in page.locator("main *:not(.trap, .trap *)").all()]
    return all(box["x"] + box["width"] <= 361 for box in boxes if box is not None)


def test_a_suspended_reader_reads_learns_why_and_appeals(
    prepared: Prepared, enter: Callable[..., "Page"]
) -> None:
    page = enter(**CHEAP_PHONE)
    page.goto(prepared.at(prepared.room))
    expect(page.get_by_text("on sait où il habite")).to_be_visible()

    page.locator(f"main a[href='{prepared.write}']").first.click()
    expect(page.get_by_text("Des injures contre un autre lecteur.")).to_be_visible()
    expect(page.locator("main textarea")).to_have_count(0)
    assert fits(page)
    page.locator(f"main .notice a[href^='{prepared.sanction}']").click()
    expect(page.get_by_text("Des injures contre un autre lecteur.")).to_be_visible()
    page.locator("[name=appeal]").fill("Je répondais à une injure, lisez le fil.")
    assert fits(page)
    page.locator("button[value=appeal]").click()

    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_text("Je répondais à une injure, lisez le fil.")).to_be_visible()
    expect(page.locator("[name=appeal]")).to_have_count(0)


def test_a_stranger_notifies_of_illegal_content(prepared: Prepared, open_page: Callable[..., "Page"]) -> None:
    page = open_page(**CHEAP_PHONE)
    page.set_default_timeout(SECONDS_TO_SHOW * 1000)
    page.goto(prepared.at(prepared.illegal))
    expect(page.get_by_text("on sait où il habite")).to_have_count(0)  # the room is not hers to read
    assert fits(page)

    page.locator("main [type=submit]").click()
    expect(page.locator("main .wrong").nth(2)).to_be_visible()
    page.locator("[name=explanation]").fill("C’est une menace contre une personne.")
    page.locator("[name=name]").fill("Kadia Sow")
    page.locator("[name=email]").fill("kadia@essai.example")
    page.locator("[name=good_faith]").check()
    page.locator("main [type=submit]").click()

    page.locator("main [role=status]").wait_for()
    assert fits(page)


def test_axe_finds_nothing_on_these_pages(prepared: Prepared, enter: Callable[..., "Page"], axe: str) -> None:
    page = enter()
    pages = [prepared.write, prepared.sanction, prepared.illegal]

    found = {path: objections(page, axe, prepared.at(path)) for path in pages}

    assert {path: what for path, what in found.items() if what} == {}
