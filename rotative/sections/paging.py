"""Reads a list page by page, by where the last page ended and not by number: page 3,000 costs what page 1 costs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest

from rotative.articles.models import Article, Listing
from rotative.articles.teasers import attach
from rotative.press.collecting import keep_with_query

PAGE_SIZE = 24
_CURSOR = re.compile(r"^(\d{1,16})-(\d{1,18})$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class PageOf:
    """A page of a list. ``older``: the query string of the next page, empty on the last."""

    articles: list[Any]
    older: str
    is_first: bool


def cursor_of(article: Any) -> str:
    """Return where in a list an article stands: its moment of publication in microseconds, and its id."""
    return f"{(article.published_at - _EPOCH) // timedelta(microseconds=1)}-{article.pk}"


def read_cursor(text: str) -> tuple[datetime, int]:
    """Return moment and id of a cursor. Raises Http404 for anything else."""
    match = _CURSOR.match(text)
    if match is None:
        raise Http404("No such page of the list.")
    try:
        return _EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
    except OverflowError:
        raise Http404("No such page of the list.") from None


def read_page(
    list_key: str, request: HttpRequest, between: tuple[datetime, datetime] | None = None
) -> PageOf:
    """Return the page of a list that the request asks for by `?avant=`; ``between`` keeps to a span of time.

    Reads one entry more than it shows, to know whether there is an older page. Raises Http404 for a bad cursor.
    """
    cursor = request.GET.get("avant", "")
    before = read_cursor(cursor) if cursor else None
    rows, wanted = Article.objects.as_teasers(), PAGE_SIZE + 1
    if before is None:
        articles = list(rows.listed(list_key, between=between, first=wanted))
    else:
        articles = rows.older(list_key, before, between=between, first=wanted)
    shown = articles[:PAGE_SIZE]
    if before is not None and _stands_there(list_key, before):
        keep_with_query()
    older = f"?avant={cursor_of(shown[-1])}" if len(articles) > PAGE_SIZE else ""
    return PageOf(attach(shown), older, is_first=not cursor)


def _stands_there(list_key: str, cursor: tuple[datetime, int]) -> bool:
    """Whether a cursor is of an entry of the list: a link of the paper's, or nearly one."""
    moment, article_id = cursor
    return Listing.objects.filter(list=list_key, article=article_id, published_at=moment).exists()
