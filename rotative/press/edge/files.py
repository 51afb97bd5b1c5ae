"""Hands out files that never change under their name: photos' renditions, stylesheets and scripts.

No Django in here.
"""

import mimetypes
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple

from rotative.press.edge.memory import Headers
from rotative.press.edge.negotiation import accepted_encodings, seconds_of, tag_matches
from rotative.press.store.entry import SUFFIXES

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"
_PLAIN_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.@+-]*/)*[A-Za-z0-9_][A-Za-z0-9_.@+-]*\Z", re.ASCII)
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+\Z")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z")
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


class FileReply(NamedTuple):
    """An answer whose body is a file, or the part of it from ``start`` to before ``end``; no path: no body."""

    status: int
    headers: Headers
    path: str | None
    start: int = 0
    end: int | None = None


@dataclass(frozen=True)
class Folder:
    """Files below ``root``, served below ``prefix`` (“/media/photos/r/”).

    ``immutable``: all of them keep for ever, since their name changes with their content; else only those whose name
    carries a hash.
    """

    prefix: str
    root: Path
    immutable: bool

    def answer(
        self, method: str, path: str, header: Callable[[str], str | None], common: Headers
    ) -> FileReply | None:
        """Return the answer to a request below the prefix; None when nothing is there or it is not for here."""
        inside = path.removeprefix(self.prefix)
        if method not in ("GET", "HEAD") or not path.startswith(self.prefix) or not _PLAIN_PATH.match(inside):
            return None
        found = self._variant(str(self.root / inside), header("accept-encoding"))
        if found is None:
            return None
        file, encoding, seen = found
        tag = f'"{seen.st_mtime_ns:x}-{seen.st_size:x}{encoding and "-" + encoding}"'
        for_ever = self.immutable or _HASHED.search(inside)
        headers = [
            *common,
            ("content-type", _type_of(inside)),
            ("cache-control", FOR_EVER if for_ever else FOR_A_WHILE),
            ("last-modified", formatdate(int(seen.st_mtime), usegmt=True)),
            ("etag", tag),
        ]
        if not self.immutable:
            headers.append(("vary", "Accept-Encoding"))
        if encoding:
            headers.append(("content-encoding", encoding))
        if _is_known(tag, int(seen.st_mtime), header):
            return FileReply(304, headers, None)
        return _whole_or_part(method, file, encoding, seen.st_size, header("range"), headers)

    def _variant(self, file: str, accepted: str | None) -> tuple[str, str, os.stat_result] | None:
        names = ("",) if self.immutable else (*accepted_encodings(accepted), "")
        for name in names:
            try:
                return f"{file}{SUFFIXES[name]}", name, _stat_of_file(f"{file}{SUFFIXES[name]}")
            except OSError:
                continue
        return None


def _stat_of_file(path: str) -> os.stat_result:
    found = os.stat(path)  # noqa: PTH116 - asked at each request
    if not os.path.isfile(path):  # noqa: PTH113
        raise IsADirectoryError(path)
    return found


def _type_of(name: str) -> str:
    found = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _is_known(tag: str, modified: int, header: Callable[[str], str | None]) -> bool:
    if (tags := header("if-none-match")) is not None:
        return tag_matches(tags, tag)
    since = seconds_of(header("if-modified-since") or "")
    return since is not None and modified <= since


def _whole_or_part(
    method: str, file: str, encoding: str, size: int, wanted: str | None, headers: Headers
) -> FileReply:
    """Return the file, or the one range of it that is asked for (RFC 9110, 14); several are answered as a whole."""
    headers = [*headers, ("accept-ranges", "bytes")] if not encoding else headers
    asked = _RANGE.match(wanted) if wanted and not encoding and method == "GET" else None
    if asked and (asked[1] or asked[2]):
        start = int(asked[1]) if asked[1] else max(size - int(asked[2]), 0)
        end = min(int(asked[2]) + 1, size) if asked[1] and asked[2] else size
        if start >= size or (not asked[1] and asked[2] == "0"):
            return FileReply(416, [*headers, ("content-range", f"bytes */{size}")], None)
        if start < end:
            headers = [*headers, ("content-range", f"bytes {start}-{end - 1}/{size}")]
            return FileReply(206, [*headers, ("content-length", str(end - start))], file, start, end)
    headers = [*headers, ("content-length", str(size))]
    return FileReply(200, headers, file if method == "GET" else None)
