"""Reads the requests that the fast lane answers: plain ones, whole, in one piece. No Django in here.

What is written in any other way is left to Uvicorn's parser, so the grammar here (RFC 9112) may be narrow, and only the
answer's speed depends on it. A reader's phone sends the same headers with each page: those are read once.
"""

import re
from collections.abc import Callable
from typing import Final

ASKED: Final = ("accept-encoding", "cookie", "if-modified-since", "if-none-match")
_KEPT: Final = 1024  # headers, of so many readers or so many ways of asking
_LONGEST_KEPT: Final = 1000  # bytes of them

# Neither “%” nor “#”: those have to be decoded first.
_first_line = re.compile(rb"(GET|HEAD) (/[!\"$&->@-~]*+)(?:\?([!\"$-~]*+))? HTTP/1\.1").fullmatch
# Obsolete line folding, bare line ends and spaces before a colon, which servers have read in different ways, are not
# matched.
_plain = re.compile(rb"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]++:[\t -~\x80-\xff]*+\r\n)*+\r\n").fullmatch
# With one of these a request has a body, or changes what the connection is.
_unusual = re.compile(rb"\r\n(?:content-length|transfer-encoding|upgrade|expect):").search
_KEYS = [(name, f"\r\n{name}:".encode()) for name in ASKED]
_CONNECTION = b"\r\nconnection:"
_known: dict[bytes, Callable[[str], str | None]] = {}


def request_in(data: bytes) -> tuple[str, str, str, Callable[[str], str | None]] | None:
    """Return method, path, query and a reader of headers of one whole plain request; None for anything else.

    The reader knows the headers of `ASKED`, by their lower-case names, and raises KeyError for others.
    """
    line, _end, lines = data.partition(b"\r\n")
    found = _first_line(line)
    if found is None:
        return None
    header = _known.get(lines) or _read(lines)
    if header is None:
        return None
    method, path, query = found.groups()
    return method.decode(), path.decode(), "" if query is None else query.decode(), header


def _read(lines: bytes) -> Callable[[str], str | None] | None:
    if not _plain(lines):
        return None
    lines = b"\r\n" + lines
    lowered = lines.lower()
    if _unusual(lowered):
        return None
    if _CONNECTION in lowered and (_value(lines, lowered, _CONNECTION, ", ") or "").lower() != "keep-alive":
        return None
    values = {name: _value(lines, lowered, key, "; " if name == "cookie" else ", ") for name, key in _KEYS}
    header = values.__getitem__
    if len(lines) <= _LONGEST_KEPT:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[lines[2:]] = header
    return header


def _value(lines: bytes, lowered: bytes, key: bytes, between: str) -> str | None:
    """Return a header's value, or values where it stands more than once; ``key``: its name as ``lowered`` has it."""
    start = lowered.find(key)
    if start < 0:
        return None
    values = []
    while start >= 0:
        end = lowered.find(b"\r\n", start + 2)
        values.append(lines[start + len(key) : end].decode("latin-1").strip(" \t"))
        start = lowered.find(key, end)
    return between.join(values)
