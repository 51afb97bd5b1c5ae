"""A store that notes which addresses have changed, for the caches in front of the paper. No Django in here.

A note is a small file. It is there before the page changes, under a name that says so, and gets its final name once the
page stands: so no cache is told too early, and a process that dies in between is no reason to tell none.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from rotative.press.store.entry import Entry, StoreError
from rotative.press.store.store import Store, Watch

logger = logging.getLogger(__name__)

PUBLIC = "public"  # caches keep nobody else's pages
_PENDING = "."
_DIED = 120.0  # seconds after which a note that did not get its final name gets it
_numbers = count()


class Notes:
    """Notes in a folder, made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def noting(self, address: str) -> Iterator[None]:
        """Note that the page at an address changes within. A note that cannot be written stops nothing."""
        name = _name(time.time_ns())
        pending = self.folder / f"{_PENDING}{name}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            pending.write_text(address, encoding="utf-8")
        except OSError as error:
            logger.error("press: caches are not told of %s: %s", address, error)
            yield
            return
        try:
            yield
        except BaseException:
            pending.unlink(missing_ok=True)
            raise
        pending.rename(self.folder / name)

    def waiting(self, most: int) -> dict[Path, str]:
        """Return notes, the oldest first, each with its address."""
        found: dict[Path, str] = {}
        names = sorted(os.listdir(self.folder)) if self.folder.is_dir() else []  # noqa: PTH208 - names are enough
        for name in names:
            note = self.folder / name
            try:
                if name.startswith(_PENDING) and time.time() - note.stat().st_mtime < _DIED:
                    continue
                found[note] = note.read_text(encoding="utf-8")
            except FileNotFoundError:
                continue  # another process was quicker
            if len(found) == most:
                break
        return found

    def put_last(self, note: Path) -> None:
        """Have other notes go before one that could not be told."""
        with suppress(FileNotFoundError):
            note.rename(self.folder / _name(_first_noted(note)))

    def age(self, note: Path) -> float:
        """Return how many seconds ago something was noted."""
        return time.time() - _first_noted(note) / 1e9


def _name(noted: int) -> str:
    """Return a name that no other note has: when it is its turn, when it was noted first, and by whom."""
    return f"{time.time_ns()}-{noted}-{os.getpid()}-{next(_numbers)}"


def _first_noted(note: Path) -> int:
    return int(note.name.split("-")[1])


class NotingStore:
    """Another store, with notes of what changes in it for the public."""

    def __init__(self, store: Store, notes: Notes) -> None:
        self._store = store
        self._notes = notes

    def put(self, audience: str, entry: Entry) -> None:
        """Store a page, and note it unless it is the one that stands there. Raises StoreError."""
        if audience != PUBLIC or self._stands(entry):
            self._store.put(audience, entry)
            return
        with self._notes.noting(entry.address):
            self._store.put(audience, entry)

    def remove(self, audience: str, address: str) -> None:
        """Take a page out of the store, and note it. Raises StoreError."""
        if audience != PUBLIC:
            self._store.remove(audience, address)
            return
        with self._notes.noting(address):
            self._store.remove(audience, address)

    def get(self, audience: str, address: str) -> Entry | None:
        """Return a page. Raises StoreError."""
        return self._store.get(audience, address)

    def addresses(self, audience: str) -> Iterator[str]:
        """Yield the address of every page. Raises StoreError."""
        return self._store.addresses(audience)

    def audiences(self) -> list[str]:
        """Return the audiences that have pages. Raises StoreError."""
        return self._store.audiences()

    def stamp(self, audience: str, address: str) -> object | None:
        """Return what tells one printing from the next. Raises StoreError."""
        return self._store.stamp(audience, address)

    def watch(self, audience: str, address: str) -> Watch | None:
        """Return what tells whether a printing still stands. Raises StoreError."""
        return self._store.watch(audience, address)

    def _stands(self, entry: Entry) -> bool:
        try:
            before = self._store.get(PUBLIC, entry.address)
        except StoreError:
            return False
        return before is not None and before.etag == entry.etag
