"""No page of the paper reads tables that grow with the archive from end to end, however few rows it then shows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article
from tests.photos.factories import PhotoFactory
from tests.plans import END_TO_END, plans

ADDRESSES = (
    "/",
    "/politique/",
    "/politique/la-crue-2/",
    "/politique/?avant=1767254400000000-1",
    "/politique/archives/",
    "/politique/archives/2026/01/",
    "/auteurs/",
    "/auteurs/awa-diarra/",
    "/chroniques/",
    "/chroniques/carnets-du-fleuve/",
    "/themes/fleuve/",
    "/rectificatifs/",
    "/recherche/?q=crue",
    "/feed.xml",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-2026-01.xml",
    "/robots.txt",
)


@pytest.fixture
def paper(newspaper: Newspaper, django_capture_on_commit_callbacks: Any) -> None:
    """Two articles with everything that an article can have."""
    everything = {
        "authors": (AuthorFactory.create(name="Awa Diarra"),),
        "column": ColumnFactory.create(name="Carnets du fleuve"),
        "topics": (TopicFactory.create(name="Fleuve"),),
        "lead_photo": PhotoFactory.create(),
    }
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 2):
            at = datetime(2026, 1, number, 8, tzinfo=UTC)
            make_article(
                newspaper.politics,
                f"La crue {number}",
                slug=f"la-crue-{number}",
                published_at=at,
                **everything,
            )


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_that_grows_with_the_archive_is_read_from_end_to_end(
    address: str, paper: None, client: Client
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by what a table holds; a small paper says nothing about a large one")

    with plans() as steps:
        response = client.get(address)

    assert response.status_code == 200
    assert [(step, sql) for sql, step in steps if END_TO_END.search(step)] == []
