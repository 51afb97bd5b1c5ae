"""Sitemaps: valid by the schema of sitemaps.org, one file a month, everything published in them and nothing else."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from rotative.paper.models import LegalPage
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOC, LASTMOD = f"{NAMESPACE}loc", f"{NAMESPACE}lastmod"


def read_sitemap(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content)


def addresses(sitemap: Any) -> list[str]:
    return [loc.text for loc in sitemap.iter(LOC)]


@pytest.fixture
def archive(newspaper: Newspaper) -> Newspaper:
    """A newspaper with articles in two months that are not neighbours."""
    make_article(
        newspaper.politics,
        "Riz & coton",
        slug="riz-et-coton",
        published_at=datetime(2026, 8, 31, 23, tzinfo=UTC),
    )
    make_article(
        newspaper.culture, "Le balafon", slug="le-balafon", published_at=datetime(2026, 11, 2, tzinfo=UTC)
    )
    make_article(
        newspaper.english_culture,
        "The ferry",
        slug="the-ferry",
        published_at=datetime(2026, 11, 3, tzinfo=UTC),
    )
    return newspaper


@pytest.fixture
def schema(shared: Path) -> etree.XMLSchema:
    """The schemas of sitemaps.org, which know the invalid examples from the valid ones."""
    folder = shared / "testdata" / "sitemaps"
    schema = etree.XMLSchema(etree.parse(str(folder / "schema" / "all.xsd")))
    assert all(schema.validate(etree.parse(str(path))) for path in (folder / "valid").glob("*.xml"))
    assert not any(schema.validate(etree.parse(str(path))) for path in (folder / "invalid").glob("*.xml"))
    return schema


def test_every_sitemap_is_valid(archive: Newspaper, client: Client, schema: etree.XMLSchema) -> None:
    for path in ("/sitemap-pages.xml", "/sitemap-2026-08.xml", "/sitemap-2026-11.xml"):
        assert schema.validate(read_sitemap(client, path)), f"{path}: {schema.error_log}"


def test_the_index_is_one_of_sitemaps(archive: Newspaper, client: Client) -> None:
    index = read_sitemap(client, "/sitemap.xml")

    assert index.tag == f"{NAMESPACE}sitemapindex"
    assert {entry.tag for entry in index} == {f"{NAMESPACE}sitemap"}
    assert all([part.tag for part in entry] == [LOC] for entry in index)


def test_the_index_names_the_months_that_have_something(
    archive: Newspaper, client: Client, settings: Any
) -> None:
    files = addresses(read_sitemap(client, "/sitemap.xml"))

    names = ("sitemap-pages.xml", "sitemap-2026-08.xml", "sitemap-2026-11.xml")
    assert files == [f"{settings.SITE_URL}/{name}" for name in names]


def test_a_month_has_its_articles_in_all_languages(archive: Newspaper, client: Client) -> None:
    november = addresses(read_sitemap(client, "/sitemap-2026-11.xml"))

    assert november == ["http://localhost/culture/le-balafon/", "http://localhost/en/culture/the-ferry/"]
    assert addresses(read_sitemap(client, "/sitemap-2026-08.xml")) == [
        "http://localhost/politique/riz-et-coton/"
    ]


@pytest.mark.parametrize("month", ["2026-09", "2026-13", "2026-00", "0000-01", "9999-12"])
def test_a_month_without_articles_is_not_there(month: str, archive: Newspaper, client: Client) -> None:
    assert client.get(f"/sitemap-{month}.xml").status_code == 404


def test_a_paper_without_articles_has_an_index(newspaper: Newspaper, client: Client, settings: Any) -> None:
    assert addresses(read_sitemap(client, "/sitemap.xml")) == [f"{settings.SITE_URL}/sitemap-pages.xml"]


def test_fronts_sections_and_legal_pages_are_in_theirs(newspaper: Newspaper, client: Client) -> None:
    newspaper.home.add_child(
        instance=LegalPage(title="Mentions légales", body="<p>…</p>", locale=newspaper.home.locale)
    )
    newspaper.home.add_child(
        instance=LegalPage(title="Brouillon", body="<p>…</p>", locale=newspaper.home.locale, live=False)
    )

    found = addresses(read_sitemap(client, "/sitemap-pages.xml"))

    paths = ("/", "/en/", "/politique/", "/culture/", "/en/culture/", "/mentions-legales/")
    assert sorted(found) == sorted(f"http://localhost{path}" for path in paths)


def test_an_update_that_readers_are_told_of_is_the_moment_of_the_last_change(
    newspaper: Newspaper, client: Client
) -> None:
    make_article(
        newspaper.politics,
        "Le bac repart",
        published_at=datetime(2026, 11, 2, tzinfo=UTC),
        updated_at=datetime(2026, 11, 5, 10, tzinfo=UTC),
    )

    (changed,) = read_sitemap(client, "/sitemap-2026-11.xml").iter(LASTMOD)

    assert datetime.fromisoformat(changed.text) == datetime(2026, 11, 5, 10, tzinfo=UTC)


def test_drafts_and_withdrawn_articles_are_in_no_sitemap(newspaper: Newspaper, client: Client) -> None:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    make_article(newspaper.politics, "Brouillon", slug="brouillon", publish=False, published_at=at)
    make_article(newspaper.politics, "Retiré", slug="retire", published_at=at).unpublish()
    make_article(newspaper.politics, "Publié", slug="publie", published_at=at)

    assert addresses(read_sitemap(client, "/sitemap-2026-11.xml")) == ["http://localhost/politique/publie/"]
