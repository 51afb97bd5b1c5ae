"""Which wall stands before an article at a moment."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.paper.access import READS_ON, Access, Audience, Spans, Wall, stays_open, wall_at, walled_from

PUBLISHED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
SPANS = Spans(at_first=timedelta(hours=48), new=timedelta(days=30))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("access", "age", "wall"),
    [
        (Access.FREE, timedelta(days=4000), Wall.NONE),
        (Access.REGISTRATION, timedelta(0), Wall.REGISTRATION),
        (Access.METERED, timedelta(0), Wall.METERED),
        (Access.SUBSCRIBERS, timedelta(0), Wall.SUBSCRIBERS),
        (Access.FREE_AT_FIRST, timedelta(hours=48) - timedelta(seconds=1), Wall.NONE),
        (Access.FREE_AT_FIRST, timedelta(hours=48), Wall.SUBSCRIBERS),
        (Access.CLOSING, timedelta(days=30) - timedelta(seconds=1), Wall.NONE),
        (Access.CLOSING, timedelta(days=30), Wall.SUBSCRIBERS),
    ],
)
def test_every_kind_of_access(access: Access, age: timedelta, wall: Wall) -> None:
    assert wall_at(access, walled_from(access, PUBLISHED, SPANS), PUBLISHED + age) is wall


@pytest.mark.parametrize("access", [Access.FREE_AT_FIRST, Access.CLOSING])
def test_what_closes_and_does_not_say_when_is_closed(access: Access) -> None:
    assert walled_from(access, None, SPANS) is None
    assert wall_at(access, None, PUBLISHED) is Wall.SUBSCRIBERS


@given(st.sampled_from(Access), MOMENTS, MOMENTS)
def test_what_stays_open_has_no_wall_ever_and_all_else_has_one_in_the_end(
    access: Access, published_at: datetime, now: datetime
) -> None:
    closes_at = walled_from(access, published_at, SPANS)

    if stays_open(access):
        assert wall_at(access, closes_at, now) is Wall.NONE
    else:
        assert wall_at(access, closes_at, (closes_at or now) + timedelta(days=1)) is not Wall.NONE


@given(st.sampled_from(Access), MOMENTS, st.lists(MOMENTS, min_size=2, max_size=2).map(sorted))
def test_a_wall_that_is_up_never_comes_down_by_itself(
    access: Access, published_at: datetime, moments: list[datetime]
) -> None:
    closes_at = walled_from(access, published_at, SPANS)
    earlier, later = (wall_at(access, closes_at, moment) for moment in moments)

    assert not earlier or later is earlier


def test_subscribers_read_on_behind_every_wall() -> None:
    assert all(Audience.SUBSCRIBERS in READS_ON[wall] for wall in Wall if wall)
    assert READS_ON[Wall.NONE] == frozenset()
    assert Audience.REGISTERED not in READS_ON[Wall.METERED] | READS_ON[Wall.SUBSCRIBERS]
