"""What one can ask about articles."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from rotative.articles import keys
from rotative.press.collecting import depends_on

Span = tuple[datetime, datetime]
NEWEST = 100  # of a list; what reads no more is spared by changes further down


def _key_read(list_key: str, between: Span | None, first: int | None) -> str:
    """Return the press's key of as much of a list as is read: its newest, a month of it, or all."""
    if between is not None and between[1] - between[0] <= timedelta(days=32):
        return keys.listed_in_month(list_key, between[0])
    if first is not None and first <= NEWEST and between is None:
        return keys.newest(list_key)
    return keys.listed(list_key)


class ArticleQuerySet(PageQuerySet):
    """Questions about articles."""

    def listed(
        self, list_key: str, *, between: Span | None = None, first: int | None = None
    ) -> "ArticleQuerySet":
        """The published articles of one list (see articles/listings.py), newest first.

        ``between``: only what was published from the first moment until before the second. ``first``: no more than so
        many. Both walk the index articles_listing_newest: the cost is the page's, not the archive's.
        """
        depends_on(_key_read(list_key, between, first))
        rows = self._of_list(models.Q(listings__list=list_key), between)
        return rows if first is None else rows[:first]

    def older(
        self, list_key: str, before: tuple[datetime, int], *, first: int, between: Span | None = None
    ) -> list[Any]:
        """Up to ``first`` articles of a list after the entry with this moment and article id (keyset paging).

        Walks the same index. What comes before that entry may change as it likes: the press is told of the months that
        are read.
        """
        moment, article_id = before
        earlier = models.Q(listings__published_at__lt=moment)
        same = models.Q(listings__published_at=moment, listings__article_id__lt=article_id)
        # The second condition bounds the index walk; the third sorts out articles of the same instant.
        wanted = (
            models.Q(listings__list=list_key)
            & models.Q(listings__published_at__lte=moment)
            & (earlier | same)
        )
        found = list(self._of_list(wanted, between)[:first])
        if between is not None:
            depends_on(_key_read(list_key, between, first))
            return found
        depends_on(*keys.listed_between(list_key, moment, found[-1].published_at if found else moment))
        if len(found) < first:
            depends_on(keys.months(list_key))
        return found

    def _of_list(self, wanted: models.Q, between: Span | None) -> "ArticleQuerySet":
        # One filter() for all: a second one on a to-many relation would join a second, unrelated row.
        if between:
            wanted &= models.Q(listings__published_at__gte=between[0], listings__published_at__lt=between[1])
        rows: ArticleQuerySet = self.filter(wanted)
        return rows.order_by("-listings__published_at", "-listings__article_id")

    def as_teasers(self) -> "ArticleQuerySet":
        """With what a list shows and nothing of the body, in a fixed number of queries.

        Not in one: PostgreSQL takes 6 ms to decide in which order it joins eight tables, and 0.4 to read thirty rows.
        """
        rows = self.select_related("column", "lead_photo").prefetch_related("locale", "section")
        return rows.defer("body")

    def in_order_of(self, ids: Iterable[int]) -> list[Any]:
        """The published articles with these ids, in this order, as teasers; ids of others are left out."""
        ids = list(ids)
        depends_on(*map(keys.teaser, ids))
        found = {article.pk: article for article in self.filter(pk__in=ids, live=True).as_teasers()}
        return [found[pk] for pk in ids if pk in found]


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
