"""When to ask again about orders of which nothing was heard, and when to give them up."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.payments.reconciling import (
    MARGIN,
    PAUSES,
    UNHEARD,
    WITHOUT_END,
    PendingOrder,
    plan,
)
from tests.subscriptions.payments.counters import NOW

HALF_AN_HOUR = timedelta(minutes=30)


def pending(order_id: str = "ORDER-1", expires_at: datetime | None = NOW + HALF_AN_HOUR) -> PendingOrder:
    return PendingOrder(order_id=order_id, started_at=NOW, expires_at=expires_at)


def asked(order: PendingOrder, now: datetime, *, is_answered: bool) -> PendingOrder:
    """The order after it was asked about."""
    return replace(
        order,
        times_asked=order.times_asked + 1,
        asked_at=now,
        answered_at=now if is_answered else order.answered_at,
    )


def test_an_order_is_first_asked_about_after_a_minute() -> None:
    order = pending()

    assert plan([order], NOW).ask == ()
    assert plan([order], NOW).next_at == NOW + timedelta(minutes=1)
    assert plan([order], NOW + timedelta(minutes=1)).ask == (order,)


def test_pauses_grow() -> None:
    assert list(PAUSES) == sorted(set(PAUSES))


def test_the_longest_waiting_is_asked_about_first() -> None:
    young = replace(pending("ORDER-1"), started_at=NOW + timedelta(minutes=2))
    old = pending("ORDER-2")

    assert plan([young, old], NOW + HALF_AN_HOUR).ask == (old, young)
    assert plan([], NOW).next_at is None


answers = st.lists(st.booleans(), max_size=40)


@given(answers=answers, expires=st.none() | st.integers(1, 48 * 60))
def test_nothing_is_given_up_before_its_end_and_everything_once_it_was_answered_after_it(
    answers: list[bool], expires: int | None
) -> None:
    order = pending(expires_at=None if expires is None else NOW + timedelta(minutes=expires))
    end = (NOW + WITHOUT_END if order.expires_at is None else order.expires_at) + MARGIN
    now = NOW

    for is_answered in answers:
        todo = plan([order], now)
        if todo.expired:
            break
        assert todo.next_at is not None
        assert now < todo.next_at <= now + PAUSES[-1]
        now = todo.next_at
        assert plan([order], now).ask == (order,)
        order = asked(order, now, is_answered=is_answered)

    is_over = bool(plan([order], now).expired)
    assert is_over == (order.answered_at is not None and order.answered_at >= end)


def test_an_answered_order_costs_a_dozen_questions_and_ends_just_after_its_margin() -> None:
    order, now = pending(), NOW

    while not plan([order], now).expired:
        now = plan([order], now).next_at or now
        order = asked(order, now, is_answered=True)

    assert now == NOW + HALF_AN_HOUR + MARGIN
    assert order.times_asked <= 12


def test_a_provider_that_never_answers_is_shown_to_a_person_and_asked_on() -> None:
    order, now = pending(), NOW
    end = NOW + HALF_AN_HOUR + MARGIN

    while now < end + UNHEARD + timedelta(days=1):
        todo = plan([order], now)
        assert todo.expired == ()
        assert todo.unheard == ((order,) if now >= end + UNHEARD else ())
        now = todo.next_at or now
        assert plan([order], now).ask == (order,)
        order = asked(order, now, is_answered=False)


def test_a_late_run_asks_at_once_and_gives_up_nothing_unasked() -> None:
    order = pending()
    a_week_later = NOW + timedelta(days=7)

    todo = plan([order], a_week_later)

    assert todo.ask == (order,)
    assert todo.expired == ()
    assert plan([asked(order, a_week_later, is_answered=True)], a_week_later).expired != ()
