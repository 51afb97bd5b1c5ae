"""Parts of pages that are kept and put into other pages, or into the same page again.

A fragment is a function of a few plain arguments, registered under a name. A page remembers which fragments stand
where; when only their keys were touched, the page is put together again from its own text and the fragments' new one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.template import engines
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from rotative.press.ahead import FEWEST
from rotative.press.collecting import Collected, Part, collected_so_far, collecting
from rotative.press.keeping import keep_or_make, memory
from rotative.press.store import Placed

Renderer = Callable[..., str]
Loader = Callable[[Sequence[tuple[Any, ...]]], None]
# Private-use characters, which no text of a paper has and no template escapes, mark where a fragment begins and ends.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}(?P<number>[0-9]+);|{_CLOSE}".encode())

_renderers: dict[str, Renderer] = {}
_loaders: dict[str, Loader] = {}
_of_one_page: set[str] = set()


def fragment(name: str, *, of_one_page: bool = False) -> Callable[[Renderer], Renderer]:
    """Register a function as the fragment ``name``.

    It takes strings, numbers, booleans and None, gives safe HTML, and reads the rest by itself, saying what
    (`depends_on`). It chooses the language itself too: when a page is put together again, none is active.
    ``of_one_page``: no other page shows it, so that keeping it would only drive out what others do.
    """

    def register(renderer: Renderer) -> Renderer:
        _renderers[name] = renderer
        if of_one_page:
            _of_one_page.add(name)
        return renderer

    return register


def fragments_ahead(name: str) -> Callable[[Loader], Loader]:
    """Register what reads, for many fragments of a name by their arguments, what they will ask for; see ahead.py."""

    def register(loader: Loader) -> Loader:
        _loaders[name] = loader
        return loader

    return register


def load_fragments(several: Iterable[Placed]) -> None:
    """Read ahead for the fragments that pages are about to be put together of."""
    arguments: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for placed in several:
        arguments[placed.name].append(placed.arguments)
    engines.all()  # which loads every template tag, and what they register
    for name, found in arguments.items():
        if name in _loaders and len(found) >= FEWEST:
            with collecting():
                _loaders[name](found)


def render_fragment(name: str, *arguments: Any, given: Any = None) -> SafeString:
    """Return a fragment's HTML, for a template tag to put into its page.

    ``given`` is what the renderer would read and the caller has at hand. Raises KeyError for an unknown name.
    """
    page = collected_so_far()
    if page is None:
        return mark_safe(_made(name, arguments, given))  # noqa: S308 - the renderer's own promise
    html, collected = kept_or_made(name, arguments, timezone.now(), given)
    if page.parts is None:
        page.take_in(collected)
        return mark_safe(html)  # noqa: S308
    page.parts.append(Part(name, arguments, collected))
    page.audiences |= collected.audiences
    page.asked_each_time |= collected.asked_each_time
    return mark_safe(f"{_OPEN}{len(page.parts) - 1};{html}{_CLOSE}")  # noqa: S308


def is_kept(name: str, *arguments: Any) -> bool:
    """Whether rendering a fragment would cost nothing; always no outside the press."""
    return collected_so_far() is not None and memory.get((name, arguments), timezone.now()) is not None


def kept_or_made(
    name: str, arguments: tuple[Any, ...], now: datetime, given: Any = None
) -> tuple[str, Collected]:
    """Return a fragment as this process has kept it, or make it; with what it has read."""
    if name in _of_one_page:
        with collecting() as collected:
            return _made(name, arguments, given), collected
    found = keep_or_make((name, arguments), now, lambda: _made(name, arguments, given))
    return found.value, found.collected


def _made(name: str, arguments: tuple[Any, ...], given: Any) -> str:
    if name not in _renderers:
        engines.all()  # which loads every template tag: a process may put a page together before it renders one
    renderer = _renderers[name]
    return str(renderer(*arguments) if given is None else renderer(*arguments, given=given))


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
