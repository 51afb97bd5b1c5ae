"""Which address a printed page has, and which file. No Django in here.

Addresses are few and plain on purpose: what is not written like one cannot lead out of the store, fill it with copies
of the same page, or stand there twice in different spelling.
"""

import re
from pathlib import PurePosixPath

# What mailings and social networks append to links to follow their readers; it changes nothing in the page.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|"
    r"_hs(?:enc|mi)|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|s_cid|mtm_\w+|pk_\w+|at_\w+|xtor|share)\Z"
)
_SEGMENT = r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*"
# Of files only these: `index.html` and `feed.xml.gz` would be other addresses' files.
_PATH = re.compile(rf"/(?:{_SEGMENT}/)*(?:{_SEGMENT}\.(?:xml|txt|svg|json))?\Z", re.ASCII)
_CURSOR = re.compile(r"avant=\d{1,20}-\d{1,20}\Z", re.ASCII)
LONGEST_SEGMENT = 200  # characters; file systems hold 255 bytes, and endings are added
LONGEST = 800
INDEX = "index.html"


def canonical(path: str, query: str = "") -> str | None:
    """Return the address under which an answer may be kept; None for what is never printed.

    ``path`` is decoded; ``query`` is raw and without “?”. Tracking parameters fall away; of all others only the
    cursor of a list is part of an address.
    """
    if not is_storable(path):
        return None
    if not query:
        return path
    kept = [part for part in query.split("&") if part and not _TRACKING.match(part.partition("=")[0])]
    if not kept:
        return path
    if len(kept) == 1 and _CURSOR.match(kept[0]) and path.endswith("/"):
        return f"{path}?{kept[0]}"
    return None


def is_storable(path: str) -> bool:
    """Whether a path is written as those of printed pages are: no dots that climb, no empty or endless segments."""
    return (
        len(path) <= LONGEST
        and _PATH.match(path) is not None
        and all(len(segment) <= LONGEST_SEGMENT for segment in path.split("/"))
    )


def checked(address: str) -> str:
    """Return a canonical address as it is. Raises ValueError for any other."""
    path, _mark, query = address.partition("?")
    if canonical(path, query) != address:
        raise ValueError(f"{address!r} is no address of a printed page")
    return address


def file_of(address: str) -> PurePosixPath:
    """Return where in the store the page of a canonical address stands, as a relative path.

    `/culture/` is `culture/index.html`, `/feed.xml` is `feed.xml`, `/culture/?avant=5-7` is
    `culture/avant=5-7/index.html`: nginx finds them by itself. Raises ValueError for any other address.
    """
    path, _mark, query = checked(address).partition("?")
    inside = path.removeprefix("/")
    if query:
        return PurePosixPath(f"{inside}{query}/{INDEX}")
    return PurePosixPath(f"{inside}{INDEX}" if path.endswith("/") else inside)
