"""Says that something has changed, and finds the pages that show it.

A change writes its keys as rows in its own transaction (`touch`). Once that is committed the pages of those keys are
marked stale (`follow`), by the process that made the change or, if that died, by the next one that looks.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rotative.press.models import Edition, PageKey, PrintedPage, Touch, hashes

_LOCK = 7_210_482_013  # of PostgreSQL's advisory locks; any number that no other program uses
KEPT = timedelta(hours=1)  # no printing takes as long
_CHUNK = 500  # parameters of one query


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
        for ids in _chunks([pk for pk, _key in fresh]):
            Touch.objects.filter(pk__in=ids).update(edition=edition.number)
        for some in _chunks(hashes({key for _pk, key in fresh})):
            mark_stale(
                PrintedPage.objects.filter(pk__in=PageKey.objects.filter(key__in=some).values("page")), now
            )
        Touch.objects.filter(edition__lt=edition.number, touched_at__lt=now - KEPT).delete()
    return edition.number


def mark_stale(pages: QuerySet[PrintedPage], now: datetime) -> int:
    """Put pages into the queue; those that were in it keep their place, and a failed one is tried again."""
    pages.filter(stale_since=None).update(stale_since=now)
    return pages.update(failures=0, retry_at=None)


def touched_since(edition: int, keys: Iterable[str]) -> bool:
    """Whether something of these keys has changed after that edition, or the notes do not go back that far."""
    oldest = Touch.objects.exclude(edition=None).order_by("edition").values_list("edition", flat=True).first()
    if edition < current_edition() and (oldest is None or oldest > edition + 1):
        return True
    for some in _chunks(sorted(keys)):
        found = Touch.objects.filter(key__in=some)
        if found.filter(edition=None).exists() or found.filter(edition__gt=edition).exists():
            return True
    return False


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
