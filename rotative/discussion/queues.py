"""What waits for moderators, in queues: each walks an index, and costs the same however much the paper has."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rotative.discussion.models import Contribution, Report
from rotative.discussion.models.moderating import OPEN_OF_READERS

A_PAGE: Final = 25
COUNTED: Final = 999  # more than these are “999+”: nobody needs the number, and counting them costs
USEFUL_ENOUGH: Final = (
    3  # votes with which something may be featured; the index discussion_candidates has them
)


class Queue(StrEnum):
    """Which queue."""

    REVIEW = "review"
    REPORTED = "reported"
    UNMODERATED = "unmoderated"
    CANDIDATES = "candidates"
    ALL = "all"


LABELS: Final[dict[Queue, Promise]] = {
    Queue.REVIEW: _("To review"),
    Queue.REPORTED: _("Reported"),
    Queue.UNMODERATED: _("Not looked at"),
    Queue.CANDIDATES: _("To feature?"),
    Queue.ALL: pgettext_lazy("contributions", "All"),
}


@dataclass(frozen=True)
class _Order:
    """By which values a queue is sorted, each with whether the greatest comes first; the id is the last of them."""

    fields: tuple[tuple[str, bool], ...]

    def of(self, rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
        return rows.order_by(*(f"-{name}" if is_falling else name for name, is_falling in self.fields))

    def after(self, rows: QuerySet[Contribution], values: list[Any]) -> QuerySet[Contribution]:
        """Return what comes after a row with these values."""
        later, same = Q(), Q()
        for (name, is_falling), value in zip(self.fields, values, strict=True):
            later |= same & Q(**{f"{name}__{'lt' if is_falling else 'gt'}": value})
            same &= Q(**{name: value})
        first, is_falling = self.fields[0]
        # Said once more of the first field alone, so that the index is entered where the last page ended.
        return rows.filter(later, **{f"{first}__{'lte' if is_falling else 'gte'}": values[0]})


_ORDERS: Final = {
    Queue.REVIEW: _Order((("created_at", False), ("pk", False))),
    Queue.REPORTED: _Order((("open_reports", True), ("first_report", False), ("pk", False))),
    Queue.UNMODERATED: _Order((("published_at", True), ("pk", True))),
    Queue.CANDIDATES: _Order((("useful", True), ("pk", True))),
    Queue.ALL: _Order((("created_at", True), ("pk", True))),
}


def _reported() -> QuerySet[Contribution]:
    # The reports are few, and all is found by them: asked of each contribution anew, they would be counted for long.
    still_open = {f"reports__{name}": value for name, value in OPEN_OF_READERS.items()}
    by_reports = Contribution.objects.filter(reports__isnull=False, **still_open)
    return by_reports.annotate(open_reports=Count("reports"), first_report=Min("reports__made_at"))


_ROWS: Final[dict[Queue, Callable[[], QuerySet[Contribution]]]] = {
    Queue.REVIEW: lambda: Contribution.objects.waiting(),
    Queue.REPORTED: _reported,
    Queue.UNMODERATED: lambda: Contribution.objects.published().filter(reviewed_at=None),
    Queue.CANDIDATES: lambda: Contribution.objects.published().filter(
        featured_at=None, useful__gte=USEFUL_ENOUGH
    ),
    Queue.ALL: Contribution.objects.all,
}


def rows_of(queue: Queue) -> QuerySet[Contribution]:
    """Return what stands in a queue, in its order."""
    return _ORDERS[queue].of(_ROWS[queue]())


def counts() -> dict[Queue, int]:
    """Return how many stand in each queue; COUNTED + 1 for more than these."""
    return {queue: count(queue) for queue in Queue}


def count(queue: Queue) -> int:
    """Return how many stand in one queue, counted as far as COUNTED + 1."""
    if queue is Queue.REPORTED:
        ids = Report.objects.open_of_readers().order_by().values("contribution").distinct()
        return ids[: COUNTED + 1].count()
    return _ROWS[queue]().order_by()[: COUNTED + 1].count()


@dataclass(frozen=True)
class Page:
    """A page of a queue; ``after`` leads to the next one, empty on the last."""

    rows: list[Contribution]
    after: str


def page(queue: Queue, rows: QuerySet[Contribution], after: str = "") -> Page:
    """Return a page of what is left of a queue by its filters. Raises ValueError for an ``after`` that is none."""
    order = _ORDERS[queue]
    if after:
        rows = order.after(rows, _values(order, after))
    # Which ones, then all that is shown of them: what is sorted stays narrow.
    found = list(rows.values_list(*(name for name, _is_falling in order.fields))[: A_PAGE + 1])
    shown = found[:A_PAGE]
    related = Contribution.objects.select_related(
        "author__user",
        "discussion__article__locale",
        "discussion__article__section",
        "parent__author",
        "taken_by",
    ).in_bulk([values[-1] for values in shown])
    there = [related[values[-1]] for values in shown if values[-1] in related]
    return Page(there, _written(shown[-1]) if len(found) > A_PAGE else "")


def _written(values: tuple[Any, ...]) -> str:
    return "_".join(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)


def _values(order: _Order, after: str) -> list[Any]:
    parts = after.split("_")
    if len(parts) != len(order.fields):
        raise ValueError(after)
    return [int(part) if re.fullmatch(r"\d{1,18}", part) else datetime.fromisoformat(part) for part in parts]
