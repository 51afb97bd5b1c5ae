"""What is read most: for the lists of the most read, and so that the most read pages are printed first."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Sum

from rotative.press.models import HourlyReads, PrintedPage

KEPT = timedelta(days=8)  # a list of seven days is the longest
RECENT = timedelta(hours=24)  # of which the reads decide what is printed first
_BATCH = 500
_MOST_DELETED = 5_000  # at one turn of a worker


def most_read_addresses(
    since: datetime, below: str = "/", without: tuple[str, ...] = ()
) -> Iterator[tuple[str, int]]:
    """Yield addresses below one and their reads since a moment, the most read first; none below ``without``."""
    rows = HourlyReads.objects.filter(hour__gte=since, address__startswith=below)
    for other in without:
        rows = rows.exclude(address__startswith=other)
    found = rows.values("address").annotate(total=Sum("reads")).order_by("-total", "address")
    yield from found.values_list("address", "total").iterator(chunk_size=_BATCH)


def rank_pages(now: datetime) -> int:
    """Bring the pages' own numbers of recent reads up to date; return how many were changed.

    Only those that are off by more than a tenth, and to two figures: the number decides about an order, nothing else.
    """
    recent = dict(most_read_addresses(now - RECENT))
    changed: defaultdict[int, list[int]] = defaultdict(list)
    pages = PrintedPage.objects.order_by("pk").values_list("pk", "address", "reads")
    for pk, address, before in pages.filter(reads__gt=0).iterator(chunk_size=_BATCH):
        reads = recent.get(address, 0)
        if abs(reads - before) * 10 > before:
            changed[_to_two_figures(reads)].append(pk)
    addresses = list(recent)
    for start in range(0, len(addresses), _BATCH):
        for pk, address, _none in pages.filter(reads=0, address__in=addresses[start : start + _BATCH]):
            changed[_to_two_figures(recent[address])].append(pk)
    for reads, ids in changed.items():
        # A few rows at a time: on SQLite everybody else who writes waits meanwhile.
        for start in range(0, len(ids), _BATCH):
            PrintedPage.objects.filter(pk__in=ids[start : start + _BATCH]).update(reads=reads)
    return sum(map(len, changed.values()))


def _to_two_figures(reads: int) -> int:
    scale = 10 ** max(len(str(reads)) - 2, 0)
    return reads // scale * scale


def forget_old_reads(now: datetime) -> bool:
    """Delete some of the hours that no list needs any more; return whether there may be further ones."""
    old = HourlyReads.objects.filter(hour__lt=now - KEPT).order_by("hour")
    ids = list(old.values_list("pk", flat=True)[:_MOST_DELETED])
    for start in range(0, len(ids), _BATCH):
        HourlyReads.objects.filter(pk__in=ids[start : start + _BATCH]).delete()
    return len(ids) == _MOST_DELETED
