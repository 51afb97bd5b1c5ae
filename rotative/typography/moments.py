"""Says when, in words: days, dates and months as they stand under a headline."""

from datetime import date, datetime
from typing import Final

from rotative.typography.characters import NO_BREAK, family_of

# The tables are ours: a server's locale may be missing, and differs from one system to the next.
WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
}
MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def format_moment(moment: datetime, language: str = "fr") -> str:
    """Say a moment: “mardi 24 juin 2025 à 09:33”, “Tuesday 24 June 2025 at 09:33”.

    Takes an aware datetime already in the paper's time zone. The space between day and month
    does not break (Lexique de l'Imprimerie nationale, « Dates »).

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone before it can be printed")
    at = "at" if family_of(language) == "en" else "à"
    return f"{format_date(moment, language)} {at} {moment.hour:02}:{moment.minute:02}"


def format_date(day: date, language: str = "fr") -> str:
    """Say a date: “mardi 24 juin 2025”, “lundi 03 novembre 2025”; the day has two digits.

    Languages without a table of their own are written in French.
    """
    table = family_of(language) or "fr"
    weekday, month = WEEKDAYS[table][day.weekday()], MONTHS[table][day.month - 1]
    return f"{weekday} {day.day:02}{NO_BREAK}{month} {day.year}"


def format_month(year: int, month: int, language: str = "fr") -> str:
    """Say a month of a year: “juin 2025”, “June 2025”.

    Raises:
        ValueError: the month is not between 1 and 12.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return f"{MONTHS[family_of(language) or 'fr'][month - 1]} {year}"
