"""Puts a page together again when only fragments of it have changed: its own text stays as it is."""

from datetime import datetime

from rotative.press.fragments import kept_or_made
from rotative.press.store import Entry, Placed
from rotative.press.store.entry import make_entry
from rotative.press.touching import Notes


def recompose(entry: Entry, edition: int, now: datetime, notes: Notes) -> Entry | None:
    """Return the page with its touched fragments made anew; None when it must be rendered as a whole.

    It must, when its own text shows something that was touched, when it tells of time and the moment has come, or when
    the notes of what was touched do not reach back to its printing.
    """
    if not entry.fragments or (entry.changes_at is not None and entry.changes_at <= now.timestamp()):
        return None
    touched = notes.touched(entry.edition, edition)
    if touched is None or not touched.isdisjoint(entry.keys):
        return None
    if not any(touched.intersection(placed.keys) for placed in entry.fragments):
        return None
    plain, pieces, placed_anew = entry.plain, [], []
    position = length = 0
    changes = entry.own_changes_at
    for placed in entry.fragments:
        if placed.start < position:
            return None
        html, collected = kept_or_made(placed.name, placed.arguments, now)
        text = html.encode()
        pieces += [plain[position : placed.start], text]
        length += placed.start - position
        keys = tuple(sorted(collected.keys))
        placed_anew.append(Placed(placed.name, placed.arguments, length, length + len(text), keys))
        length += len(text)
        position = placed.end
        if collected.changes_at is not None:
            ends = collected.changes_at.timestamp()
            changes = ends if changes is None else min(changes, ends)
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
