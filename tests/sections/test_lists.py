"""Lists page by page, archives by month, and the same number of queries whatever the archive holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from rotative.sections.paging import PAGE_SIZE
from rotative.sections.views import CORRECTIONS
from tests.factories import (
    AuthorFactory,
    ColumnFactory,
    Newspaper,
    TopicFactory,
    make_article,
    make_section,
)

pytestmark = pytest.mark.django_db

START = datetime(2025, 6, 24, 9, 33, tzinfo=UTC)


def links(page: str) -> list[str]:
    found: Any = html.fromstring(page).xpath("//main//*[contains(@class,'teaser-title')]/a/text()")
    return [str(headline) for headline in found]


def test_pages_of_a_list_show_everything_once(newspaper: Newspaper, client: Client) -> None:
    count = PAGE_SIZE + 5
    for n in range(count):
        # Several at the same instant: the cursor must not lose or repeat any of them.
        make_article(newspaper.politics, f"n{n:02}", published_at=START + timedelta(minutes=n // 4))
    first = client.get("/politique/").content.decode()
    address = first.split('rel="next" href="')[1].split('"')[0]

    second = client.get(f"/politique/{address}").content.decode()

    assert sorted(links(first) + links(second)) == sorted(f"n{n:02}" for n in range(count))
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    "cursor", ["x", "1", "-", "99999999999999999-1", "9999999999999999-1", "1-1-1", "'--"]
)
def test_a_cursor_that_is_none_is_not_found(newspaper: Newspaper, client: Client, cursor: str) -> None:
    assert client.get("/politique/", {"avant": cursor}).status_code in (200, 404)
    assert client.get("/politique/", {"avant": "x"}).status_code == 404


def test_a_month_has_its_articles_and_no_others(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "juin", published_at=START)
    make_article(newspaper.politics, "juillet", published_at=datetime(2025, 7, 1, 0, 0, tzinfo=UTC))

    page = client.get("/politique/archives/2025/06/")

    assert links(page.content.decode()) == ["juin"]
    assert "juin 2025" in page.content.decode().replace("\u00a0", " ")
    assert "/politique/archives/2025/07/" in client.get("/politique/archives/2025/").content.decode()


@pytest.mark.parametrize("path", ["2025/08/", "2025/13/", "2025/0/", "1/", "99999/"])
def test_a_month_that_is_none_is_not_found(newspaper: Newspaper, client: Client, path: str) -> None:
    make_article(newspaper.politics, "juin", published_at=START)

    assert client.get(f"/politique/archives/{path}").status_code == 404


def test_a_section_lists_what_stands_in_its_subsections(newspaper: Newspaper, client: Client) -> None:
    wrestling = make_section(newspaper.politics, "Mairie", slug="mairie")
    make_article(wrestling, "en mairie")

    assert links(client.get("/politique/").content.decode()) == ["en mairie"]
    assert links(client.get("/politique/mairie/").content.decode()) == ["en mairie"]


def test_queries_do_not_grow_with_the_archive(newspaper: Newspaper, client: Client) -> None:
    awa, issa = AuthorFactory.create(), AuthorFactory.create()
    first = make_article(newspaper.politics, "premier", authors=(awa, issa))
    addresses = ["/", "/politique/", first.get_url(), awa.get_absolute_url()]

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    for n in range(24):  # as many as fill every block under an article
        make_article(newspaper.politics, f"a{n}", authors=(awa, issa))
    few = {address: queries(address) for address in addresses}
    for n in range(12):
        make_article(newspaper.politics, f"b{n}", authors=(awa, issa))

    assert {address: few[address] for address in addresses if queries(address) > few[address] + 1} == {}


def test_an_edition_lists_its_own_language(newspaper: Newspaper, client: Client) -> None:
    awa: Any = AuthorFactory.create(name="Awa Diarra")
    make_article(newspaper.culture, "en français", authors=(awa,))
    make_article(newspaper.english_culture, "in English", authors=(awa,))

    assert links(client.get("/auteurs/awa-diarra/").content.decode()) == ["en français"]
    assert links(client.get("/en/authors/awa-diarra/").content.decode()) == ["in English"]


def test_the_archive_of_a_renamed_section_is_found_at_its_old_address(
    newspaper: Newspaper, client: Client, commits_at_once: None
) -> None:
    make_article(newspaper.politics, "juin", published_at=START)

    newspaper.politics.slug = "vie-publique"
    newspaper.politics.save_revision().publish()

    for path in ("archives/", "archives/2025/", "archives/2025/06/"):
        moved = client.get(f"/politique/{path}")
        assert (moved.status_code, moved.get("Location")) == (301, f"/vie-publique/{path}")


def test_corrections_go_on_page_by_page(newspaper: Newspaper, client: Client) -> None:
    told = [
        ("correction", {"date": START.date(), "text": f"rectificatif {n:02}."})
        for n in range(CORRECTIONS + 3)
    ]
    make_article(newspaper.politics, "beaucoup d’erreurs", body=told)

    first = client.get("/rectificatifs/").content.decode()
    older = first.split('rel="next" href="')[1].split('"')[0]
    second = client.get(f"/rectificatifs/{older}").content.decode()

    pages: list[Any] = [html.fromstring(page) for page in (first, second)]
    seen = [str(text) for page in pages for text in page.xpath("//ul[@class='corrections']/li/p[2]/text()")]
    assert sorted(seen) == [f"rectificatif {n:02}." for n in range(CORRECTIONS + 3)]
    assert 'rel="next"' not in second
    assert client.get("/rectificatifs/", {"avant": "2025-13-45-x"}).status_code == 404


def test_a_paper_with_one_edition_names_no_other(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create()
    assert 'hreflang="en"' in client.get(awa.get_absolute_url()).content.decode()

    newspaper.english_home.unpublish()

    assert "hreflang" not in client.get(awa.get_absolute_url()).content.decode()


def test_an_undated_list_dates_what_is_no_longer_news(newspaper: Newspaper, client: Client) -> None:
    now = timezone.now()
    make_article(newspaper.politics, "d’aujourd’hui", published_at=now)
    make_article(newspaper.politics, "d’un autre temps", published_at=now - timedelta(days=500))

    tree: Any = html.fromstring(client.get("/").content.decode())

    dated = tree.xpath(
        "//section[contains(@class,'place-lead') or contains(@class,'place-seconds')]//article[.//time]"
    )
    assert ["d’un autre temps" in article.text_content() for article in dated] == [True]


@pytest.mark.parametrize(("factory", "place"), [(ColumnFactory, "chroniques"), (TopicFactory, "themes")])
def test_a_column_or_topic_is_found_at_the_address_it_once_had(
    newspaper: Newspaper, client: Client, factory: Any, place: str
) -> None:
    subject = factory.create(name="Carnets du fleuve")
    subject.slug = "au-fil-de-l-eau"
    subject.save()

    moved = client.get(f"/{place}/carnets-du-fleuve/")

    assert (moved.status_code, moved.get("Location")) == (301, f"/{place}/au-fil-de-l-eau/")
    assert client.get(f"/{place}/jamais-vu/").status_code == 404
