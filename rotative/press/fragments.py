"""Parts of pages that are kept and put into other pages, or into the same page again.

A fragment is a function of a few plain arguments, registered under a name. A page remembers which fragments stand
where; when only their keys were touched, the page is put together again from its own text and the fragments' new one.
"""

import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from rotative.press.collecting import Collected, Part, collected_so_far, collecting
from rotative.press.store import Placed

Renderer = Callable[..., str]
Name = tuple[str, tuple[Any, ...]]
# Private-use characters, which no text of a paper has and no template escapes, mark where a fragment begins and ends.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}(?P<number>[0-9]+);|{_CLOSE}".encode())
MOST_KEPT = 20_000

_renderers: dict[str, Renderer] = {}


@dataclass(frozen=True)
class _Kept:
    html: str
    collected: Collected


@dataclass
class _Cache:
    """Fragments of this process, the least recently used forgotten, with the keys by which they go."""

    kept: OrderedDict[Name, _Kept] = field(default_factory=OrderedDict)
    by_key: defaultdict[str, set[Name]] = field(default_factory=lambda: defaultdict(set))

    def put(self, name: Name, fragment: _Kept) -> None:
        self.drop(name)
        self.kept[name] = fragment
        for key in fragment.collected.keys:
            self.by_key[key].add(name)
        while len(self.kept) > MOST_KEPT:
            self.drop(next(iter(self.kept)))

    def drop(self, name: Name) -> None:
        if (gone := self.kept.pop(name, None)) is None:
            return
        for key in gone.collected.keys:
            self.by_key[key].discard(name)
            if not self.by_key[key]:
                del self.by_key[key]

    def get(self, name: Name, now: datetime) -> _Kept | None:
        found = self.kept.get(name)
        if found is not None:
            ends = found.collected.changes_at
            if ends is not None and ends <= now:
                self.drop(name)
                return None
            self.kept.move_to_end(name)
        return found


_cache = _Cache()


def forget(keys: Iterable[str]) -> None:
    """Forget the fragments of these keys; called with what others have touched before anything is rendered."""
    for key in keys:
        for name in list(_cache.by_key.get(key, ())):
            _cache.drop(name)


def forget_all() -> None:
    """Forget every fragment."""
    _cache.kept.clear()
    _cache.by_key.clear()


def fragment(name: str) -> Callable[[Renderer], Renderer]:
    """Register a function as the fragment ``name``.

    It takes strings, numbers, booleans and None, gives safe HTML, and reads the rest by itself, saying what
    (`depends_on`).
    """

    def register(renderer: Renderer) -> Renderer:
        _renderers[name] = renderer
        return renderer

    return register


def render_fragment(name: str, *arguments: Any) -> SafeString:
    """Return a fragment's HTML, for a template tag to put into its page. Raises KeyError for an unknown name."""
    page = collected_so_far()
    if page is None:
        return mark_safe(_renderers[name](*arguments))  # noqa: S308 - the renderer's own promise
    html, collected = kept_or_made(name, arguments, timezone.now())
    if page.parts is None:
        page.take_in(collected)
        return mark_safe(html)  # noqa: S308
    page.parts.append(Part(name, arguments, collected))
    page.audiences |= collected.audiences
    return mark_safe(f"{_OPEN}{len(page.parts) - 1};{html}{_CLOSE}")  # noqa: S308


def kept_or_made(name: str, arguments: tuple[Any, ...], now: datetime) -> tuple[str, Collected]:
    """Return a fragment as this process has kept it, or make it; with what it has read."""
    found = _cache.get((name, arguments), now)
    if found is None:
        with collecting() as collected:
            html = str(_renderers[name](*arguments))
        found = _Kept(html, collected)
        _cache.put((name, arguments), found)
    return found.html, found.collected


def take_out(marked: bytes, parts: list[Part]) -> tuple[bytes, tuple[Placed, ...]]:
    """Return a body without its marks, and where the fragments stand in it.

    Raises ValueError when a mark is missing: something has cut or escaped a fragment on its way into the page.
    """
    pieces: list[bytes] = []
    placed: list[Placed] = []
    opened: list[tuple[int, int]] = []
    length = position = 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        if mark["number"] is not None:
            opened.append((int(mark["number"]), length))
            continue
        if not opened:
            raise ValueError("a fragment ends that never began")
        number, start = opened.pop()
        part = parts[number]
        placed.append(Placed(part.name, part.arguments, start, length, tuple(sorted(part.collected.keys))))
    if opened:
        raise ValueError(f"the fragment {parts[opened[-1][0]].name} does not end")
    pieces.append(marked[position:])
    return b"".join(pieces), tuple(sorted(placed, key=lambda one: one.start))
