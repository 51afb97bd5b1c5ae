"""The queue: news comes before what waits for another reason, and a batch takes no longer than news may wait."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.press.ahead import FEWEST
from rotative.press.models import Edition, PageKey, PrintedPage, key_hash
from rotative.press.pace import SECONDS, Pace
from rotative.press.queue import BATCH, claim, mark_due
from rotative.press.release import begin_release
from rotative.press.touching import follow, mark_stale, touch

NOW = datetime(2026, 11, 25, 13, 40, tzinfo=UTC)


@pytest.fixture
def pages(db: None) -> None:
    """Two pages nobody reads among five that are read much; `/a/` shows the thing of the key “a”, `/b/` that of “b”."""
    for number in range(5):
        PrintedPage.objects.create(address=f"/old/{number}/", reads=100 + number)
    for address, reads in (("/a/", 0), ("/b/", 1)):
        page = PrintedPage.objects.create(address=address, reads=reads)
        PageKey.objects.create(page=page, key=key_hash(address.strip("/")))


def claimed(now: datetime) -> list[str]:
    return [page.address for page in claim(now, most=3)]


@pytest.mark.usefixtures("pages")
def test_what_has_just_changed_does_not_wait_behind_a_release() -> None:
    begin_release(NOW - timedelta(minutes=2), "another")
    touch("a", "b")
    follow(NOW - timedelta(seconds=3))

    assert claimed(NOW) == ["/b/", "/a/", "/old/4/"]
    assert claimed(NOW) == ["/old/3/", "/old/2/", "/old/1/"]
    assert claimed(NOW) == ["/old/0/"]


@pytest.mark.usefixtures("pages")
def test_a_release_that_has_just_begun_does_not_come_before_what_has_changed() -> None:
    touch("a")
    follow(NOW - timedelta(seconds=5))
    begin_release(NOW - timedelta(seconds=1), "another")

    assert claimed(NOW) == ["/a/", "/old/4/", "/old/3/"]


@pytest.mark.usefixtures("pages")
def test_what_changed_long_ago_has_no_right_of_way() -> None:
    touch("a")
    follow(NOW - timedelta(minutes=1))
    begin_release(NOW - timedelta(seconds=30), "another")

    assert claimed(NOW) == ["/old/4/", "/old/3/", "/old/2/"]


@pytest.mark.usefixtures("pages")
def test_what_is_due_by_the_time_comes_first_too() -> None:
    begin_release(NOW - timedelta(minutes=2), "another")
    PrintedPage.objects.filter(address="/a/").update(changes_at=NOW)
    mark_due(NOW)

    assert claimed(NOW) == ["/a/", "/old/4/", "/old/3/"]
    assert Edition.objects.get().release == "another"


@pytest.mark.usefixtures("pages")
def test_what_another_worker_prints_meanwhile_keeps_the_moment_it_was_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    PrintedPage.objects.filter(address__in=("/a/", "/b/")).update(changes_at=NOW)
    tomorrow = NOW + timedelta(days=1)

    def mark(pages: Any, now: datetime, **how: bool) -> int:
        count = mark_stale(pages, now, **how)
        PrintedPage.objects.filter(address="/a/").update(changes_at=tomorrow)
        return count

    monkeypatch.setattr("rotative.press.queue.mark_stale", mark)
    mark_due(NOW)

    moments = PrintedPage.objects.filter(address__in=("/a/", "/b/")).values_list("address", "changes_at")
    assert dict(moments) == {"/a/": tomorrow, "/b/": None}


def test_a_worker_begins_with_few_pages_and_takes_more_as_it_gets_faster() -> None:
    pace = Pace()
    sizes = [pace.size]
    for _turn in range(4):
        pace.note(pace.size, pace.size * 0.02)
        sizes.append(pace.size)

    assert sizes == [3, 6, 12, 24, 25]


@given(st.lists(st.tuples(st.integers(0, BATCH), st.floats(0, 100)), max_size=20), st.floats(0.001, 10))
def test_after_any_past_a_batch_takes_a_second_at_most_or_is_the_smallest(
    past: list[tuple[int, float]], each: float
) -> None:
    pace = Pace()
    for pages, seconds in past:
        pace.note(pages, seconds)

    pace.note(pace.size, pace.size * each)

    assert FEWEST <= pace.size <= BATCH
    assert pace.size == FEWEST or pace.size * each <= SECONDS * 1.001
