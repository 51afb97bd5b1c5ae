"""Keeps what many pages have in common in the memory of a process, until one of its keys is touched.

Only renderings of the press use it: each begins by forgetting what others have touched (`printing.catch_up`).
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from django.utils import timezone

from rotative.press.collecting import Collected, collected_so_far, collecting

Name = tuple[str, tuple[Any, ...]]
Function = TypeVar("Function", bound=Callable[..., Any])
ROOM = 32 * 1024 * 1024  # bytes, as they are counted here; a process takes about twice as many
_OVERHEAD = 1200  # bytes of an entry beside its text: its keys, and its places in the tables


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made, and what it has read."""

    value: Any
    collected: Collected

    @property
    def size(self) -> int:
        """Return about how many bytes it takes."""
        return _OVERHEAD + (len(self.value) if isinstance(self.value, str | bytes) else _OVERHEAD)


@dataclass
class Keeping:
    """Entries by name, the least recently used forgotten first; ``room``: bytes."""

    room: int = ROOM
    size: int = 0
    edition: int = -1
    kept: OrderedDict[Name, Kept] = field(default_factory=OrderedDict)
    by_key: defaultdict[str, set[Name]] = field(default_factory=lambda: defaultdict(set))
    lock: threading.RLock = field(default_factory=threading.RLock)
    others: list[tuple[str, Callable[[], object]]] = field(default_factory=list)

    def get(self, name: Name, now: datetime) -> Kept | None:
        """Return an entry that is not out of date."""
        with self.lock:
            found = self.kept.get(name)
            if found is None:
                return None
            ends = found.collected.changes_at
            if ends is not None and ends <= now:
                self._drop(name)
                return None
            self.kept.move_to_end(name)
            return found

    def put(self, name: Name, entry: Kept, edition: int) -> None:
        """Keep what was begun at an edition; what others have overtaken meanwhile is not kept."""
        with self.lock:
            if edition != self.edition:
                return
            self._drop(name)
            self.kept[name] = entry
            self.size += entry.size
            for key in entry.collected.keys:
                self.by_key[key].add(name)
            while self.size > self.room and self.kept:
                self._drop(next(iter(self.kept)))

    def follow(self, edition: int, touched: Iterable[str] | None, unfollowed: Iterable[str]) -> None:
        """Forget what was touched until an edition (None: nobody knows what, so everything), and what was since."""
        with self.lock:
            self.edition = edition
            if touched is None:
                self.forget_all()
            keys = {*(touched or ()), *unfollowed}
            for key in keys:
                for name in list(self.by_key.get(key, ())):
                    self._drop(name)
            for key, act in self.others:
                if touched is None or key in keys:
                    act()

    def forget_all(self) -> None:
        """Forget every entry."""
        with self.lock:
            self.kept.clear()
            self.by_key.clear()
            self.size = 0

    def _drop(self, name: Name) -> None:
        if (gone := self.kept.pop(name, None)) is None:
            return
        self.size -= gone.size
        for key in gone.collected.keys:
            names = self.by_key[key]
            names.discard(name)
            if not names:
                del self.by_key[key]


memory = Keeping()


def when_touched(key: str, act: Callable[[], object]) -> None:
    """Have something done when others have touched a key: what a library keeps by itself is to be forgotten too."""
    memory.others.append((key, act))


def keep_or_make(name: Name, now: datetime, make: Callable[[], Any]) -> Kept:
    """Return what is kept under a name, or make and keep it."""
    found = memory.get(name, now)
    if found is None:
        edition = memory.edition
        with collecting() as collected:
            value = make()
        found = Kept(value, collected)
        memory.put(name, found, edition)
    return found


def kept(function: Function) -> Function:
    """Remember, for the press's renderings, what a function of plain arguments gives; a decorator.

    The function says what it reads (`depends_on`), and nobody changes what it gives. Outside the press it is called
    each time.
    """
    label = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def remembering(*arguments: Any) -> Any:
        reader = collected_so_far()
        if reader is None:
            return function(*arguments)
        found = keep_or_make((label, arguments), timezone.now(), lambda: function(*arguments))
        reader.take_in(found.collected)
        return found.value

    return cast(Function, remembering)
