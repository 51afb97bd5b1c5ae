"""A printed page: the whole answer, in each encoding, with what it depends on. No Django in here."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import brotli

# Measured on the demo's articles (35 KB): brotli 5 and gzip 5 take 1 ms together, brotli 11 alone 50 ms for 8 % less,
# gzip 6 an eighth more than 5 for 0.6 % less. What browsers take is Brotli's.
BROTLI_QUALITY = 5
GZIP_LEVEL = 5
WORTH_COMPRESSING = 200  # bytes; below, the headers outweigh what is saved
SUFFIXES: Mapping[str, str] = {"": "", "gzip": ".gz", "br": ".br"}
_TEXTUAL = (
    "text/",
    "application/rss+xml",
    "application/xml",
    "application/json",
    "application/feed+json",
    "image/svg",
)


# What deploy/nginx.conf sends by itself with every page; a page with any other header is not for nginx.
_OF_EVERY_PAGE = {
    "cache-control",
    "content-language",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
}


class StoreError(Exception):
    """The store cannot do what it is asked: disk full, permission denied, Redis gone. What was there stays."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A fragment and where in the plain body it stands, in bytes."""

    name: str
    arguments: tuple[Any, ...]
    start: int
    end: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed page.

    ``headers`` are those of the answer apart from length, encoding, ETag, Last-Modified and Vary, which the edge
    adds. ``edition`` is how far the press had followed the newsroom's changes when it began to print. ``keys`` are of
    the page's own text; each fragment has its own. Moments are in seconds since 1970: ``changes_at``, when the page
    will be out of date by the time alone, ``own_changes_at``, when its own text will. ``asked_each_time``: those of the
    ``audiences`` for whom no copy is printed.
    """

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: Mapping[str, bytes]
    etag: str
    edition: int
    printed_at: float
    changes_at: float | None = None
    own_changes_at: float | None = None
    audiences: tuple[str, ...] = ()
    asked_each_time: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    fragments: tuple[Placed, ...] = ()

    @property
    def all_keys(self) -> set[str]:
        """The keys of the page's own text and of its fragments."""
        return set(self.keys).union(*(placed.keys for placed in self.fragments))

    @property
    def plain(self) -> bytes:
        """The body without encoding."""
        return self.bodies[""]

    @property
    def has_common_headers(self) -> bool:
        """Whether a front that knows the headers of every page, and no page's own, may hand out its file."""
        own = {name for name, _value in self.headers} - _OF_EVERY_PAGE
        return self.status == 200 and not self.audiences and not own

    def meta(self) -> bytes:
        """Return everything but the bodies, with their sizes and checksums, as JSON."""
        return json.dumps(
            {
                "address": self.address,
                "status": self.status,
                "headers": self.headers,
                "etag": self.etag,
                "edition": self.edition,
                "printed_at": self.printed_at,
                "changes_at": self.changes_at,
                "own_changes_at": self.own_changes_at,
                "audiences": self.audiences,
                "asked_each_time": self.asked_each_time,
                "keys": self.keys,
                "fragments": [[p.name, p.arguments, p.start, p.end, p.keys] for p in self.fragments],
                "bodies": {name: [len(body), zlib.crc32(body)] for name, body in self.bodies.items()},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def encode(body: bytes, content_type: str) -> dict[str, bytes]:
    """Return the body in each encoding that makes it smaller; the plain one stands under the empty name."""
    bodies = {"": body}
    if len(body) >= WORTH_COMPRESSING and content_type.startswith(_TEXTUAL):
        # No time of making in the gzip header: the same page is the same bytes.
        found = {
            "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
            "br": brotli.compress(body, quality=BROTLI_QUALITY, lgwin=_window(len(body))),
        }
        bodies |= {name: small for name, small in found.items() if len(small) < len(body)}
    return bodies


def _window(size: int) -> int:
    """Return the smallest of Brotli's windows that holds so many bytes, as a power of two (RFC 7932, 9.1).

    Larger ones make nothing smaller, and a tenth of the time goes into them.
    """
    return max(16, min(22, (size + 16).bit_length()))


def etag_of(body: bytes, status: int, headers: tuple[tuple[str, str], ...]) -> str:
    """Return the strong tag of an answer, without quotes: two answers with one tag are the same to the byte."""
    digest = hashlib.sha256(json.dumps([status, headers]).encode())
    digest.update(body)
    return digest.hexdigest()[:20]


def make_entry(
    address: str,
    status: int,
    headers: tuple[tuple[str, str], ...],
    body: bytes,
    *,
    edition: int,
    printed_at: float,
    changes_at: float | None = None,
    own_changes_at: float | None = None,
    audiences: tuple[str, ...] = (),
    asked_each_time: tuple[str, ...] = (),
    keys: tuple[str, ...] = (),
    fragments: tuple[Placed, ...] = (),
) -> Entry:
    """Make a page ready to be stored, its body encoded and tagged."""
    content_type = next((value for name, value in headers if name == "content-type"), "")
    return Entry(
        address=address,
        status=status,
        headers=headers,
        bodies=encode(body, content_type),
        etag=etag_of(body, status, headers),
        edition=edition,
        printed_at=printed_at,
        changes_at=changes_at,
        own_changes_at=own_changes_at,
        audiences=audiences,
        asked_each_time=asked_each_time,
        keys=keys,
        fragments=fragments,
    )


def read_entry(meta: bytes, bodies: Mapping[str, bytes]) -> Entry | None:
    """Return the page of a meta and its bodies; None when they are not of one printing, or damaged."""
    try:
        told: dict[str, Any] = json.loads(meta)
        if any(
            name not in bodies or [len(bodies[name]), zlib.crc32(bodies[name])] != seen
            for name, seen in told["bodies"].items()
        ):
            return None
        return Entry(
            address=told["address"],
            status=told["status"],
            headers=tuple((name, value) for name, value in told["headers"]),
            bodies={name: bodies[name] for name in told["bodies"]},
            etag=told["etag"],
            edition=told["edition"],
            printed_at=told["printed_at"],
            changes_at=told["changes_at"],
            own_changes_at=told["own_changes_at"],
            audiences=tuple(told["audiences"]),
            asked_each_time=tuple(told["asked_each_time"]),
            keys=tuple(told["keys"]),
            fragments=tuple(
                Placed(name, tuple(arguments), start, end, tuple(keys))
                for name, arguments, start, end, keys in told["fragments"]
            ),
        )
    except (ValueError, KeyError, TypeError):
        return None
