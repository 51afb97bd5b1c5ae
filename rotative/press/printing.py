"""Prints pages: renders them, or puts them together again, and has them stored."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.utils import timezone

from rotative.press.ahead import loaded
from rotative.press.failing import last_exception, remember_exceptions
from rotative.press.fragments import load_fragments
from rotative.press.keeping import memory
from rotative.press.models import NOTICES, PUBLIC, PrintedPage
from rotative.press.recomposition import outdated, recompose
from rotative.press.rendering import NotPrintableError, Rendering, render
from rotative.press.shelf import page_store
from rotative.press.store import Entry, Placed, StoreError
from rotative.press.store.entry import make_entry
from rotative.press.storing import Place, keep
from rotative.press.tallying import tallied
from rotative.press.touching import Notes, current_edition, hold, unfollowed

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
LONGEST_AWAY = timedelta(minutes=1)  # of a page that the store refused: once it is well again, all pages are
CLAIM = timedelta(minutes=2)  # longer than any page takes; a worker that died gives its pages back after it


class Outcome(Enum):
    """What became of a printing."""

    PRINTED = "printed"
    RECOMPOSED = "recomposed"
    WITHDRAWN = "withdrawn"  # nothing is at this address any more
    SUPERSEDED = "superseded"  # a newer rendering was there before
    NOT_PRINTED = "not printed"  # nothing that is printed is at this address
    FAILED = "failed"


@dataclass(frozen=True)
class _Made:
    """A page ready to be stored; without an entry, it is gone, or could not be made and why."""

    entry: Entry | None
    outcome: Outcome
    error: str = ""
    longest_pause: timedelta = LONGEST_PAUSE


def catch_up() -> int:
    """Forget what this process has kept and others have touched; return the edition that rendering begins with."""
    edition = current_edition()
    touched = Notes().touched(memory.edition, edition) if edition != memory.edition else set()
    # What is touched and not followed yet may be committed already: it must not be served from memory either.
    memory.follow(edition, touched, unfollowed())
    return edition


def print_page(address: str, audience: str = PUBLIC) -> Outcome:
    """Print the page at a canonical address; see `print_pages`."""
    return print_pages([(address, audience)])[0]


@tallied
def print_pages(places: Sequence[Place]) -> list[Outcome]:
    """Print pages, each given by canonical address and audience; return what became of each.

    What was printed from a newer edition stays. A page that cannot be rendered or stored keeps its last good copy and
    is tried again, later and later. Raises DatabaseError when nothing can be noted; then the store is as it was.
    """
    now, edition, notes = timezone.now(), catch_up(), Notes()
    made = _put_together(list(dict.fromkeys(places)), edition, now, notes)
    rest = [place for place in dict.fromkeys(places) if place not in made]
    with loaded([address for address, _audience in rest]):
        made |= {place: _make(place, edition, now) for place in rest}
    kept = keep({place: one.entry for place, one in made.items() if one.entry}, edition, now)
    outcomes = {}
    for place, one in made.items():
        outcomes[place] = Outcome.SUPERSEDED if place in kept.superseded else one.outcome
        if one.error:
            outcomes[place] = _note_failure(place, one.error, now, one.longest_pause)
        elif place in kept.refused:
            outcomes[place] = _note_failure(place, kept.refused[place], now, LONGEST_AWAY)
        elif one.entry is None:
            outcomes[place] = _withdraw_or_note(place, edition, now)
    return [outcomes[place] for place in places]


def _put_together(places: Sequence[Place], edition: int, now: datetime, notes: Notes) -> dict[Place, _Made]:
    """Make pages of their own text and fragments; those that are left out have to be rendered."""
    made, stored = dict[Place, _Made](), dict[Place, tuple[Entry, frozenset[Placed]]]()
    for address, audience in places:
        try:
            entry = page_store().get(audience, address)
        except StoreError as error:
            made[address, audience] = _Made(None, Outcome.FAILED, str(error), LONGEST_AWAY)
            continue
        if entry is not None and (anew := outdated(entry, edition, now, notes)):
            stored[address, audience] = entry, anew
    with loaded(()):
        load_fragments(placed for _entry, anew in stored.values() for placed in anew)
        for place, (entry, anew) in stored.items():
            if (again := recompose(entry, anew, edition, now)) is not None:
                made[place] = _Made(again, Outcome.RECOMPOSED)
    return made


def _make(place: Place, edition: int, now: datetime) -> _Made:
    address, audience = place
    with remember_exceptions():
        try:
            rendering = render(address, audience)
            reason = last_exception()
        except (NotPrintableError, ValueError) as problem:
            return _Made(None, Outcome.FAILED, str(problem))
    if rendering.status >= 500:
        return _Made(None, Outcome.FAILED, reason or f"status {rendering.status}")
    is_invented = "?" in address and not rendering.collected.query_is_known
    copies = rendering.collected.audiences - rendering.collected.asked_each_time
    has_no_copy = audience not in (PUBLIC, NOTICES, *copies)
    if rendering.status != 200 or is_invented or has_no_copy:
        return _Made(None, Outcome.WITHDRAWN)
    return _Made(_entry_of(address, rendering, edition, now), Outcome.PRINTED)


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
        asked_each_time=tuple(sorted(rendering.collected.asked_each_time)),
        keys=tuple(sorted(rendering.collected.keys)),
        fragments=rendering.fragments,
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _withdraw_or_note(place: Place, edition: int, now: datetime) -> Outcome:
    try:
        return _withdraw(place, edition)
    except StoreError as error:
        return _note_failure(place, str(error), now, LONGEST_AWAY)


def _withdraw(place: Place, edition: int) -> Outcome:
    address, audience = place
    known = PrintedPage.objects.filter(address=address, audience=audience)
    # Strangers ask for whatever they invent: what is not there must not cost a transaction that writes.
    if page_store().stamp(audience, address) is None and not known.exists():
        return Outcome.NOT_PRINTED
    with transaction.atomic():
        hold(shared=True)
        page = known.select_for_update(no_key=True).first()
        if page is None:
            there = page_store().get(audience, address) is not None
            page_store().remove(audience, address)
            return Outcome.WITHDRAWN if there else Outcome.NOT_PRINTED
        if page.edition > edition:
            return Outcome.SUPERSEDED
        page_store().remove(audience, address)
        page.delete()
    return Outcome.WITHDRAWN


def _note_failure(place: Place, error: str, now: datetime, longest_pause: timedelta) -> Outcome:
    address, audience = place
    page = PrintedPage.objects.filter(address=address, audience=audience).first()
    if page is not None and page.retry_at is not None and page.retry_at > now:
        return Outcome.FAILED  # it is known, and readers who ask meanwhile do not put it off
    logger.error("press: %s cannot be printed: %s", address, error)
    if page is not None:
        pause = min(FIRST_PAUSE * 2**page.failures, longest_pause)
        page.failures = min(page.failures + 1, 12)
        page.error, page.retry_at, page.claimed_until = error[:2000], now + pause, None
        page.stale_since = page.stale_since or now
        page.save(update_fields=["failures", "error", "retry_at", "claimed_until", "stale_since"])
    return Outcome.FAILED
