"""No page of the paper reads tables that grow with the archive from end to end, however few rows it then shows.

SQLite decides how to read without looking at what a table holds, so a paper of two articles shows how it would read
one of a hundred thousand.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article
from tests.photos.factories import PhotoFactory

GROWING = "wagtailcore_page|articles_article|articles_listing|articles_signature|articles_articletopic"
# Half of all pages are in one language: its index spares nothing.
END_TO_END = re.compile(
    rf"SCAN ({GROWING})\b|SEARCH wagtailcore_page USING INDEX wagtailcore_page_(locale|content_type)"
)
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


@contextmanager
def plans() -> Iterator[list[tuple[str, str]]]:
    """Gather, for each query that is asked, its text and one step of its plan."""
    steps: list[tuple[str, str]] = []

    def explain(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            # Below Django's own cursor, which would come by here again.
            cursor = connection.create_cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
            steps.extend((sql, step) for _number, _parent, _unused, step in cursor.fetchall())
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(explain):
        yield steps


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
