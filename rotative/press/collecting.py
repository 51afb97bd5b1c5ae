"""Collects, while a page is rendered, what the page depends on. No Django in here.

A key names a thing as finely as pages show it: `article:42` is an article's own page, `article:42:teaser` what lists
show of it. CDNs call them surrogate keys.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Collected:
    """What one rendering has read.

    ``changes_at``: when it will be out of date even if nothing changes, because it tells of time.
    ``audiences``: who gets a copy of their own beside the public one; ``asked_each_time``: those of them for whom none
    is printed, because the answer is each reader's own. ``parts``: the fragments of a page, in order,
    with what each has read; None where a fragment itself is rendered. ``query_is_known``: whether an address with a
    query string names a page of its own.
    """

    keys: set[str] = field(default_factory=set)
    changes_at: datetime | None = None
    audiences: set[str] = field(default_factory=set)
    asked_each_time: set[str] = field(default_factory=set)
    parts: "list[Part] | None" = None
    query_is_known: bool = False

    @property
    def all_keys(self) -> set[str]:
        """The keys of the page's own text and of its fragments."""
        return self.keys.union(*(part.collected.keys for part in self.parts or ()))

    @property
    def first_change(self) -> datetime | None:
        """When the page's own text or a fragment of it will be out of date, whichever is first."""
        moments = [self.changes_at, *(part.collected.changes_at for part in self.parts or ())]
        return min((moment for moment in moments if moment is not None), default=None)

    def take_in(self, other: "Collected") -> None:
        """Add what a part has read and is not remembered by itself."""
        self.keys |= other.keys
        self.audiences |= other.audiences
        self.asked_each_time |= other.asked_each_time
        self.wait_for(other.changes_at)

    def wait_for(self, moment: datetime | None) -> None:
        """Note that the page will be out of date at ``moment``; the earliest one counts."""
        if moment is not None and (self.changes_at is None or moment < self.changes_at):
            self.changes_at = moment


@dataclass(frozen=True)
class Part:
    """A fragment in a page: its name and arguments, and what it has read."""

    name: str
    arguments: tuple[Any, ...]
    collected: Collected


_current: ContextVar[Collected | None] = ContextVar("press_collected", default=None)


@contextmanager
def collecting(*, page: bool = False) -> Iterator[Collected]:
    """Collect what is read within, of a whole page or of a fragment; one rendering inside another is apart from it."""
    collected = Collected(parts=[] if page else None)
    token = _current.set(collected)
    try:
        yield collected
    finally:
        _current.reset(token)


def depends_on(*keys: str) -> None:
    """Say that what is being rendered shows the things of these keys; nothing happens where nobody collects."""
    if (current := _current.get()) is not None:
        current.keys.update(keys)


def changes_at(moment: datetime | None) -> None:
    """Say that what is being rendered will read otherwise from ``moment`` (aware) on; None: never."""
    if (current := _current.get()) is not None:
        current.wait_for(moment)


def differs_for(audience: str) -> None:
    """Say that this audience gets a copy of its own of what is being rendered."""
    if (current := _current.get()) is not None:
        current.audiences.add(audience)


def is_asked_each_time(audience: str) -> None:
    """Say that readers of this audience get neither the public copy nor one of their own: each is answered alone."""
    if (current := _current.get()) is not None:
        current.audiences.add(audience)
        current.asked_each_time.add(audience)


def keep_with_query() -> None:
    """Say that the query string names a page of its own: strangers' inventions, printed, would fill the disk."""
    if (current := _current.get()) is not None:
        current.query_is_known = True


def collected_so_far() -> Collected | None:
    """Return what the rendering under way has collected; None where nobody collects."""
    return _current.get()
