"""Prints in the request that publishes, once its transaction is committed, what must be fresh at once."""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rotative.press.chunks import chunks
from rotative.press.flushing import flush_tallies
from rotative.press.models import PUBLIC, PageKey, PrintedPage, hashes
from rotative.press.printing import Outcome, print_pages
from rotative.press.publications import address_of, note_publication
from rotative.press.store import StoreError
from rotative.press.storing import Place
from rotative.press.touching import follow

logger = logging.getLogger(__name__)

BATCH = 25  # pages in a transaction


class _Waiting(threading.local):
    """What this thread's transaction will have printed. What a rollback leaves is printed with the next; no harm."""

    def __init__(self) -> None:
        self.depth = 0
        self.calls = 0
        self.forget()

    def forget(self) -> None:
        """Forget what was to be printed: a test's transaction never ends, and the next test has another paper."""
        self.addresses: dict[str, None] = {}
        self.own: set[str] = set()


waiting = _Waiting()


def print_at_once(addresses: Iterable[str], own: Iterable[str]) -> None:
    """Have these addresses printed after the commit, and the pages of these keys, wherever they stand."""
    if not settings.PRESS:
        return
    waiting.addresses |= dict.fromkeys(addresses)
    waiting.own |= set(own)
    if not waiting.depth:
        _print_after_commit()


def follow_after_commit() -> None:
    """Have the pages of what was touched marked after the commit."""
    print_at_once((), ())


def _print_after_commit() -> None:
    # Every change asks, the last one prints: by then the search index and what else waits for the commit have followed.
    waiting.calls += 1
    transaction.on_commit(partial(_print_if_last, waiting.calls))


def _print_if_last(call: int) -> None:
    if call == waiting.calls:
        _print()


@contextmanager
def all_at_the_end() -> Iterator[None]:
    """For imports and other bulk work: pages are marked and printed once, when the block ends."""
    waiting.depth += 1
    try:
        yield
    finally:
        waiting.depth -= 1
        if not waiting.depth and settings.PRESS:
            _print_after_commit()
            # A command ends before anybody else would hand over what it printed.
            transaction.on_commit(_hand_over)


def _hand_over() -> None:
    try:
        flush_tallies(timezone.now())
    except DatabaseError:
        logger.exception("press: what was printed cannot be counted")


def _print() -> None:
    addresses, own = waiting.addresses, waiting.own
    waiting.forget()
    try:
        committed_at = timezone.now()
        follow(committed_at)
        about = [place for some in chunks(hashes(own)) for place in _stale_of(some)]
        copies = [place for some in chunks(list(addresses)) for place in _stale_copies(some)]
        fresh = {place for some in chunks(list(addresses)) for place in _fresh(some)}
        public = ((address, PUBLIC) for address in addresses if address not in fresh)
        places = list(dict.fromkeys(chain(public, about, copies)))
        outcomes = [outcome for some in chunks(places, BATCH) for outcome in print_pages(some)]
        if places:
            fresh_at = None if Outcome.FAILED in outcomes else timezone.now()
            printed = sum(outcome in (Outcome.PRINTED, Outcome.RECOMPOSED) for outcome in outcomes)
            note_publication(about[0][0] if about else address_of(own), committed_at, fresh_at, printed)
    except (DatabaseError, StoreError):
        # The change itself is safe and noted; the worker prints what could not be printed here.
        logger.exception("press: pages could not be printed at once; the worker will")


def _stale_of(keys: list[int]) -> QuerySet[PrintedPage, Place]:
    pages = PageKey.objects.filter(key__in=keys).values("page")
    return (
        PrintedPage.objects.filter(stale_since__isnull=False)
        .filter(pk__in=pages)
        .values_list("address", "audience")
    )


def _fresh(addresses: list[str]) -> QuerySet[PrintedPage, str]:
    """Which of these show nothing that has changed: a mended comma leaves the front page alone."""
    pages = PrintedPage.objects.filter(address__in=addresses, audience=PUBLIC, stale_since=None)
    return pages.values_list("address", flat=True)


def _stale_copies(addresses: list[str]) -> QuerySet[PrintedPage, Place]:
    """The copies of audiences; a public one is printed in any case."""
    copies = (
        PrintedPage.objects.filter(stale_since__isnull=False)
        .filter(address__in=addresses)
        .exclude(audience=PUBLIC)
    )
    return copies.values_list("address", "audience")
