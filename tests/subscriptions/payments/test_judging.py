"""What several answers make of an order, whatever the order they come in."""

from datetime import timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import State, Verdict
from rotative.subscriptions.payments.judging import compared, settle
from rotative.subscriptions.payments.reasons import Method, Reason
from tests.subscriptions.payments.counters import NOW, PRICE

verdicts = st.builds(
    Verdict,
    state=st.sampled_from(State),
    order_id=st.just("ORDER-1"),
    provider_ref=st.sampled_from(["", "cos-1"]),
    amount=st.sampled_from([None, PRICE, Money(50, "XOF"), Money(5000, "XAF")]),
    paid_at=st.sampled_from([None, NOW, NOW + timedelta(minutes=1)]),
    method=st.sampled_from([None, Method.WAVE]),
    reason=st.sampled_from([None, Reason.DECLINED, Reason.AMOUNT_DIFFERS, Reason.NOT_FOUND]),
)


@given(st.lists(verdicts, min_size=1, max_size=6), st.data())
def test_neither_order_nor_repetition_matters(answers: list[Verdict], data: st.DataObject) -> None:
    repeated = data.draw(st.lists(st.sampled_from(answers), max_size=4))
    shuffled = data.draw(st.permutations(answers + repeated))

    assert reduce(settle, answers) == reduce(settle, shuffled)


@given(st.lists(verdicts, min_size=1, max_size=6))
def test_what_was_paid_stays_paid_and_what_was_paid_back_stays_paid_back(answers: list[Verdict]) -> None:
    states = {verdict.state for verdict in answers}
    settled = reduce(settle, answers)

    if State.REFUNDED in states:
        assert settled.state is State.REFUNDED
    elif State.PAID in states:
        assert settled.state is State.PAID
    else:
        assert settled.state in states
        assert settled.needs_a_person == any(verdict.needs_a_person for verdict in answers)


@given(verdicts)
def test_paid_means_this_order_and_exactly_this_amount(verdict: Verdict) -> None:
    judged = compared(verdict, order_id="ORDER-1", expected=PRICE)

    assert (judged.state is State.PAID) == (verdict.state is State.PAID and verdict.amount == PRICE)
    assert compared(verdict, order_id="ORDER-2", expected=PRICE).reason is Reason.ANOTHER_ORDER
    if verdict.state is not State.PAID:
        assert judged == verdict


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (None, Reason.UNCLEAR),
        (Money(4999, "XOF"), Reason.AMOUNT_DIFFERS),
        (Money(5001, "XOF"), Reason.AMOUNT_DIFFERS),
        (Money(5000, "XAF"), Reason.CURRENCY_DIFFERS),
    ],
)
def test_another_amount_is_told(amount: Money | None, reason: Reason) -> None:
    verdict = Verdict(state=State.PAID, order_id="ORDER-1", amount=amount)

    judged = compared(verdict, order_id="ORDER-1", expected=PRICE)

    assert (judged.state, judged.reason, judged.amount) == (State.UNKNOWN, reason, amount)


def test_two_orders_are_not_mixed_up() -> None:
    with pytest.raises(ValueError, match="order_id"):
        settle(
            Verdict(state=State.PENDING, order_id="ORDER-1"), Verdict(state=State.PAID, order_id="ORDER-2")
        )
