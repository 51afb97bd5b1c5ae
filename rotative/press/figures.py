"""How the press is doing, in figures: for the back office, the command, and the metrics."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet, Sum

from rotative.press.models import PrintedPage, Publication, Tally
from rotative.press.tallying import PRINTINGS

LATELY = 5  # minutes
_PRINTED = ("printed", "recomposed")


@dataclass(frozen=True)
class Figures:
    """What the press has, what waits, what fails.

    ``oldest``: since when the page that has waited longest does, failed ones left out. ``lately``: pages printed in
    the last minutes, as the processes have told so far.
    """

    pages: dict[str, int]
    waiting: int
    oldest: datetime | None
    failing: int
    lately: int

    @property
    def stored(self) -> int:
        """Pages in the store, of all audiences."""
        return sum(self.pages.values())

    @property
    def a_minute(self) -> float:
        """Pages printed a minute, of late."""
        return self.lately / LATELY


def figures(now: datetime) -> Figures:
    """Return how the press is doing."""
    stored = PrintedPage.objects.filter(printed_at__isnull=False)
    pages = dict(stored.values_list("audience").annotate(count=Count("pk")).order_by("audience"))
    stale = PrintedPage.objects.filter(stale_since__isnull=False)
    failing = failures().count()
    waiting = stale.filter(failures=0).aggregate(count=Count("pk"), oldest=Min("stale_since"))
    since = int((now - timedelta(minutes=LATELY)).timestamp()) // 60
    printings = Tally.objects.filter(name=PRINTINGS, label__in=_PRINTED, minute__gt=since)
    lately = printings.aggregate(count=Sum("count"))["count"] or 0
    return Figures(pages, waiting["count"], waiting["oldest"], failing, lately)


def failures() -> QuerySet[PrintedPage]:
    """The pages that could not be printed, those that have failed most often first."""
    failed = PrintedPage.objects.filter(stale_since__isnull=False, failures__gt=0)
    return failed.order_by("-failures", "address")


def latest_publications() -> QuerySet[Publication]:
    """The publications of the last days, the newest first."""
    return Publication.objects.order_by("-committed_at")
