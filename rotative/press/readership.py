"""What is read most: for the lists of the most read, and so that the most read pages are printed first."""

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

    Only those that are off by more than a tenth: the number decides about an order and nothing else.
    """
    recent = dict(most_read_addresses(now - RECENT))
    changed = []
    pages = PrintedPage.objects.only("pk", "address", "reads")
    for page in pages.filter(reads__gt=0).iterator(chunk_size=_BATCH):
        reads = recent.get(page.address, 0)
        if abs(reads - page.reads) * 10 > page.reads:
            page.reads = reads
            changed.append(page)
    addresses = list(recent)
    for start in range(0, len(addresses), _BATCH):
        for page in pages.filter(reads=0, address__in=addresses[start : start + _BATCH]):
            page.reads = recent[page.address]
            changed.append(page)
    for start in range(0, len(changed), _BATCH):
        PrintedPage.objects.bulk_update(changed[start : start + _BATCH], ["reads"])
    return len(changed)


def forget_old_reads(now: datetime) -> bool:
    """Delete some of the hours that no list needs any more; return whether there may be further ones."""
    old = HourlyReads.objects.filter(hour__lt=now - KEPT).order_by("hour")
    ids = list(old.values_list("pk", flat=True)[:_MOST_DELETED])
    for start in range(0, len(ids), _BATCH):
        HourlyReads.objects.filter(pk__in=ids[start : start + _BATCH]).delete()
    return len(ids) == _MOST_DELETED
