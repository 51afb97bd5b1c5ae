"""Reads IPTC-IIM, the record that agencies have put into pictures since 1991.

Information Interchange Model 4.2: datasets of a marker, record, number, length and value.
"""

from datetime import datetime

from .fields import PhotoMetadata, clean_text, decode_text, parse_moment

CODED_CHARACTER_SET = (1, 90)
UTF_8 = b"\x1b%G"  # ISO 2022 escape sequence that announces UTF-8
END_OF_DAY = "235959"

Datasets = dict[tuple[int, int], list[bytes]]


def read_iim(block: bytes) -> PhotoMetadata:
    """Return the fields of an IPTC-IIM block, read up to its first damaged dataset."""
    datasets = _datasets(block)
    is_utf_8 = UTF_8 in datasets.get(CODED_CHARACTER_SET, [])

    def text(number: int, separator: str = ", ") -> str:
        values = datasets.get((2, number), [])
        return separator.join(
            clean_text(value.decode("utf-8", "replace")) if is_utf_8 else decode_text(value)
            for value in values
        )

    return PhotoMetadata(
        title=text(105) or text(5),
        caption=text(120, " "),
        photographer=text(80),
        credit_line=text(110),
        source=text(115),
        copyright_notice=text(116, " "),
        place=text(92),
        city=text(90),
        region=text(95),
        country=text(101),
        taken_at=_moment(text(55), text(60)),
        expires_at=_moment(text(37), text(38) or END_OF_DAY),
    )


def _datasets(block: bytes) -> Datasets:
    found: Datasets = {}
    position = 0
    while position + 5 <= len(block) and block[position] == 0x1C:
        record, number = block[position + 1], block[position + 2]
        length = int.from_bytes(block[position + 3 : position + 5], "big")
        start = position + 5
        if length & 0x8000:  # an extended dataset: the next bytes hold the real length
            digits = length & 0x7FFF
            length = int.from_bytes(block[start : start + min(digits, 8)], "big")
            start += digits
        value = block[start : start + length]
        if len(value) < length:
            break
        found.setdefault((record, number), []).append(value)
        position = start + length
    return found


def _moment(date: str, time: str) -> datetime | None:
    """Return the moment of an IIM date (CCYYMMDD) and time (HHMMSS±HHMM)."""
    return parse_moment(f"{date}T{time}" if time else date) or parse_moment(date)
