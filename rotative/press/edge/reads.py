"""Counts how often each page is read, by address and hour; nothing about who reads. No Django in here."""

import threading
from collections import Counter


class Reads:
    """Counts in memory until somebody takes them to keep; what is counted in between is lost at a crash, no more."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, address: str) -> None:
        """Note that a page was read."""
        self._counts[address] += 1

    def take(self) -> dict[str, int]:
        """Return what was counted since the last time, and begin anew."""
        with self._lock:
            counted, self._counts = self._counts, Counter()
        return dict(counted)
