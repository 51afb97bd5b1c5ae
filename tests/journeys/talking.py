"""A newspaper with a discussion that is spoken in, and subscribers with browsers of their own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browsing import SECONDS_TO_SHOW, Served, serving
from tests.moulds import ask, copy_newspaper, rotative

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLUG = "marche-central-demenage-allee-par-allee"
PEOPLE = ("Kadia", "Moussa", "Oumou", "Bakary")
ROOMS = 12  # small ones with the same contributions, so that no test finds what another has left
# What is said in each: how deep it stands, who says it.
SAID = (
    (0, "Aminata", "Le bus de sept heures ne passe plus."), (1, "Lassana", "Il passe par le pont."),
    (2, "Aminata", "Depuis quand ?"), (3, "Lassana", "Depuis lundi."),
    (0, "Salif", "Et celui de huit heures ?"), (1, "Aminata", "Il est à l’heure."),
    (0, "Lassana", "Qui a vu le nouvel horaire ?"), (0, "Salif", "Il est affiché à la gare."),
)  # fmt: skip
# Printed by the `rotative` command: the article, and what a signed-in subscriber's browser carries.
PREPARE = f"""
import json
from datetime import timedelta
from urllib.parse import urlsplit
from django.test import Client
from django.utils import timezone
from rotative.accounts.models import User
from rotative.articles.models import Article
from rotative.discussion.models import Contributor, Discussion, HouseRules
from rotative.press.edge.passes import COOKIE, issue
from rotative.press.shelf import pass_keys
from rotative.subscriptions.giving import give
from rotative.subscriptions.models import Plan
now, plan = timezone.now(), Plan.objects.order_by("pk").first()
staff = User.objects.get(email="abonnements@demo.localhost")
HouseRules.objects.update_or_create(
    pk=1, defaults=dict(newcomers=0, a_minute=1000, an_hour=9000, an_hour_from_address=9000, a_minute_here=9000))
article = Article.objects.get(slug="{SLUG}", locale__language_code="fr")
Discussion.objects.filter(article=article).update(stays_open=True)
from django.urls import reverse
from rotative.discussion.models import Contribution
root = Contribution.objects.published().roots().filter(discussion__article=article).first()
addresses = {{
    "discussion": ("discussion", article.pk), "oldest": ("discussion_oldest", article.pk),
    "useful": ("discussion_useful", article.pk), "newsroom": ("discussion_newsroom", article.pk),
    "thread": ("discussion_thread", root.pk), "write": ("discussion_write", article.pk),
    "answer": ("contribution_answer", root.pk), "ask": ("contribution_useful", root.pk),
    "report": ("contribution_report", root.pk), "mine": ("discussion_mine", article.pk),
    "name": ("discussion_name",), "settings": ("account_discussion",),
    "person": ("contributor", root.author_id), "house rules": ("discussion_house_rules",)}}
pages = {{name: reverse(known[0], args=known[1:]) for name, known in addresses.items()}}
found = {{"article": article.get_url(), "number": article.pk, "people": {{}}, "pages": pages}}
for name in {PEOPLE!r}:
    user = User.objects.create_user(f"{{name.lower()}}@parcours.example")
    give(user, plan=plan, until=now + timedelta(days=30), staff=staff, now=now)
    who = Contributor.objects.create(
        user=user, public_name=name, name_key=f"parcours{{name.lower()}}", named_at=now, joined_at=now)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    a_pass = issue(pass_keys()[0], "subscribers", now.timestamp() + 86400)
    found["people"][name] = {{"sessionid": client.cookies["sessionid"].value, COOKIE: a_pass, "pk": str(who.pk)}}
from rotative.discussion.unsubscribing import unsubscribing_address
pages["unsubscribe"] = urlsplit(unsubscribing_address(who)).path
from rotative.discussion.naming import take_name
from rotative.discussion.posting import Sent, post
from rotative.discussion.rooms import room_of
names = sorted({{name for _depth, name, _text in {SAID!r}}})
accounts = {{name: User.objects.create_user(f"{{name.lower()}}@parcours.example") for name in names}}
said_by = {{name: take_name(account, name, now=now) for name, account in accounts.items()}}
small = Article.objects.live().filter(locale__language_code="fr", talk="", discussion=None)
small = [one for one in small.order_by("pk") if room_of(one).talk == room_of(article).talk][:{ROOMS}]
found["rooms"] = []
for one in small:
    Discussion.objects.update_or_create(article=one, defaults=dict(stays_open=True))
    above = {{}}
    for number, (depth, name, text) in enumerate({SAID!r}):
        moment = now - timedelta(hours=2, minutes=-number)
        sent = Sent(f"Ligne {{one.pk}}. {{text}}", f"said-{{one.pk}}-{{number}}")
        above[depth] = post(said_by[name], room_of(one), sent, parent=above.get(depth - 1), now=moment).contribution
    found["rooms"].append({{"article": one.get_url(), "room": reverse("discussion", args=[one.pk]),
                            "mine": reverse("discussion_mine", args=[one.pk])}})
print("PREPARED", json.dumps(found))
"""


@dataclass(frozen=True)
class Room:
    """The addresses of an article, of its discussion, and of what a reader has written in it."""

    article: str
    room: str
    mine: str


@dataclass(frozen=True)
class Talking:
    """The newspaper, where it is talked, and what each person's browser carries."""

    served: Served
    article: str
    number: int
    people: dict[str, dict[str, str]]
    pages: dict[str, str]  # the address of a page of each kind
    rooms: list[Room]  # each for one test

    @property
    def room(self) -> str:
        """The address of the discussion."""
        return self.pages["discussion"]

    def cookies(self, name: str) -> list[Any]:
        """Return the cookies of somebody who is signed in and has subscribed."""
        carried = {key: value for key, value in self.people[name].items() if key != "pk"}
        return [{"name": key, "value": value, "url": self.served.address} for key, value in carried.items()]

    def page_of(self, browser: "Browser", name: str, **options: Any) -> "Page":
        """Open a window in which somebody is signed in."""
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        context.add_cookies(self.cookies(name))
        page = context.new_page()
        page.set_default_timeout(SECONDS_TO_SHOW * 1000)
        return page

    def count(self, text: str) -> int:
        """Return how many contributions say just this."""
        question = "SELECT COUNT(*) FROM discussion_contribution WHERE text = ?"
        return int(ask(self.served.home, question, text)[0][0])


@contextmanager
def talking(demo_home: Path, home: Path) -> Iterator[Talking]:
    """Serve a copy of the demonstration newspaper whose room is open to the people of PEOPLE."""
    copy_newspaper(demo_home, home)
    told = rotative(home, "shell", "--command", PREPARE)
    found = json.loads(next(line for line in told.splitlines() if line.startswith("PREPARED"))[9:])
    with serving(home) as served:
        pages = {name: f"{served.address}{path}" for name, path in found["pages"].items()}
        rooms = [
            Room(**{name: f"{served.address}{path}" for name, path in room.items()})
            for room in found["rooms"]
        ]
        yield Talking(served, found["article"], found["number"], found["people"], pages, rooms)
