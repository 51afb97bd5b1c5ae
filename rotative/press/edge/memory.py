"""The printed pages that are asked for most, ready to be sent, in a bounded piece of memory. No Django in here."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from email.utils import formatdate
from typing import NamedTuple

from rotative.press.store.entry import Entry
from rotative.press.store.store import Watch

Headers = list[tuple[str, str]]
ETAG_SUFFIXES = {"": "", "gzip": "-gz", "br": "-br"}
# What a 304 repeats (RFC 9110, 15.4.5); the rest would only cost the reader bytes.
_OF_A_304 = {"cache-control", "etag", "last-modified", "vary", "cache-tag"}


class Reply(NamedTuple):
    """An answer as it goes out; ``head``: its headers as they stand in HTTP/1.1, with the empty line behind them."""

    status: int
    headers: Headers
    body: bytes
    head: bytes


@dataclass(slots=True)
class Variant:
    """A page in one encoding: its tag, and the answers to GET, to HEAD and to who has it already.

    The plain body is three times as large as the others and hardly ever asked for: it comes out of the gzip then, and
    ``whole`` is None.
    """

    tag: str
    whole: Reply | None
    empty: Reply
    known: Reply


@dataclass(slots=True)
class Ready:
    """A page ready to be sent.

    ``stands`` tells whether it is still the one in the store; ``modified``: whole seconds since 1970.
    """

    stands: Watch
    status: int
    modified: int
    audiences: tuple[str, ...]
    asked_each_time: tuple[str, ...]
    variants: dict[str, Variant]
    size: int

    def whole(self, variant: Variant) -> Reply:
        """Return the answer with the body of one of the variants."""
        if variant.whole is not None:
            return variant.whole
        zipped = self.variants["gzip"].whole
        assert zipped is not None  # noqa: S101 - `make_ready` leaves out no other than the plain one
        return variant.empty._replace(body=gzip.decompress(zipped.body))


def make_ready(entry: Entry, stands: Watch) -> Ready:
    """Return the page with all its headers written out."""
    modified = int(entry.printed_at)
    vary = "Accept-Encoding, Cookie" if entry.audiences else "Accept-Encoding"
    common = [*entry.headers, ("last-modified", formatdate(modified, usegmt=True)), ("vary", vary)]
    variants = {}
    for name, body in entry.bodies.items():
        tag = f'"{entry.etag}{ETAG_SUFFIXES[name]}"'
        headers = [*common, ("etag", tag), ("content-length", str(len(body)))]
        if name:
            headers.append(("content-encoding", name))
        empty = Reply(entry.status, headers, b"", written(headers))
        few = [header for header in headers if header[0] in _OF_A_304]
        whole = None if not name and "gzip" in entry.bodies else empty._replace(body=body)
        variants[name] = Variant(tag, whole, empty, Reply(304, few, b"", written(few)))
    bodies = sum(len(variant.whole.body) for variant in variants.values() if variant.whole)
    size = (
        bodies + 6000 + 2 * sum(len(variant.empty.head) for variant in variants.values())
    )  # Python's own, measured
    return Ready(stands, entry.status, modified, entry.audiences, entry.asked_each_time, variants, size)


def written(headers: Headers) -> bytes:
    """Return headers as they stand in HTTP/1.1, with the empty line behind them (RFC 9112, 2.1)."""
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode("latin-1") + b"\r\n"


class Memory:
    """Pages by audience and address, the least recently asked for forgotten beyond ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[tuple[str, str], Ready] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Ready | None:
        """Return a page that is there."""
        found = self._pages.get(key)
        if found is not None:
            self._pages.move_to_end(key)
        return found

    def put(self, key: tuple[str, str], page: Ready) -> None:
        """Keep a page; one that would take more than a tenth of the memory is not kept."""
        self.drop(key)
        if page.size * 10 > self.limit:
            return
        self._pages[key] = page
        self.size += page.size
        while self.size > self.limit:
            _oldest, gone = self._pages.popitem(last=False)
            self.size -= gone.size

    def drop(self, key: tuple[str, str]) -> None:
        """Forget a page."""
        if (gone := self._pages.pop(key, None)) is not None:
            self.size -= gone.size

    def __len__(self) -> int:
        return len(self._pages)
