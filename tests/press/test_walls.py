"""What is behind the wall is in the subscribers' copy, and in nothing that anybody else can fetch."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from rotative.articles import walls
from rotative.articles.models import Article, ArticleTopic
from rotative.press.edge.passes import COOKIE, issue
from rotative.press.models import PUBLIC, PrintedPage
from rotative.press.printing import Outcome, print_page
from rotative.press.shelf import page_store, pass_keys
from tests.again import Again
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

CANARY = "Le canari jaune de Sogonko chante derrière le mur."
TEXT = f"<p>Le bac repart.</p><p>Il traverse à midi.</p><p>{CANARY}</p><p>Il revient le soir.</p>"
BOX = ("box", {"title": "En marge", "body": f"<p>{CANARY}</p>"})
CORRECTION = ("correction", {"date": "2026-11-20", "text": "Le bac part à midi."})
QUOTATION = ("quotation", {"text": CANARY, "attribution": "Une passagère"})


def make_walled(press: Press, newspaper: Newspaper) -> Article:
    """Publish an article for subscribers, whose text says the canary sentence behind the wall, again and again."""
    awa, column, topic = (
        AuthorFactory.create(name="Awa Diarra"),
        ColumnFactory.create(),
        TopicFactory.create(),
    )
    with press.at_work():
        article = make_article(
            newspaper.politics,
            "Le bac repart",
            standfirst="",
            body=[("text", TEXT), QUOTATION, BOX, CORRECTION],
            access="subscribers",
            authors=(awa,),
            column=column,
            published_at=timezone.now(),
        )
        article.article_topics = [ArticleTopic(topic=topic)]
        article.save_revision().publish()
        make_article(newspaper.politics, "Le marché rouvre", authors=(awa,), column=column)
    press.run()
    return article


@pytest.fixture(scope="module")
def make_walled_again() -> Again[Article]:
    """What publishes the article of each test."""
    return Again(make_walled)


@pytest.fixture
def walled(press: Press, newspaper: Newspaper, make_walled_again: Again[Article]) -> Article:
    """A published article for subscribers."""
    return make_walled_again(press, newspaper)


def subscriber(expires_in: float = 600, key: bytes | None = None, audience: str = "subscribers") -> Client:
    client = Client()
    client.cookies[COOKIE] = issue(key or pass_keys()[0], audience, time.time() + expires_in)
    return client


def everything(client: Client) -> Iterator[tuple[str, bytes]]:
    """All that a client can fetch who follows every link, feed and sitemap from the front page on."""
    waiting, seen = ["/", "/en/", "/sitemap.xml", "/robots.txt"], set[str]()
    waiting += [f"/recherche/?q={quote(words)}" for words in (CANARY, "canari", "chante mur", "bac")]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/redaction/", "/media/", "/static/")):
            continue
        seen.add(address)
        response: Any = client.get(address)
        yield address, response.content
        head: Any = client.head(address)
        yield f"HEAD {address}", head.content + repr(dict(head.headers)).encode()
        if tag := response.headers.get("ETag"):
            known: Any = client.get(address, headers={"if-none-match": tag})
            yield f"304 {address}", known.content + repr(dict(known.headers)).encode()
        if leads_to := response.headers.get("Location"):
            waiting.append(leads_to)
            continue
        if "html" in response.headers.get("Content-Type", "") or "xml" in response.headers["Content-Type"]:
            tree = etree.fromstring(response.content, etree.HTMLParser(encoding="utf-8"))
            found = [*tree.xpath("//@href"), *tree.xpath("//loc/text()"), *tree.xpath("//@src")]
            paths = [str(one).removeprefix("http://localhost:8000").partition("#")[0] for one in found]
            page = address.partition("?")[0]
            waiting += [path for path in paths if path.startswith("/")]
            waiting += [f"{page}{path}" for path in paths if path.startswith("?")]


def test_nobody_else_can_fetch_what_is_behind_the_wall(walled: Article) -> None:
    bodies = dict(everything(Client()))

    assert walled.get_url() in bodies
    assert any("feed.xml" in address for address in bodies)
    assert any("sitemap" in address for address in bodies)
    assert any("archives" in address for address in bodies)
    leaks = {address for address, body in bodies.items() if "canari jaune" in body.decode(errors="replace")}
    # The search shows the words that were asked for, in its own field.
    assert {address for address in leaks if "/recherche/?q=Le" not in address} == set()
    assert "chante derrière le mur" not in bodies[f"/recherche/?q={quote('canari')}"].decode()


def test_a_subscriber_reads_to_the_end_and_shares_the_printed_copy(walled: Article, press: Press) -> None:
    first: Any = subscriber().get(walled.get_url())
    second: Any = subscriber().get(walled.get_url())

    assert CANARY in first.content.decode()
    assert first.content == second.content
    assert "private" in first.headers["Cache-Control"]
    assert CANARY in (press.text(walled.get_url(), "subscribers") or "")
    assert CANARY not in (press.text(walled.get_url(), PUBLIC) or "")
    assert press.differences() == {}


@pytest.mark.parametrize(
    "client",
    [
        subscriber(expires_in=-60),
        subscriber(key=b"another key"),
        subscriber(audience="staff"),
    ],
    ids=["expired", "forged", "another audience"],
)
def test_a_pass_that_is_none_opens_nothing(walled: Article, client: Client) -> None:
    response: Any = client.get(walled.get_url())

    assert response.status_code == 200
    assert CANARY not in response.content.decode()


@pytest.mark.parametrize(
    "cookie", ["v1", "v1.", "é" * 40, "v1.aa.1.subscribers.x", "\x00", "v1." + "9" * 400]
)
def test_garbage_is_never_an_error(walled: Article, cookie: str) -> None:
    response: Any = Client(headers={"cookie": f"{COOKIE}={cookie}"}).get(walled.get_url())

    assert response.status_code == 200
    assert CANARY not in response.content.decode()


def test_a_subscriber_reads_the_public_copy_of_what_is_free(walled: Article, press: Press) -> None:
    subscriber().get("/politique/")
    subscriber().get("/politique/le-marche-rouvre/")

    assert not PrintedPage.objects.exclude(audience=PUBLIC).exists()


def test_a_subscriber_s_copy_follows_the_text(walled: Article, press: Press) -> None:
    subscriber().get(walled.get_url())
    article = Article.objects.get(pk=walled.pk)
    article.body = [("text", TEXT.replace("le soir", "la nuit"))]

    with press.at_work():
        article.save_revision().publish()

    assert "Il revient la nuit" in (press.text(walled.get_url(), "subscribers") or "")
    assert press.differences() == {}


def test_what_becomes_free_has_one_copy_again(walled: Article, press: Press) -> None:
    subscriber().get(walled.get_url())
    article = Article.objects.get(pk=walled.pk)
    article.access = "free"

    with press.at_work():
        article.save_revision().publish()

    assert CANARY in (press.text(walled.get_url()) or "")
    assert page_store().get("subscribers", walled.get_url()) is None
    press.run()
    assert press.differences() == {}


def test_without_the_press_a_pass_opens_the_article_too(walled: Article, settings: Any) -> None:
    settings.PRESS = False

    response: Any = subscriber().get(walled.get_url())

    assert CANARY in response.content.decode()
    assert "private" in response.headers["Cache-Control"]
    assert CANARY not in Client().get(walled.get_url()).content.decode()


def bodies_for(article: Article) -> dict[str, bool]:
    """Whether each kind of reader reads the article to its end."""
    clients = {
        "stranger": Client(),
        **{name: subscriber(audience=name) for name in ("registered", "subscribers")},
    }
    found = {}
    for name, client in clients.items():
        response: Any = client.get(article.get_url())
        assert response.status_code == 200
        found[name] = CANARY in response.content.decode()
    return found


@pytest.mark.parametrize(
    ("access", "readers"),
    [
        ("free", {"stranger", "registered", "subscribers"}),
        ("registration", {"registered", "subscribers"}),
        ("metered", {"subscribers"}),
        ("subscribers", {"subscribers"}),
        ("free_first", {"stranger", "registered", "subscribers"}),
        ("closing", {"stranger", "registered", "subscribers"}),
    ],
)
def test_each_wall_lets_in_those_it_is_for(
    walled: Article, press: Press, access: str, readers: set[str]
) -> None:
    walled.access = access
    with press.at_work():
        walled.save_revision().publish()
    press.run()

    assert {name for name, reads in bodies_for(walled).items() if reads} == readers
    assert {name for name, reads in bodies_for(walled).items() if reads} == readers
    assert press.differences() == {}


def test_no_copy_is_printed_for_those_who_are_asked_each_time(walled: Article, press: Press) -> None:
    walled.access = "metered"
    with press.at_work():
        walled.save_revision().publish()

    response: Any = subscriber(audience="registered").get(walled.get_url())

    assert "private" in response.headers["Cache-Control"]
    assert page_store().get("registered", walled.get_url()) is None
    assert press.print(walled.get_url()) == [Outcome.PRINTED]
    assert print_page(walled.get_url(), "registered") is Outcome.NOT_PRINTED


def test_a_gate_lets_one_reader_in_and_nobody_else(
    walled: Article, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    walled.access = "metered"
    with press.at_work():
        walled.save_revision().publish()
    press.run()
    monkeypatch.setattr(walls, "_gates", [lambda request, _article, _wall: "fanta" in request.COOKIES])
    fanta = subscriber(audience="registered")
    fanta.cookies["fanta"] = "1"

    response: Any = fanta.get(walled.get_url())

    assert CANARY in response.content.decode()
    assert bodies_for(walled) == {"stranger": False, "registered": False, "subscribers": True}
    assert press.differences() == {}


def test_a_section_that_closes_closes_its_articles_for_strangers_and_search(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        article = make_article(newspaper.politics, "Le bac repart", text=TEXT)
    press.run()
    assert bodies_for(article)["stranger"]

    with press.at_work():
        newspaper.politics.access = "subscribers"
        newspaper.politics.save_revision().publish()
    press.run()

    assert bodies_for(article) == {"stranger": False, "registered": False, "subscribers": True}
    assert press.differences() == {}
    # The index has the whole text of what was open when it was indexed.
    found: Any = Client().get("/recherche/", {"q": "canari"})
    assert "Le bac repart" in found.content.decode()
    assert "chante derrière le mur" not in found.content.decode()


def test_the_wall_of_what_closes_by_itself_goes_up_at_its_hour(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = timezone.now() - timedelta(hours=47, minutes=59)
    with press.at_work():
        article = make_article(
            newspaper.politics, "Le bac repart", text=TEXT, access="free_first", published_at=begun
        )
    press.run()
    assert bodies_for(article)["stranger"]
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)

    press.run()

    assert CANARY not in (press.text(article.get_url()) or CANARY)
    assert bodies_for(article)["stranger"] is False
