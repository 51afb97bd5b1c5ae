"""The database is asked as often for a long list as for a short one: never once a row."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db

FEW, MANY = 26, 50  # the few fill every block under an article already
START = datetime(2026, 1, 1, 8, tzinfo=UTC)
# What a page may ask of the database. Room for a query more, not for one a row.
MOST = {
    "front page": 22,
    "section": 20,
    "article": 44,  # two of them for its discussion: the row and the rules of the house
    "author": 16,
    "column": 16,
    "topic": 16,
    "month": 20,
    "search": 16,
    "feed": 10,
}


@pytest.fixture
def pages(newspaper: Newspaper) -> dict[str, str]:
    """Addresses of the pages; the article is the first of all."""
    return {
        "front page": "/",
        "section": "/politique/",
        "article": "/politique/article-0/",
        "author": "/auteurs/awa-diarra/",
        "column": "/chroniques/carnets-du-fleuve/",
        "topic": "/themes/fleuve/",
        "month": "/politique/archives/2026/01/",
        "search": "/recherche/?q=bac",
        "feed": "/feed.xml",
    }


@pytest.fixture
def publish_until(newspaper: Newspaper, django_capture_on_commit_callbacks: Any) -> Callable[[int], None]:
    """Publish articles, each with a photo, two authors, a column and a topic, until there are so many."""
    photo = PhotoFactory.create()
    authors = (AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Konaté"))
    common = {
        "authors": authors,
        "column": ColumnFactory.create(name="Carnets du fleuve"),
        "topics": (TopicFactory.create(name="Fleuve"),),
        "lead_photo": photo,
    }
    made = iter(range(MANY))

    def publish(count: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            for number in made:
                slug, at = f"article-{number}", START + timedelta(hours=number)
                make_article(newspaper.politics, f"Le bac {number}", slug=slug, published_at=at, **common)
                if number == count - 1:
                    return

    return publish


def queries(client: Client, path: str) -> int:
    """Return how many queries a page takes, once its pictures and the site's address have been made ready."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_a_list_costs_the_same_however_long_it_is(
    pages: dict[str, str], publish_until: Callable[[int], None], client: Client
) -> None:
    publish_until(FEW)
    few = {kind: queries(client, path) for kind, path in pages.items()}

    publish_until(MANY)
    many = {kind: queries(client, path) for kind, path in pages.items()}

    assert {kind: (few[kind], many[kind]) for kind in pages if many[kind] > few[kind]} == {}
    assert {kind: many[kind] for kind in pages if many[kind] > MOST[kind]} == {}
