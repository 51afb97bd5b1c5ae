"""Days, dates and months in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from rotative.typography import format_date, format_moment, format_month


def test_a_moment_is_said_in_french() -> None:
    assert format_moment(datetime(2025, 6, 24, 9, 33, tzinfo=UTC)) == "mardi 24\u00a0juin 2025 à 09:33"
    assert (
        format_moment(datetime(2025, 11, 3, 10, 41, tzinfo=UTC), "fr-ML")
        == "lundi 03\u00a0novembre 2025 à 10:41"
    )


def test_a_moment_is_said_in_english() -> None:
    assert (
        format_moment(datetime(2025, 6, 24, 9, 33, tzinfo=UTC), "en-gb")
        == "Tuesday 24\u00a0June 2025 at 09:33"
    )


def test_a_moment_is_said_in_the_zone_it_comes_in() -> None:
    tokyo = timezone(timedelta(hours=9))

    assert (
        format_moment(datetime(2025, 12, 31, 23, 59, tzinfo=tokyo))
        == "mercredi 31\u00a0décembre 2025 à 23:59"
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_moment(datetime(2025, 6, 24, 9, 33))


def test_a_date_is_said() -> None:
    assert format_date(date(2025, 6, 24), "fr") == "mardi 24\u00a0juin 2025"
    assert format_date(date(2026, 8, 1), "fr") == "samedi 01\u00a0août 2026"
    assert format_date(date(2024, 2, 29), "en") == "Thursday 29\u00a0February 2024"


def test_every_month_has_its_name() -> None:
    french = [format_month(2025, month, "fr") for month in range(1, 13)]
    english = [format_month(2025, month, "en") for month in range(1, 13)]

    assert french[5] == "juin 2025"
    assert english[5] == "June 2025"
    assert len(set(french)) == len(set(english)) == 12


@pytest.mark.parametrize("month", [0, 13, -1])
def test_there_is_no_thirteenth_month(month: int) -> None:
    with pytest.raises(ValueError, match="month"):
        format_month(2025, month)


def test_a_language_without_a_table_speaks_french() -> None:
    assert format_month(2025, 6, "bm") == "juin 2025"
