"""Feeds: what a feed reader needs, in the form it expects, and nothing that is for subscribers."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree

from tests.factories import AuthorFactory, ColumnFactory, Newspaper, make_article, make_section

pytestmark = pytest.mark.django_db

DC = "{http://purl.org/dc/elements/1.1/}"
CANARY = "zibeline-cachée"


def read_feed(client: Client, path: str) -> Any:
    """Fetch a feed and return its channel. Fails if it is not well-formed or not served as RSS."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    rss = etree.fromstring(response.content)
    assert rss.tag == "rss"
    assert rss.get("version") == "2.0"
    return rss.find("channel")


def titles(channel: Any) -> list[str]:
    return [item.findtext("title") for item in channel.findall("item")]


def test_an_entry_has_all_that_a_feed_reader_shows(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    at = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
    article = make_article(
        newspaper.politics,
        "Le bac repart",
        authors=(awa,),
        standfirst="Trois semaines d'arrêt.",
        published_at=at,
    )

    (item,) = read_feed(client, "/feed.xml").findall("item")

    assert item.findtext("title") == "Le bac repart"
    assert item.findtext("link") == article.full_url
    assert item.findtext("description") == "Trois semaines d’arrêt."
    assert item.findtext(f"{DC}creator") == "Awa Diarra"
    assert item.findtext("category") == "Politique"
    assert parsedate_to_datetime(item.findtext("pubDate")) == at


@pytest.mark.parametrize("path", ["/feed.xml", "/en/feed.xml"])
def test_every_address_in_a_feed_is_complete(path: str, newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Le bac repart")
    make_article(newspaper.english_culture, "The ferry is back")

    channel = read_feed(client, path)

    links = [link.text for link in channel.iter("link")]
    assert len(links) == 2
    assert all(urlsplit(link).scheme in ("http", "https") and urlsplit(link).netloc for link in links), links


def test_each_edition_has_its_own_feed(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Le bac repart")
    make_article(newspaper.english_culture, "The ferry is back")

    french, english = read_feed(client, "/feed.xml"), read_feed(client, "/en/feed.xml")

    assert (french.findtext("language"), titles(french)) == ("fr", ["Le bac repart"])
    assert (english.findtext("language"), titles(english)) == ("en", ["The ferry is back"])
    assert client.get("/de/feed.xml").status_code == 404


def test_markup_in_a_headline_is_text_and_never_markup(newspaper: Newspaper, client: Client) -> None:
    make_article(
        newspaper.politics, "Le <b>bac</b> & l'eau", standfirst="Moins de <script>alert(1)</script> 3 & 4"
    )

    (item,) = read_feed(client, "/feed.xml").findall("item")

    assert item.findtext("title") == "Le <b>bac</b> & l’eau"
    assert [child.tag for child in item.find("title")] == []
    assert len(item.find("description")) == 0


def test_the_mark_of_an_entry_is_its_own_and_stays_when_the_article_moves(
    newspaper: Newspaper, client: Client
) -> None:
    article = make_article(newspaper.politics, "Le bac repart")
    make_article(newspaper.culture, "Le balafon revient")

    def guids() -> dict[str, str]:
        return {
            i.findtext("title"): i.findtext("guid") for i in read_feed(client, "/feed.xml").findall("item")
        }

    before = guids()
    article.move(newspaper.culture, pos="last-child")
    after = guids()

    assert before == after
    assert len(set(before.values())) == 2
    assert read_feed(client, "/feed.xml").find("item/guid").get("isPermaLink") == "false"


def test_newest_first_and_no_more_than_thirty(newspaper: Newspaper, client: Client) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(32):
        make_article(newspaper.politics, f"Jour {day}", published_at=start + timedelta(days=day))

    channel = read_feed(client, "/feed.xml")

    assert titles(channel) == [f"Jour {day}" for day in range(31, 1, -1)]
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == start + timedelta(days=31)


def test_the_text_behind_the_wall_is_in_no_feed(newspaper: Newspaper, client: Client) -> None:
    awa, carnets = AuthorFactory.create(), ColumnFactory.create()
    text = f"<p>Un.</p><p>Deux.</p><p>{CANARY}</p>"
    make_article(
        newspaper.politics,
        "Pour les abonnés",
        authors=(awa,),
        column=carnets,
        access="subscribers",
        text=text,
    )

    for path in (
        "/feed.xml",
        f"/feeds/section/{newspaper.politics.pk}.xml",
        f"/feeds/column/{carnets.pk}/fr.xml",
        f"/feeds/author/{awa.pk}/fr.xml",
    ):
        channel = read_feed(client, path)

        assert [title.endswith("Pour les abonnés") for title in titles(channel)] == [True], path
        assert CANARY not in etree.tostring(channel, encoding="unicode")


def test_a_feed_of_a_section_has_what_stands_below_it_and_nothing_beside(
    newspaper: Newspaper, client: Client
) -> None:
    councils = make_section(newspaper.politics, "Conseils")
    make_article(councils, "Le conseil vote")
    make_article(newspaper.culture, "Le balafon revient")

    channel = read_feed(client, f"/feeds/section/{newspaper.politics.pk}.xml")

    assert titles(channel) == ["Le conseil vote"]
    assert channel.findtext("title") == "Rotative – Politique"
    assert urlsplit(channel.findtext("link")).path == "/politique/"


def test_an_authors_feed_spares_everybody_elses_articles(newspaper: Newspaper, client: Client) -> None:
    awa, issa = AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Konaté")
    make_article(newspaper.politics, "Le bac repart", authors=(awa,))
    make_article(newspaper.politics, "Les comptes du riz", authors=(issa,))
    make_article(newspaper.politics, "À deux", authors=(awa, issa))
    make_article(newspaper.english_culture, "In English", authors=(awa,))

    assert set(titles(read_feed(client, f"/feeds/author/{awa.pk}/fr.xml"))) == {"Le bac repart", "À deux"}
    assert titles(read_feed(client, f"/feeds/author/{awa.pk}/en.xml")) == ["In English"]


def test_drafts_and_withdrawn_articles_are_in_no_feed(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Brouillon", publish=False)
    withdrawn = make_article(newspaper.politics, "Retiré")
    withdrawn.unpublish()

    assert titles(read_feed(client, "/feed.xml")) == []


@pytest.mark.parametrize(
    "path", ["/feeds/section/999999.xml", "/feeds/column/999999/fr.xml", "/feeds/author/999999/fr.xml"]
)
def test_a_feed_of_nothing_is_not_there(path: str, newspaper: Newspaper, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_a_long_feed_costs_no_more_queries_than_a_short_one(
    newspaper: Newspaper, client: Client, django_assert_max_num_queries: Any
) -> None:
    awa = AuthorFactory.create()
    for number in range(25):
        make_article(newspaper.politics, f"Article {number}", authors=(awa,))

    with django_assert_max_num_queries(8):
        client.get("/feed.xml")


def catalogues() -> Any:
    """Django's own memory of what it has loaded, which its type stubs do not know."""
    return import_module("django.utils.translation.trans_real")


def test_an_address_of_no_language_loads_none(newspaper: Newspaper, client: Client) -> None:
    known = set(catalogues()._translations)

    assert client.get("/xx-zz/feed.xml").status_code == 404

    assert set(catalogues()._translations) == known
