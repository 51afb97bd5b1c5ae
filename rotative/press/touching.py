"""Says that something has changed, and finds the pages that show it.

A change writes its keys as rows in its own transaction (`touch`). Once that is committed the pages of those keys are
marked stale (`follow`), by the process that made the change or, if that died, by the next one that looks.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rotative.press.chunks import chunks
from rotative.press.models import Edition, PageKey, PrintedPage, Touch, hashes

_LOCK = 7_210_482_013  # of PostgreSQL's advisory locks; any number that no other program uses
KEPT = timedelta(hours=1)  # no printing takes as long


def touch(*keys: str) -> None:
    """Note that the things of these keys have changed; their pages are marked once the change is committed."""
    if not keys:
        return
    now = timezone.now()
    Touch.objects.bulk_create([Touch(key=key, touched_at=now) for key in sorted(set(keys))])


def hold(*, shared: bool) -> None:
    """Keep page stores and the marking of pages apart until the transaction ends.

    SQLite needs no lock: its writing transactions come one after the other.
    """
    if connection.vendor == "postgresql":
        name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}(%s)", [_LOCK])


def current_edition() -> int:
    """Return the number of the last edition."""
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def follow(now: datetime) -> int:
    """Mark the pages of all that was touched as stale; return the number of the edition that began with it."""
    if not Touch.objects.filter(edition=None).exists():
        return current_edition()
    with transaction.atomic():
        hold(shared=False)
        fresh = list(Touch.objects.filter(edition=None).values_list("pk", "key"))
        edition, _made = Edition.objects.get_or_create(pk=1)
        if not fresh:
            return edition.number
        edition.number += 1
        edition.save(update_fields=["number"])
        for ids in chunks([pk for pk, _key in fresh]):
            Touch.objects.filter(pk__in=ids).update(edition=edition.number)
        for some in chunks(hashes({key for _pk, key in fresh})):
            pages = PrintedPage.objects.filter(pk__in=PageKey.objects.filter(key__in=some).values("page"))
            mark_stale(pages, now, changed=True)
        Touch.objects.filter(edition__lt=edition.number, touched_at__lt=now - KEPT).delete()
    return edition.number


def mark_stale(pages: QuerySet[PrintedPage], now: datetime, *, changed: bool = False) -> int:
    """Put pages into the queue; those that were in it keep their place, and a failed one is tried again.

    ``changed``: they show what is no longer so; they come before those that are printed anew for another reason.
    """
    pages.filter(stale_since=None).update(stale_since=now)
    if changed:
        return pages.update(failures=0, retry_at=None, changed_at=now)
    return pages.update(failures=0, retry_at=None)


def unfollowed() -> list[str]:
    """Return the keys touched whose pages are not marked yet."""
    return list(Touch.objects.filter(edition=None).values_list("key", flat=True))


def touched_after(edition: int) -> set[str] | None:
    """Return the keys touched after an edition, followed or not; None when the notes do not reach back to it."""
    touched = Notes().touched(edition, current_edition())
    return None if touched is None else touched.union(unfollowed())


class Notes:
    """What was touched between editions, read once for a batch of pages."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], set[str] | None] = {}

    def touched(self, older: int, newer: int) -> set[str] | None:
        """Return the keys touched after one edition and until another; None when the notes do not reach back."""
        if older >= newer:
            return set()
        span = (older, newer)
        if span not in self._read:
            rows = Touch.objects.filter(edition__gt=older, edition__lte=newer).values_list("key", "edition")
            keys, editions = set(), set()
            for key, edition in rows:
                keys.add(key)
                editions.add(edition)
            self._read[span] = keys if len(editions) == newer - older else None
        return self._read[span]
