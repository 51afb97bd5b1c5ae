"""Puts a page together again when only fragments of it have changed: its own text stays as it is."""

from datetime import datetime

from rotative.press.fragments import kept_or_made
from rotative.press.store import Entry, Placed
from rotative.press.store.entry import make_entry
from rotative.press.touching import Notes


def outdated(entry: Entry, edition: int, now: datetime, notes: Notes) -> frozenset[Placed]:
    """Return the fragments of a page that are to be made anew; none when it must be rendered as a whole.

    It must, when its own text shows something that was touched, when it tells of time and the moment has come, or when
    the notes of what was touched do not reach back to its printing.
    """
    if not entry.fragments or (entry.changes_at is not None and entry.changes_at <= now.timestamp()):
        return frozenset()
    touched = notes.touched(entry.edition, edition)
    if touched is None or not touched.isdisjoint(entry.keys):
        return frozenset()
    return frozenset(placed for placed in entry.fragments if not touched.isdisjoint(placed.keys))


def recompose(entry: Entry, anew: frozenset[Placed], edition: int, now: datetime) -> Entry | None:
    """Return the page with these fragments made anew; None when one stands within another."""
    plain, pieces, placed_anew = entry.plain, [], []
    # What stays shows the same until the moment that the page knows of at least.
    changes = entry.changes_at
    position = length = 0
    for placed in entry.fragments:
        if placed.start < position:
            return None
        text, keys = plain[placed.start : placed.end], placed.keys
        if placed in anew:
            html, collected = kept_or_made(placed.name, placed.arguments, now)
            text, keys = html.encode(), tuple(sorted(collected.keys))
            if collected.changes_at is not None:
                ends = collected.changes_at.timestamp()
                changes = ends if changes is None else min(changes, ends)
        pieces += [plain[position : placed.start], text]
        length += placed.start - position
        placed_anew.append(Placed(placed.name, placed.arguments, length, length + len(text), keys))
        length += len(text)
        position = placed.end
    pieces.append(plain[position:])
    return make_entry(
        entry.address,
        entry.status,
        entry.headers,
        b"".join(pieces),
        edition=edition,
        printed_at=now.timestamp(),
        own_changes_at=entry.own_changes_at,
        changes_at=changes,
        audiences=entry.audiences,
        asked_each_time=entry.asked_each_time,
        keys=entry.keys,
        fragments=tuple(placed_anew),
    )
