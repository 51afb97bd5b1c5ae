"""The printed pages that are asked for most, ready to be sent, in a bounded piece of memory. No Django in here."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Final, NamedTuple

from rotative.press.store.entry import Entry
from rotative.press.store.store import Watch

Headers = list[tuple[str, str]]
REQUESTS_KEPT: Final = (
    64  # of a page: as many ways of asking for it as phones, browsers and languages are common
)
_LONGEST_KEPT: Final = 2000  # bytes of a request
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

    ``stands`` tells whether it is still the one in the store; ``modified``: whole seconds since 1970; ``requests``: the
    ones that it was asked for with, as `Memory.repeated` knows them.
    """

    stands: Watch
    status: int
    modified: int
    audiences: tuple[str, ...]
    asked_each_time: tuple[str, ...]
    variants: dict[str, Variant]
    size: int
    requests: list[bytes] = field(default_factory=list)

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


class Known(NamedTuple):
    """What a request was answered with, and under which address it is counted."""

    key: tuple[str, str]
    page: Ready
    reply: Reply
    read: str


class Memory:
    """Pages by audience and address, the least recently asked for forgotten beyond ``limit`` bytes.

    With each the requests that it was asked for with: phones of one make send the same lines for the same page, to the
    byte, and what was understood once need not be read again.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[tuple[str, str], Ready] = OrderedDict()
        self._known: dict[bytes, Known] = {}

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
        self._grow(page.size)

    def drop(self, key: tuple[str, str]) -> None:
        """Forget a page."""
        if (gone := self._pages.pop(key, None)) is not None:
            self._forget(gone)

    def repeated(self, request: bytes) -> Known | None:
        """Return what this very request was answered with, if the page still stands that it was answered with."""
        known = self._known.get(request)
        if known is None:
            return None
        if not known.page.stands():
            self.drop(known.key)
            return None
        self._pages.move_to_end(known.key)
        return known

    def remember(self, request: bytes, known: Known) -> None:
        """Keep what a request was answered with, as long as the page is kept."""
        page = known.page
        if self._pages.get(known.key) is not page or len(request) > _LONGEST_KEPT or request in self._known:
            return
        if len(page.requests) >= REQUESTS_KEPT:
            self._forget_request(page, page.requests.pop(0))
        page.requests.append(request)
        self._known[request] = known
        page.size += _weight(request)
        self._grow(_weight(request))

    def _grow(self, more: int) -> None:
        self.size += more
        while self.size > self.limit:
            _oldest, gone = self._pages.popitem(last=False)
            self._forget(gone)

    def _forget(self, gone: Ready) -> None:
        self.size -= gone.size
        for request in gone.requests:
            del self._known[request]

    def _forget_request(self, page: Ready, request: bytes) -> None:
        del self._known[request]
        page.size -= _weight(request)
        self.size -= _weight(request)

    def __len__(self) -> int:
        return len(self._pages)


def _weight(request: bytes) -> int:
    return len(request) + 330  # Python's own, measured
