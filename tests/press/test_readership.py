"""The most read: which they are, that their pages are printed first, and that old hours go."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rotative.press.models import HourlyReads, PrintedPage
from rotative.press.queue import claim
from rotative.press.readership import forget_old_reads, most_read_addresses, rank_pages

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 13, 40, tzinfo=UTC)
DAY = timedelta(hours=24)


def read(address: str, reads: int, hours_ago: float = 1) -> None:
    HourlyReads.objects.create(address=address, hour=NOW - timedelta(hours=hours_ago), reads=reads)


def test_reads_of_a_span_add_up_the_most_first() -> None:
    read("/a/", 5)
    read("/b/", 3)
    read("/b/", 4, hours_ago=20)
    read("/b/", 100, hours_ago=30)
    read("/c/", 5)

    assert list(most_read_addresses(NOW - DAY)) == [("/b/", 7), ("/a/", 5), ("/c/", 5)]
    assert next(most_read_addresses(NOW - 7 * DAY)) == ("/b/", 107)


def test_addresses_below_others_can_be_asked_for_or_left_out() -> None:
    read("/a/", 1)
    read("/en/a/", 2)

    assert list(most_read_addresses(NOW - DAY, below="/en/")) == [("/en/a/", 2)]
    assert list(most_read_addresses(NOW - DAY, without=("/en/",))) == [("/a/", 1)]


def test_the_most_read_page_is_printed_first() -> None:
    for address in ("/a/", "/b/", "/c/"):
        PrintedPage.objects.create(address=address, stale_since=NOW)
    read("/b/", 9)
    read("/c/", 5)

    rank_pages(NOW)

    assert [page.address for page in claim(NOW)] == ["/b/", "/c/", "/a/"]


def test_both_copies_of_a_page_are_as_much_read() -> None:
    for audience in ("public", "subscribers"):
        PrintedPage.objects.create(address="/a/", audience=audience)
    read("/a/", 9)

    assert rank_pages(NOW) == 2
    assert set(PrintedPage.objects.values_list("reads", flat=True)) == {9}


def test_what_was_read_yesterday_counts_no_more() -> None:
    page = PrintedPage.objects.create(address="/a/")
    read("/a/", 9)
    rank_pages(NOW)

    rank_pages(NOW + DAY)

    page.refresh_from_db()
    assert page.reads == 0


def test_a_small_difference_is_not_worth_writing(django_assert_num_queries: Any) -> None:
    PrintedPage.objects.create(address="/a/", reads=100)
    read("/a/", 105)

    with django_assert_num_queries(3):
        assert rank_pages(NOW) == 0
    read("/a/", 6, hours_ago=2)
    assert rank_pages(NOW) == 1


def test_the_number_is_kept_to_two_figures() -> None:
    for reads in (7, 45, 999, 123_456):
        PrintedPage.objects.create(address=f"/{reads}/")
        read(f"/{reads}/", reads)

    rank_pages(NOW)
    assert rank_pages(NOW) == 0

    assert set(PrintedPage.objects.values_list("reads", flat=True)) == {7, 45, 990, 120_000}


def test_hours_older_than_eight_days_are_deleted_a_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rotative.press.readership._MOST_DELETED", 2)
    for hours in (1, 8 * 24 - 1, 8 * 24 + 1, 300, 400):
        read("/a/", 1, hours_ago=hours)

    assert forget_old_reads(NOW)
    assert HourlyReads.objects.count() == 3
    assert not forget_old_reads(NOW)

    assert list(most_read_addresses(NOW - 30 * DAY)) == [("/a/", 2)]
