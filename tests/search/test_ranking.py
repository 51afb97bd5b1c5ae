"""What age, column and topics are worth."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.search.ranking import SEARCH_FLOOR, freshness, relatedness

ages = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40_000))


@given(ages, ages)
def test_freshness_only_falls_and_never_below_its_floor(one: timedelta, other: timedelta) -> None:
    younger, older = sorted((one, other))

    assert 1.0 >= freshness(younger) >= freshness(older) >= SEARCH_FLOOR


@pytest.mark.parametrize(("days", "worth"), [(0, 1.0), (60, 0.75), (120, 0.625), (365, 0.507)])
def test_freshness_halves_what_it_can_give_every_sixty_days(days: int, worth: float) -> None:
    assert freshness(timedelta(days=days)) == pytest.approx(worth, abs=0.001)


def test_an_article_dated_tomorrow_is_as_fresh_as_one_of_now() -> None:
    assert freshness(timedelta(days=-1)) == freshness(timedelta(0)) == 1.0


@given(ages, st.integers(0, 20))
def test_a_column_or_a_topic_in_common_only_raises(age: timedelta, topics: int) -> None:
    alone = relatedness(10.0, age, same_column=False, shared_topics=topics)

    assert relatedness(10.0, age, same_column=True, shared_topics=topics) > alone
    assert relatedness(10.0, age, same_column=False, shared_topics=topics + 1) >= alone


def test_age_takes_half_at_most() -> None:
    fresh = relatedness(10.0, timedelta(0), same_column=False, shared_topics=0)
    old = relatedness(10.0, timedelta(days=20_000), same_column=False, shared_topics=0)

    assert fresh == pytest.approx(10.0)
    assert old == pytest.approx(5.0)
