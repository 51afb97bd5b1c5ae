"""Run inside a paper: prints as JSON which addresses of it are to be visited, and how many queries each asks.

A page is compared with one that shows as much: with the same articles where both papers have them, and else with a
page of as many entries. The argument is what the smaller paper's run printed, if there was one.
"""

import json
import os
import sys
from itertools import islice
from typing import Any

VISITS = 50  # of each page
WORDS = (
    "fleuve marché",
    "barrage",
    "forage école",
    "« saison des pluies »",
    "lutte -football",
    "mangue séchée",
    "pirogue",
    "riz coopérative",
    "budget commune",
    "orchestre",
)
COMMON_WORD = "fleuve"


def _listed(key: str) -> Any:
    from rotative.articles.models import Listing

    return Listing.objects.filter(list=key).order_by("-published_at", "-article_id")


def _articles() -> list[str]:
    """Return articles spread over the archive, the same in every paper: an archive's number decides the text."""
    from rotative.articles.models import Article

    keys = [f"archive:{18 * (n + 1)}" for n in range(VISITS)]
    found = Article.objects.filter(import_key__in=keys).order_by("import_key")
    return [article.get_url() for article in found]


def _section() -> Any:
    from rotative.sections.models import SectionPage

    return SectionPage.objects.get(slug="culture", locale__language_code="fr")


def _deep(section: Any) -> str:
    """Return the address of a page at nine tenths of the section's list, or before if it would not be full there."""
    from rotative.articles.listings import section_key
    from rotative.sections.paging import PAGE_SIZE, cursor_of

    rows = _listed(section_key(section.pk))
    count = rows.count()
    entry = rows.select_related("article")[max(0, min(count * 9 // 10, count - PAGE_SIZE - 2))]
    return f"{section.get_url()}?avant={cursor_of(entry.article)}"


def _author() -> str:
    """Return the address of the author who wrote most in French."""
    from rotative.articles.listings import author_key
    from rotative.authors.models import Author

    authors = Author.objects.order_by("pk")
    author = max(authors, key=lambda author: _listed(author_key(author.pk, "fr")).count())
    return str(author.get_absolute_url())


def _month(section: Any, entries: int) -> tuple[str, int]:
    """Return the address of a month that shows so many entries, the month's end if it has more; 0: its fullest."""
    from rotative.articles.listings import section_key
    from rotative.sections.paging import PAGE_SIZE, cursor_of

    rows = _listed(section_key(section.pk)).select_related("article")
    by_month = {
        first: rows.filter(published_at__year=first.year, published_at__month=first.month)
        for first in rows.dates("published_at", "month")
    }
    count, month = max((found.count(), month) for month, found in by_month.items())
    entries = min(entries or count, count, PAGE_SIZE)
    address = f"{section.get_url()}archives/{month.year}/{month.month}/"
    if count > entries:
        before = list(by_month[month])[-entries - 1].article
        address += f"?avant={cursor_of(before)}"
    return address, entries


def visits(like: dict[str, Any]) -> dict[str, Any]:
    """Return pages with their addresses, and what a larger paper must know to offer alike ones."""
    from urllib.parse import quote

    section = _section()
    month, entries = _month(section, int(like.get("month_entries", 0)))
    pages = {
        "home": ["/"],
        "article": _articles(),
        "section": [section.get_url()],
        "section, deep in its list": [_deep(section)],
        "section, archive of a month": [month],
        "section, archive by year": [f"{section.get_url()}archives/"],
        "author": [_author()],
        "search, ten questions": [f"/recherche/?q={quote(words)}" for words in WORDS],
        "search, a word of every fourth article": [f"/recherche/?q={quote(COMMON_WORD)}"],
        "feed": ["/feed.xml"],
    }
    return {"pages": pages, "month_entries": entries}


def queries(addresses: list[str]) -> int:
    """Return the largest number of queries that one of the first ten addresses asks of the database, once warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, most = Client(SERVER_NAME="localhost"), 0
    for address in islice(addresses, 10):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        most = max(most, len(asked))
    return most


def main() -> None:
    """Print the visits of the paper that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    found = visits(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {})
    found["queries"] = {page: queries(addresses) for page, addresses in found["pages"].items()}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
