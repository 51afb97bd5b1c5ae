"""How long a term lasts: days, weeks, months, quarters and years of the calendar. No Django in here.

A term that is counted in months ends on its anchor's day of the month, or on the month's last day where the month
is too short; the anchor is kept, so 31 January, 28 February, 31 March. It ends at the anchor's time of day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """So many units: three months, one year. Raises ValueError for less than one."""

    unit: Unit
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("A period has at least one unit")

    @property
    def is_of_months(self) -> bool:
        """Whether the calendar's months decide how long it is."""
        return self.unit in _MONTHS


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term on the calendar: from a moment until another, and the anchor for the term after it."""

    start: datetime
    end: datetime
    anchor: datetime


def stretch(start: datetime, period: Period, zone: ZoneInfo, anchor: datetime | None = None) -> Stretch:
    """Return the term of ``period`` that begins at ``start``, in the days of ``zone``.

    ``anchor``: the moment in which the row of adjoining terms began; without one the row begins now. A term of days or
    weeks begins the row anew: what follows it is counted from its end. Moments are aware; ends are in UTC.
    """
    anchor = anchor or start
    local, fixed = start.astimezone(zone), anchor.astimezone(zone)
    if period.is_of_months:
        day = months_later(local.date(), period.count * _MONTHS[period.unit], fixed.day)
    else:
        day = local.date() + timedelta(days=period.count * _DAYS[period.unit])
    # A time of day that the clock jumps over is read with the offset before the jump (PEP 495, fold=0).
    end = datetime.combine(day, fixed.time(), tzinfo=zone).replace(fold=0).astimezone(UTC)
    return Stretch(start, end, anchor if period.is_of_months else end)


def months_later(day: date, months: int, anchor_day: int) -> date:
    """Return ``anchor_day`` of the month ``months`` after ``day``'s, or that month's last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(anchor_day, monthrange(year, month + 1)[1]))
