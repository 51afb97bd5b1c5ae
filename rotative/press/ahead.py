"""What the pages of a batch will read, read for all of them at once: one question to the database instead of 25.

A room that knows what stands at addresses declares a loader. What it gives is there while the batch is rendered; the
batch begins from an edition, and what changes after that is found when it is stored, as with everything that is read.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from rotative.press.collecting import collecting

T = TypeVar("T")
Loader = Callable[[Sequence[str]], None]
FEWEST = 3  # pages that are worth it

_loaders: list[Loader] = []
_late_loaders: list[Loader] = []
_given: ContextVar[dict[tuple[str, Any], Any] | None] = ContextVar("press_ahead", default=None)


def load_ahead(loader: Loader, *, at_the_end: bool = False) -> None:
    """Have a function called with the addresses of each batch, before it is rendered.

    ``at_the_end``: it asks for what others give.
    """
    (_late_loaders if at_the_end else _loaders).append(loader)


@contextmanager
def loaded(addresses: Sequence[str]) -> Iterator[None]:
    """Render, within, what stands at these addresses."""
    token = _given.set({})
    try:
        if len(addresses) >= FEWEST:
            # What renderings share is at hand for the loaders too; what they read, each page says again by itself.
            with collecting():
                for loader in _loaders + _late_loaders:
                    loader(addresses)
        yield
    finally:
        _given.reset(token)


def give(kind: str, key: Any, value: Any) -> None:
    """Leave something for whoever asks for it while the batch is rendered."""
    if (given := _given.get()) is not None:
        given[kind, key] = value


def given(kind: str, key: Any) -> Any:
    """Return what was left; None where nothing was, then it has to be read."""
    there = _given.get()
    return None if there is None else there.get((kind, key))


def shared(kind: str, read: Callable[[], T]) -> T:
    """Return what all pages read alike and do not change: read for the first of a batch, each time outside of one."""
    if (there := _given.get()) is None:
        return read()
    if (kind, None) not in there:
        there[kind, None] = read()
    found: T = there[kind, None]
    return found


def take(kind: str, key: Any) -> Any:
    """Return what was left, to one who asks and to nobody after."""
    there = _given.get()
    return None if there is None else there.pop((kind, key), None)
