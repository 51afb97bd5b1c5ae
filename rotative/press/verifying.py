"""Compares printed pages with fresh renderings: once the queue is empty, they are the same to the byte."""

from collections.abc import Iterable, Iterator

from rotative.press.keeping import memory
from rotative.press.models import PrintedPage
from rotative.press.rendering import NotPrintableError, render
from rotative.press.shelf import page_store

_SHOWN = 80  # characters around the first difference


def verify(pages: Iterable[PrintedPage]) -> Iterator[tuple[PrintedPage, str]]:
    """Yield each page with what differs between it and a fresh rendering; nothing when they are the same."""
    memory.forget_all()
    for page in pages:
        yield page, difference_of(page.address, page.audience)


def difference_of(address: str, audience: str) -> str:
    """Return in words how the printed page differs from a fresh rendering; nothing when it does not."""
    entry = page_store().get(audience, address)
    if entry is None:
        return "it is not in the store"
    try:
        fresh = render(address, audience)
    except (NotPrintableError, ValueError) as error:
        return f"it cannot be rendered: {error}"
    if fresh.status != entry.status:
        return f"printed with status {entry.status}, now {fresh.status}"
    if entry.plain != fresh.body:
        return (
            f"{_first_difference(entry.plain, fresh.body)}; {_keys(entry.all_keys, fresh.collected.all_keys)}"
        )
    if dict(entry.headers) != dict(fresh.headers):
        names = {name for name, _value in set(entry.headers) ^ set(fresh.headers)}
        return f"headers differ: {', '.join(sorted(names))}"
    if entry.all_keys != fresh.collected.all_keys:
        return _keys(entry.all_keys, fresh.collected.all_keys)
    return ""


def _first_difference(printed: bytes, fresh: bytes) -> str:
    pairs = enumerate(zip(printed, fresh, strict=False))
    same = next((n for n, (one, other) in pairs if one != other), min(len(printed), len(fresh)))
    start = max(same - _SHOWN // 2, 0)
    cut = [text[start : start + _SHOWN].decode(errors="replace") for text in (printed, fresh)]
    return f"printed “{cut[0]}”, now “{cut[1]}”"


def _keys(printed: set[str], fresh: set[str]) -> str:
    if printed == fresh:
        return f"keys {', '.join(sorted(printed))}"
    return f"keys too many {sorted(printed - fresh)}, missing {sorted(fresh - printed)}"
