"""Notes what was published, and how long it took until every page that shows it was fresh."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Min, QuerySet

from rotative.press.models import PageKey, PrintedPage, Publication, hashes
from rotative.press.tallying import ALL, AT_ONCE, tally_duration

KEPT = timedelta(days=7)
MOST_COUNTED = 10_000  # pages; whoever publishes waits for the counting


def waiting_pages() -> QuerySet[PrintedPage]:
    """The pages that wait to be printed again, without those that could not be."""
    return PrintedPage.objects.filter(stale_since__isnull=False, failures=0)


def address_of(own: Iterable[str]) -> str:
    """Return the address of the page that these keys are the own ones of; nothing where there is none."""
    # In the order of the index of keys: in that of the rows PostgreSQL reads them all, up to the first that has one.
    pages = PageKey.objects.filter(key__in=hashes(sorted(own)[:20])).order_by("key", "page_id")
    return pages.values_list("page__address", flat=True).first() or ""


def note_publication(
    address: str, committed_at: datetime, fresh_at: datetime | None, at_once: int
) -> Publication:
    """Note a publication whose pages at once were all fresh at ``fresh_at``; None if one could not be printed."""
    later = waiting_pages().filter(stale_since__lte=committed_at)[:MOST_COUNTED].count()
    publication = Publication(
        address=address, committed_at=committed_at, at_once=at_once, fresh_at=fresh_at, later=later
    )
    if fresh_at is not None:
        tally_duration(AT_ONCE, (fresh_at - committed_at).total_seconds())
        if not later:
            publication.all_fresh_at = fresh_at
            tally_duration(ALL, (fresh_at - committed_at).total_seconds())
    publication.save()
    return publication


def settle(now: datetime) -> int:
    """Note of which publications all pages are fresh by now; return of how many.

    They are when no page waits that waited when it was published, whatever the reason.
    """
    unsettled = Publication.objects.filter(all_fresh_at=None)
    if not unsettled.exists():
        return 0
    oldest = waiting_pages().aggregate(at=Min("stale_since"))["at"]
    done = unsettled if oldest is None else unsettled.filter(committed_at__lt=oldest)
    settled = 0
    for publication in done:
        # Two workers may look at once; only one of them counts it.
        if Publication.objects.filter(pk=publication.pk, all_fresh_at=None).update(all_fresh_at=now):
            settled += 1
            tally_duration(ALL, (now - publication.committed_at).total_seconds())
    return settled


def forget_old_publications(now: datetime) -> None:
    """Delete what is older than a week."""
    Publication.objects.filter(committed_at__lt=now - KEPT).delete()
