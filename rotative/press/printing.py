"""Prints one page: renders it, or puts it together again, and stores it with the keys by which it will be found."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import DatabaseError, transaction
from django.utils import timezone

from rotative.press.failing import last_exception, remember_exceptions
from rotative.press.fragments import forget
from rotative.press.models import PUBLIC, PageKey, PrintedPage, Touch, hashes
from rotative.press.recomposition import recompose
from rotative.press.rendering import NotPrintableError, Rendering, render
from rotative.press.shelf import page_store
from rotative.press.store import Entry
from rotative.press.store.entry import make_entry
from rotative.press.touching import current_edition, hold, touched_since

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
CLAIM = timedelta(minutes=2)  # longer than any page takes; a worker that died gives its pages back after it


class Outcome(Enum):
    """What became of a printing."""

    PRINTED = "printed"
    RECOMPOSED = "recomposed"
    WITHDRAWN = "withdrawn"  # nothing is at this address any more
    SUPERSEDED = "superseded"  # a newer rendering was there before
    NOT_PRINTED = "not printed"  # nothing that is printed is at this address
    FAILED = "failed"


@dataclass
class _Seen:
    """How far this process has followed the newsroom's changes; fragments older than that are forgotten."""

    edition: int = -1


_seen = _Seen()


def catch_up() -> int:
    """Forget the fragments that others have touched; return the edition that rendering begins with."""
    edition = current_edition()
    if edition != _seen.edition:
        forget(Touch.objects.filter(edition__gt=_seen.edition).values_list("key", flat=True))
        _seen.edition = edition
    # What is touched and not followed yet may be committed already: it must not be served from memory either.
    forget(Touch.objects.filter(edition=None).values_list("key", flat=True))
    return edition


def print_page(address: str, audience: str = PUBLIC) -> Outcome:
    """Print the page at a canonical address; what was printed from a newer edition stays.

    A page that cannot be rendered keeps its last good copy and is tried again, later and later. Raises StoreError
    and DatabaseError when the printed page cannot be kept.
    """
    now, edition = timezone.now(), catch_up()
    entry = page_store().get(audience, address)
    if entry is not None and (again := recompose(entry, edition, now)) is not None:
        return _keep(again, audience, edition, now, Outcome.RECOMPOSED)
    with remember_exceptions():
        try:
            rendering = render(address, audience)
            error = last_exception() if rendering.status >= 500 else ""
        except (NotPrintableError, ValueError) as problem:
            rendering, error = None, str(problem)
    if rendering is None or error or rendering.status >= 500:
        return _note_failure(
            address, audience, error or f"status {rendering.status if rendering else 0}", now
        )
    if rendering.status != 200:
        return _withdraw(address, audience, edition)
    return _keep(_entry_of(address, rendering, edition, now), audience, edition, now, Outcome.PRINTED)


def _entry_of(address: str, rendering: Rendering, edition: int, now: datetime) -> Entry:
    return make_entry(
        address,
        rendering.status,
        rendering.headers,
        rendering.body,
        edition=edition,
        printed_at=now.timestamp(),
        changes_at=_seconds(rendering.collected.first_change),
        own_changes_at=_seconds(rendering.collected.changes_at),
        audiences=tuple(sorted(rendering.collected.audiences)),
        keys=tuple(sorted(rendering.collected.keys)),
        fragments=rendering.fragments,
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _keep(entry: Entry, audience: str, edition: int, now: datetime, outcome: Outcome) -> Outcome:
    keys = entry.all_keys
    try:
        with transaction.atomic():
            hold(shared=True)
            page, _made = PrintedPage.objects.select_for_update().get_or_create(
                address=entry.address, audience=audience
            )
            if page.edition > edition:
                PrintedPage.objects.filter(pk=page.pk).update(claimed_until=None)
                return Outcome.SUPERSEDED
            page_store().put(audience, entry)
            page.edition, page.printed_at = edition, now
            page.changes_at = (
                datetime.fromtimestamp(entry.changes_at, tz=now.tzinfo) if entry.changes_at else None
            )
            page.stale_since = now if touched_since(edition, keys) else None
            page.claimed_until = page.retry_at = None
            page.failures, page.error = 0, ""
            page.save()
            _index(page, keys)
    except DatabaseError:
        # The store may hold a page whose keys are not noted: nothing would ever print it again.
        page_store().remove(audience, entry.address)
        raise
    return outcome


def _index(page: PrintedPage, keys: set[str]) -> None:
    """Note by which keys a page is found; most often few of them differ from before."""
    wanted = set(hashes(keys))
    there = set(PageKey.objects.filter(page=page).values_list("key", flat=True))
    if gone := there - wanted:
        PageKey.objects.filter(page=page, key__in=gone).delete()
    if new := wanted - there:
        PageKey.objects.bulk_create([PageKey(page=page, key=key) for key in new])


def _withdraw(address: str, audience: str, edition: int) -> Outcome:
    with transaction.atomic():
        hold(shared=True)
        page = PrintedPage.objects.select_for_update().filter(address=address, audience=audience).first()
        if page is None:
            there = page_store().get(audience, address) is not None
            page_store().remove(audience, address)
            return Outcome.WITHDRAWN if there else Outcome.NOT_PRINTED
        if page.edition > edition:
            return Outcome.SUPERSEDED
        page_store().remove(audience, address)
        page.delete()
    return Outcome.WITHDRAWN


def _note_failure(address: str, audience: str, error: str, now: datetime) -> Outcome:
    logger.error("press: %s cannot be printed: %s", address, error)
    page = PrintedPage.objects.filter(address=address, audience=audience).first()
    if page is not None:
        pause = min(FIRST_PAUSE * 2**page.failures, LONGEST_PAUSE)
        page.failures = min(page.failures + 1, 12)
        page.error, page.retry_at, page.claimed_until = error[:2000], now + pause, None
        page.stale_since = page.stale_since or now
        page.save(update_fields=["failures", "error", "retry_at", "claimed_until", "stale_since"])
    return Outcome.FAILED
