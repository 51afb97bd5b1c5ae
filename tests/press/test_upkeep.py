"""What a worker does beside printing, and that of several workers one does it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rotative.press.models import HourlyReads, PrintedPage, Publication, Tally
from rotative.press.tallying import take_tallies, tally
from rotative.press.upkeep import Upkeep, is_due

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 13, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_tallied() -> Iterator[None]:
    take_tallies()
    yield
    take_tallies()


def test_a_chore_is_done_once_by_whoever_asks_first() -> None:
    minute = timedelta(minutes=1)

    assert [is_due("sweep", NOW, minute) for _worker in range(3)] == [True, False, False]
    assert not is_due("sweep", NOW + timedelta(seconds=59), minute)
    assert [is_due("sweep", NOW + minute, minute) for _worker in range(2)] == [True, False]
    assert is_due("dust", NOW, minute)


def test_a_worker_keeps_house() -> None:
    PrintedPage.objects.create(address="/a/")
    HourlyReads.objects.create(address="/a/", hour=NOW, reads=7)
    HourlyReads.objects.create(address="/a/", hour=NOW - timedelta(days=9), reads=7)
    old = int((NOW - timedelta(days=2)).timestamp()) // 60
    Tally.objects.create(name="printings", label="printed", minute=old, count=3)
    Tally.objects.create(name="printings", label="printed", minute=0, count=3)
    Publication.objects.create(committed_at=NOW - timedelta(days=9), all_fresh_at=NOW)
    pending = Publication.objects.create(committed_at=NOW)
    tally("printings", "printed")

    Upkeep().tend(NOW)

    assert PrintedPage.objects.get().reads == 7
    assert HourlyReads.objects.count() == 1
    assert not Tally.objects.filter(minute=old).exists()
    assert Tally.objects.get(minute=0, name="printings").count == 4
    assert list(Publication.objects.values_list("pk", "all_fresh_at")) == [(pending.pk, NOW)]


def test_a_turn_right_after_another_asks_nothing(django_assert_num_queries: Any) -> None:
    upkeep = Upkeep()
    upkeep.tend(NOW)

    with django_assert_num_queries(0):
        upkeep.tend(NOW + timedelta(milliseconds=100))


def test_a_worker_that_ends_hands_over_what_it_counted() -> None:
    upkeep = Upkeep()
    upkeep.tend(NOW)
    tally("printings", "printed", 2)

    upkeep.end(NOW + timedelta(seconds=1))

    assert Tally.objects.get(minute=0, name="printings").count == 2
