"""Reads a list page by page, by where the last page ended and not by number: page 3,000 costs what page 1 costs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest

from rotative.articles import keys
from rotative.articles.models import Article, Listing
from rotative.articles.teasers import attach
from rotative.press.collecting import depends_on, keep_with_query

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

    Reads one entry more than it shows, to know whether there is an older page. What comes before the cursor may
    change as it likes: the press is told of the months that are shown. Raises Http404 for a bad cursor.
    """
    cursor = request.GET.get("avant", "")
    before = read_cursor(cursor) if cursor else None
    rows = Article.objects.as_teasers().listed(list_key, before=before, between=between, first=PAGE_SIZE + 1)
    articles = list(rows)
    shown = articles[:PAGE_SIZE]
    if before is not None and between is None:
        _say_what_is_read(list_key, before, shown, is_last=len(articles) <= PAGE_SIZE)
    if before is not None and _stands_there(list_key, before):
        keep_with_query()
    older = f"?avant={cursor_of(shown[-1])}" if len(articles) > PAGE_SIZE else ""
    return PageOf(attach(shown), older, is_first=not cursor)


def _say_what_is_read(
    list_key: str, before: tuple[datetime, int], shown: list[Any], *, is_last: bool
) -> None:
    oldest = shown[-1].published_at if shown else before[0]
    depends_on(*keys.listed_between(list_key, before[0], oldest))
    if is_last:
        depends_on(keys.months(list_key))


def _stands_there(list_key: str, cursor: tuple[datetime, int]) -> bool:
    """Whether a cursor is of an entry of the list: a link of the paper's, or nearly one."""
    moment, article_id = cursor
    return Listing.objects.filter(list=list_key, article=article_id, published_at=moment).exists()
