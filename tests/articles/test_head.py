"""What machines read at the head of an article: search engines, social networks, feed readers."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from rotative.articles.models import Article
from rotative.paper.models import Paper
from tests.factories import AuthorFactory, Newspaper, make_article, make_section
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db

JUNE, JULY = datetime(2026, 6, 24, 9, 33, tzinfo=UTC), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def never_old(newspaper: Newspaper) -> Paper:
    """The paper, which calls no article old: the dates of these tests stay what they are."""
    paper: Paper = Paper.for_site(newspaper.site)
    paper.name, paper.old_after_days = "La Dépêche", 0
    paper.save()
    return paper


def head_of(client: Client, article: Article) -> Tag:
    head = BeautifulSoup(client.get(article.get_url()).content, "html.parser").head
    assert head is not None
    return head


def meta(head: Tag) -> dict[str, str]:
    named = head.select("meta[name], meta[property]")
    return {str(tag.get("property") or tag["name"]): str(tag["content"]) for tag in named}


def data(client: Client, article: Article) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the NewsArticle and the BreadcrumbList."""
    script = head_of(client, article).find("script", type="application/ld+json")
    assert script is not None
    both = json.loads(script.text)
    assert both["@context"] == "https://schema.org"
    news, crumbs = both["@graph"]
    assert (news["@type"], crumbs["@type"]) == ("NewsArticle", "BreadcrumbList")
    return news, crumbs


def test_titles_and_descriptions_of_their_own(newspaper: Newspaper, client: Client) -> None:
    article = make_article(
        newspaper.politics,
        standfirst="Le chapô.",
        seo_title="Bac de Kénéba",
        search_description="Pour les moteurs.",
        share_title="Il repart !",
        share_description="Pour les réseaux.",
    )

    head = head_of(client, article)

    assert head.title is not None
    assert head.title.text == "Bac de Kénéba – La Dépêche"
    found = meta(head)
    assert found["description"] == "Pour les moteurs."
    assert found["og:title"] == "Il repart\u202f!"
    assert found["og:description"] == "Pour les réseaux."


def test_left_empty_they_are_headline_and_teaser(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics, standfirst="Le chapô.")

    head = head_of(client, article)

    assert head.title is not None
    assert head.title.text == "Le bac repart – La Dépêche"
    found = meta(head)
    assert (found["description"], found["og:description"]) == ("Le chapô.", "Le chapô.")
    assert found["og:title"] == "Le bac repart"


def test_the_title_for_search_engines_serves_sharing_too(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics, seo_title="Bac de Kénéba")

    assert meta(head_of(client, article))["og:title"] == "Bac de Kénéba"


def test_open_graph_says_what_where_and_when(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics, published_at=JUNE, updated_at=JULY)

    found = meta(head_of(client, article))

    assert found["og:type"] == "article"
    assert found["og:site_name"] == "La Dépêche"
    assert found["og:url"] == article.full_url
    assert found["og:locale"] == "fr_FR"
    assert datetime.fromisoformat(found["article:published_time"]) == JUNE
    assert datetime.fromisoformat(found["article:modified_time"]) == JULY


def test_open_graph_has_the_lead_photo(newspaper: Newspaper, client: Client) -> None:
    pictured = make_article(newspaper.politics, lead_photo=PhotoFactory.create(size=(1300, 900)))

    found = meta(head_of(client, pictured))

    assert found["og:image"].startswith("http://localhost/media/photos/")
    assert found["og:image:alt"] == "Des étals sous des parasols rouges."
    assert found["twitter:card"] == "summary_large_image"
    assert "og:image" not in meta(head_of(client, make_article(newspaper.politics, "Sans photo")))


@pytest.mark.parametrize(("language", "feed"), [("fr", "/feed.xml"), ("en", "/en/feed.xml")])
def test_address_and_feed_are_linked(newspaper: Newspaper, client: Client, language: str, feed: str) -> None:
    article = make_article(newspaper.culture if language == "fr" else newspaper.english_culture)

    head = head_of(client, article)

    assert [tag["href"] for tag in head.select('link[rel="canonical"]')] == [article.full_url]
    assert [tag["href"] for tag in head.select('link[type="application/rss+xml"]')] == [feed]


def test_the_way_to_the_article_is_named(newspaper: Newspaper, client: Client) -> None:
    parliament = make_section(newspaper.politics, "Parlement", slug="parlement")
    article = make_article(parliament)

    _news, crumbs = data(client, article)

    steps = [(step["position"], step["name"], step["item"]) for step in crumbs["itemListElement"]]
    assert steps == [
        (1, "La Dépêche", "http://localhost/"),
        (2, "Politique", newspaper.politics.full_url),
        (3, "Parlement", parliament.full_url),
        (4, "Le bac repart", article.full_url),
    ]


def test_the_article_is_described_to_machines(newspaper: Newspaper, client: Client, never_old: Paper) -> None:
    never_old.logo = PhotoFactory.create()
    never_old.save()
    awa, issa = AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Konaté")
    article = make_article(
        newspaper.politics,
        'Le "bac" repart',
        authors=(awa, issa),
        standfirst="Enfin.",
        lead_photo=PhotoFactory.create(size=(1300, 900)),
        published_at=JUNE,
        updated_at=JULY,
    )

    news, _crumbs = data(client, article)

    assert news["headline"] == "Le «\u202fbac\u202f» repart"
    assert news["description"] == "Enfin."
    assert news["mainEntityOfPage"] == article.full_url
    assert (news["inLanguage"], news["articleSection"]) == ("fr", "Politique")
    assert datetime.fromisoformat(news["datePublished"]) == JUNE
    assert datetime.fromisoformat(news["dateModified"]) == JULY
    assert news["author"] == [
        {"@type": "Person", "name": "Awa Diarra", "url": "http://localhost/auteurs/awa-diarra/"},
        {"@type": "Person", "name": "Issa Konaté", "url": "http://localhost/auteurs/issa-konate/"},
    ]
    assert (news["publisher"]["name"], news["publisher"]["url"]) == ("La Dépêche", "http://localhost")
    assert news["publisher"]["logo"]["url"].startswith("http://localhost/media/photos/")
    assert [image.startswith("http://localhost/media/photos/") for image in news["image"]] == [True]
    assert news["isAccessibleForFree"] is True


def test_an_article_that_nobody_signs_is_the_agencys_or_the_papers(
    newspaper: Newspaper, client: Client
) -> None:
    agencys = make_article(newspaper.politics, agency_credit="Agence du Fleuve", published_at=JUNE)
    papers = make_article(newspaper.politics, "Autre chose")

    news, _crumbs = data(client, agencys)

    assert news["author"] == [{"@type": "Organization", "name": "Agence du Fleuve"}]
    assert news["dateModified"] == news["datePublished"]
    assert "image" not in news
    assert data(client, papers)[0]["author"] == [{"@type": "Organization", "name": "La Dépêche"}]


def test_no_text_ends_the_script(newspaper: Newspaper, client: Client) -> None:
    news, _crumbs = data(client, make_article(newspaper.politics, "</script><b>Bac</b>"))

    assert news["headline"] == "</script><b>Bac</b>"
