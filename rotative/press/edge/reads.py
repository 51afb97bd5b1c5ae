"""Counts how often each page is read, by its address; nothing about who reads. No Django in here.

A read is an answer to a GET with a printed page, a 304 too: the reader has the page before her. HEAD is none. Robots
are not told from people, for nothing that a request says of its sender is looked at.
"""

import threading
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

MOST = 50_000  # addresses; beyond, those that are read least are forgotten
NO_READ = ""  # what an answer that is no read is counted under
Answers = dict[str, int]
Key = TypeVar("Key")


class Reads:
    """Counts in memory until somebody takes them to keep; what is counted in between is lost at a crash, no more."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._counts: dict[str, int] = {}
        self._others: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, address: str) -> None:
        """Note that a page was read."""
        with self._lock:
            counts = self._counts
            counts[address] = counts.get(address, 0) + 1

    def count_other(self, kind: str) -> None:
        """Note an answer of another kind than from memory: a page “store”, a “file”, or “django”."""
        with self._lock:
            self._others[kind] += 1

    def take(self) -> tuple[dict[str, int], Answers]:
        """Return the reads by address and the answers by kind since the last time, and begin anew."""
        with self._lock:
            counts, self._counts = self._counts, {}
            others, self._others = self._others, Counter()
        answers = dict(others)
        # Pages out of memory are not counted by themselves: that would be done at each request.
        if (memory := sum(counts.values()) - others["store"]) > 0:
            answers["memory"] = memory
        counts.pop(NO_READ, None)
        return coldest_dropped(counts, self._most), answers


def coldest_dropped(counts: Mapping[Key, int], most: int) -> dict[Key, int]:
    """Return the counts without those of the addresses that are read least, where there are more than ``most``."""
    return dict(counts) if len(counts) <= most else dict(Counter(counts).most_common(most))
