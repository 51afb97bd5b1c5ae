"""Terms follow the calendar: month ends, 29 February, clocks that jump."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.periods import Period, Stretch, Unit, months_later, stretch

BAMAKO = ZoneInfo("Africa/Bamako")
# A jump at 2 a.m., one at midnight, one of half an hour, one that follows the moon, one west of UTC.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Africa/Bamako",
        "Europe/Paris",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "America/New_York",
    )
]
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2016, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))
counted = st.builds(Period, st.sampled_from(Unit), st.integers(1, 12))
of_months = st.builds(Period, st.sampled_from([Unit.MONTH, Unit.QUARTER, Unit.YEAR]), st.integers(1, 6))


def row(start: datetime, periods: list[Period], zone: ZoneInfo) -> list[Stretch]:
    """Terms bought one after the other."""
    terms: list[Stretch] = []
    for period in periods:
        before = terms[-1] if terms else None
        terms.append(
            stretch(before.end if before else start, period, zone, before.anchor if before else None)
        )
    return terms


def days_of(start: datetime, period: Period, times: int, zone: ZoneInfo = BAMAKO) -> list[str]:
    """The days on which the terms of a row end."""
    return [term.end.astimezone(zone).date().isoformat() for term in row(start, [period] * times, zone)]


def test_a_month_from_31_january_ends_on_the_last_of_february_and_the_next_on_31_march() -> None:
    assert days_of(datetime(2027, 1, 31, 14, 30, tzinfo=UTC), Period(Unit.MONTH), 4) == [
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
        "2027-05-31",
    ]
    assert days_of(datetime(2028, 1, 31, 14, 30, tzinfo=UTC), Period(Unit.MONTH), 1) == ["2028-02-29"]


def test_a_year_from_29_february_comes_back_to_it() -> None:
    assert days_of(datetime(2028, 2, 29, tzinfo=UTC), Period(Unit.YEAR), 4) == [
        "2029-02-28",
        "2030-02-28",
        "2031-02-28",
        "2032-02-29",
    ]


def test_a_quarter_is_three_months() -> None:
    assert days_of(datetime(2027, 11, 30, tzinfo=UTC), Period(Unit.QUARTER), 2) == [
        "2028-02-29",
        "2028-05-30",
    ]


def test_the_day_is_the_papers_day() -> None:
    late_on_the_31st = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)  # in Paris it is 1 February

    assert days_of(late_on_the_31st, Period(Unit.MONTH), 1, ZoneInfo("Europe/Paris")) == ["2027-03-01"]
    assert days_of(late_on_the_31st, Period(Unit.MONTH), 1) == ["2027-02-28"]


def test_months_after_a_week_are_counted_from_the_weeks_end() -> None:
    terms = row(datetime(2027, 1, 31, tzinfo=UTC), [Period(Unit.WEEK), Period(Unit.MONTH)], BAMAKO)

    assert terms[1].end == datetime(2027, 3, 7, tzinfo=UTC)


def test_a_time_of_day_that_the_clock_jumps_over_comes_back() -> None:
    paris = ZoneInfo("Europe/Paris")  # on 28 March 2027 there is no half past two
    terms = row(datetime(2027, 2, 28, 2, 30, tzinfo=paris), [Period(Unit.MONTH)] * 2, paris)

    assert terms[0].end.astimezone(paris) == datetime(2027, 3, 28, 3, 30, tzinfo=paris)
    assert terms[1].end.astimezone(paris) == datetime(2027, 4, 28, 2, 30, tzinfo=paris)


@given(moments, st.lists(counted, min_size=2, max_size=12), zones)
def test_terms_adjoin_and_go_forward(start: datetime, periods: list[Period], zone: ZoneInfo) -> None:
    terms = row(start, periods, zone)

    assert terms[0].start == start
    assert all(earlier.end == later.start for earlier, later in pairwise(terms))
    assert all(term.start < term.end for term in terms)


@given(moments, counted, zones)
def test_twice_n_is_2n_from_the_anchor(start: datetime, period: Period, zone: ZoneInfo) -> None:
    twice = row(start, [period, period], zone)[-1].end
    at_once = stretch(start, Period(period.unit, 2 * period.count), zone).end

    # Days are counted anew from each end, and an end may have been moved by the hour that the clock jumps over.
    assert abs(twice - at_once) <= (timedelta(0) if period.is_of_months else timedelta(hours=1))


@given(moments, of_months, zones, st.integers(1, 24))
def test_a_term_is_never_longer_than_the_calendar_allows(
    start: datetime, period: Period, zone: ZoneInfo, terms: int
) -> None:
    last = row(start, [period] * terms, zone)[-1].end.astimezone(zone)
    first = start.astimezone(zone)
    months = terms * period.count * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[period.unit]

    assert (last.year - first.year) * 12 + last.month - first.month == months
    assert last.day <= first.day
    assert last.day == first.day or (last.date() + timedelta(days=1)).month != last.month


@given(moments, st.integers(1, 400), zones)
def test_days_are_days_of_the_calendar(start: datetime, count: int, zone: ZoneInfo) -> None:
    end = stretch(start, Period(Unit.DAY, count), zone).end

    assert (end.astimezone(zone).date() - start.astimezone(zone).date()).days == count
    assert abs(end - start - timedelta(days=count)) <= timedelta(hours=1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_later_is_the_anchors_day_or_the_months_last(day: date, months: int) -> None:
    found = months_later(day, months, 31)

    assert (found + timedelta(days=1)).day == 1


def test_a_period_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Period(Unit.DAY, 0)
