"""The fields a picture carries, under the names the photo desk uses."""

import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta, timezone

LONGEST_TEXT = 2000  # IPTC-IIM's limit for a caption, the longest text field of the standard

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(
    r"(?P<year>\d{4})[-:]?(?P<month>\d\d)[-:]?(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"(?P<offset>Z|[+-]\d\d:?\d\d)?"
)


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """What a picture says about itself; an empty field is something it does not say.

    ``taken_at`` and ``expires_at`` are naive when the file names no time zone.
    """

    title: str = ""
    caption: str = ""
    alt_text: str = ""
    photographer: str = ""
    credit_line: str = ""
    source: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    place: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    taken_at: datetime | None = None
    expires_at: datetime | None = None

    def completed_with(self, other: "PhotoMetadata") -> "PhotoMetadata":
        """Return these fields, the empty ones filled from ``other``."""
        names = [field.name for field in fields(self)]
        return PhotoMetadata(**{name: getattr(self, name) or getattr(other, name) for name in names})


def clean_text(text: str) -> str:
    """Return ``text`` without control characters and outer spaces, cut at the longest caption allowed."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST_TEXT].strip()


def cut_after_word(text: str, length: int) -> str:
    """Return ``text`` if it has at most ``length`` characters, else its first whole words and an ellipsis."""
    if len(text) <= length:
        return text
    words = text[: max(length, 0)].rpartition(" ")[0].rstrip(" ,;:")
    return f"{words}…" if words else ""


def decode_text(data: bytes) -> str:
    """Return bytes of undeclared encoding as text: UTF-8 when they are valid UTF-8, else Windows Latin.

    Latin text with accents is practically never valid UTF-8 by chance.
    """
    try:
        return clean_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return clean_text(data.decode("cp1252", "replace"))


def parse_moment(text: str) -> datetime | None:
    """Return the moment written as in Exif, IPTC-IIM or ISO 8601; None when it is not a full date.

    Naive without a UTC offset; midnight without a time.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    parts = [int(match[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")]
    try:
        return datetime(*parts[:3], *parts[3:], tzinfo=_offset(match["offset"]))  # type: ignore[arg-type]
    except ValueError:
        return None


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
