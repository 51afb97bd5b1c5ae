"""Reads the date lines of French and English papers: “Publié mardi 24 juin 2025 à 09:33”."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|lun|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun"
)

_WEEKDAY = rf"(?:(?:{WEEKDAYS})\b\.?,?\s+)?(?:le\s+|the\s+)?"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_TIME = (
    r"(?:\s*(?:,|-|–|\ba\b|\bat\b|t(?=\d))?\s*(?P<hour>\d{1,2})\s?[:h.]\s?(?P<minute>\d{2})?"
    r"(?::\d{2}(?:\.\d+)?)?(?![\d/])"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>gmt|utc|tu|z|[+-]\d{2}:?\d{2})?(?!\w))?"
)
_DATES = tuple(
    re.compile(_WEEKDAY + day + _TIME)
    for day in (
        rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    )
)
_UPDATED = r"(?P<updated>mise? a jour|actualisee?|modifiee?|(?:last )?updated|last modified)"
_LABEL = re.compile(
    rf"(?:{_UPDATED}|publiee?|postee?|paru|mise? en ligne|published|posted)(?:\s+(?:le|on))?\s*:?\s+"
)
_WHO_THEN_WHEN = re.compile(r"(?:par|by)\s+(?P<who>.{3,80}?),?\s+(?:le|on)\s+")
_WHO = re.compile(r"[,|·•–—-]?\s*(?:par|by)\s+(?P<who>.{3,120})$")
_AGO = re.compile(
    r"(?:il y a \w+ \w+|\w+ \w+ ago|(?:hier|aujourd.hui|yesterday|today)(?: (?:a|at) \d{1,2}[:h]\d{2})?)$"
)
_BETWEEN = re.compile(r"[\s,;|·•–—-]*(?:et\s+|and\s+)?")


class ImpossibleDate(ValueError):
    """The line has the shape of a date, but the calendar or the clock has no such moment."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """`authors` is what follows “par” on the same line, unparsed."""

    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: str | None = None


def folded(text: str) -> str:
    """Lower case without accents, character for character, so that positions stay those of `text`."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text)


def read_date_line(text: str) -> DateLine | None:
    """The moments on a line that holds a date and nothing else, or None when the line is something else.

    Labels (“Publié”, “Mis à jour le”, “Published on”) and “par …” are understood.
    Raises ImpossibleDate for “31 février”. The name of the weekday is not compared: papers mistype it.
    """
    if len(text) > 240:
        return None
    line = " ".join(text.split())
    plain = folded(line)
    moments: dict[str, datetime] = {}
    at, who, labelled = 0, None, False
    while at < len(line):
        if tail := _WHO.match(plain, at):
            if not (labelled or moments):
                return None
            who = line[tail.start("who") : tail.end("who")]
            break
        label = _LABEL.match(plain, at)
        if label:
            at, labelled = label.end(), True
            if between := _WHO_THEN_WHEN.match(plain, at):
                who, at = line[between.start("who") : between.end("who")], between.end()
        if labelled and _AGO.match(plain, at):
            break
        found = _first_date(plain, at)
        if found is None:
            return None
        moments.setdefault("updated" if label and label["updated"] else "published", _moment(found, line))
        at = _BETWEEN.match(plain, found.end()).end()  # type: ignore[union-attr]
    return DateLine(moments.get("published"), moments.get("updated"), who) if moments or labelled else None


def read_timestamp(text: str) -> datetime | None:
    """A moment as metadata writes it (ISO 8601, or any form of a date line); None when it is neither.

    Raises ImpossibleDate for a day or an hour that does not exist.
    """
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        line = read_date_line(text)
        return (line.published_at or line.updated_at) if line else None


def _first_date(plain: str, at: int) -> re.Match[str] | None:
    return next((found for pattern in _DATES if (found := pattern.match(plain, at))), None)


def _moment(found: re.Match[str], line: str) -> datetime:
    parts = found.groupdict()
    month = parts["month"]
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ImpossibleDate(line)
        hour = hour % 12 + (12 if parts["half"][0] == "p" else 0)
    try:
        return datetime(
            int(parts["year"]),
            int(month) if month.isdigit() else MONTHS[month],
            int(parts["day"]),
            hour,
            int(parts["minute"] or 0),
            tzinfo=_zone(parts["zone"]),
        )
    except ValueError as error:
        raise ImpossibleDate(line) from error


def _zone(written: str | None) -> timezone | None:
    if written is None:
        return None
    if written[0] not in "+-":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone((-1 if written[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
