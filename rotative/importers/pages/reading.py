"""Opens a saved article page, text or HTML, in whatever encoding it was saved."""

import codecs
import re
from datetime import datetime, timedelta
from pathlib import Path

from rotative.importers.pages.dates import read_date_line
from rotative.importers.pages.html import read_html_page
from rotative.importers.pages.parsed import LONGEST_HEADLINE, PageRefused, ParsedPage, Refusal
from rotative.importers.pages.text import read_text_page
from rotative.importers.pages.zones import Piece, pieces_of

LARGEST_FILE = 10 * 1024 * 1024
# Clocks go wrong, and papers print tomorrow's date tonight.
_TOLERATED = timedelta(days=2)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section)\b",
    re.I | re.S,
)
_SOMEWHERE = re.compile(r"<(?:html|body|article)\b[^>]*>", re.I)


def read_page(path: Path, now: datetime | None = None) -> ParsedPage:
    """The article saved at `path`.

    What the file holds decides, not its name. UTF-8 and UTF-16 are known by their marks; then comes
    the charset the page declares, UTF-8, then Windows-1252. Nothing is fetched. `now`, in the paper's own time,
    is when no article can have been published yet; without it every date passes that the calendar has.
    Raises PageRefused, and nothing else.
    """
    raw = _bytes_of(path)
    text = decode(raw, path)
    if not text.strip():
        raise PageRefused(path, Refusal.EMPTY)
    is_marked_up = is_html(text)
    page = read_html_page(text, path) if is_marked_up else read_text_page(text, path)
    if len(page.headline) > LONGEST_HEADLINE:
        raise PageRefused(path, Refusal.HEADLINE_TOO_LONG, "headline", found=page.headline)
    if now and (future := _moment_after(now + _TOLERATED, page)):
        piece = None if is_marked_up else _line_of(future, text)
        raise PageRefused(
            path,
            Refusal.FUTURE_DATE,
            "published_at",
            piece.line if piece else None,
            piece.text if piece else future.isoformat(sep=" ", timespec="minutes"),
        )
    return page


def decode(raw: bytes, path: Path) -> str:
    """The characters of a page. Raises PageRefused for a file that is no text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _without_binary(raw[len(mark) :].decode(encoding, "replace"), path)
    if b"\0" in raw or raw.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b")):
        raise PageRefused(path, Refusal.BINARY)
    declared = _DECLARED.search(raw[:4096])
    for name in ([_browser_name(declared[1].decode())] if declared else []) + ["utf-8", "cp1252"]:
        try:
            return _without_binary(raw.decode(name), path)
        except (LookupError, UnicodeError):
            continue
    # Five bytes have no meaning in Windows-1252; one of them must not lose the page.
    return _without_binary(raw.decode("cp1252", "replace"), path)


def is_html(text: str) -> bool:
    opening = text[:20_000]
    return bool(_MARKUP.match(opening) or _SOMEWHERE.search(opening[:4096]))


def _moment_after(latest: datetime, page: ParsedPage) -> datetime | None:
    """The first moment on the page that lies after `latest`, whose time zone is that of naive ones."""
    listed = (entry.published_at for entry in (*page.related, *page.author_latest))
    for moment in (page.published_at, page.updated_at, *listed):
        if moment and (moment if moment.tzinfo else moment.replace(tzinfo=latest.tzinfo)) > latest:
            return moment
    return None


def _line_of(moment: datetime, text: str) -> Piece | None:
    for piece in pieces_of(text):
        date = read_date_line(piece.text)
        if date and moment in (date.published_at, date.updated_at):
            return piece
    return None


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise PageRefused(path, Refusal.NOT_READABLE, found=getattr(error, "strerror", None)) from error
    if len(raw) > LARGEST_FILE:
        raise PageRefused(path, Refusal.TOO_BIG)
    return raw


def _browser_name(declared: str) -> str:
    """Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding Standard, section 4.2)."""
    name = declared.lower()
    return "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "iso8859-1", "us-ascii", "ascii") else name


def _without_binary(text: str, path: Path) -> str:
    """Raises PageRefused when more than one character in a hundred is a control character or unreadable."""
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", text))
    if odd > len(text) / 100:
        raise PageRefused(path, Refusal.BINARY)
    return text
