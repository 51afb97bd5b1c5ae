"""What goes back is booked beside what came in, never more of it, and what it paid for ends."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.models import LedgerEntry, Order, Receipt, StaffAction, Subscription, Term
from rotative.subscriptions.money import Money
from rotative.subscriptions.redeeming import NotRedeemed, Why, redeem
from rotative.subscriptions.refunding import refund, refundable
from rotative.subscriptions.selling import Settlement
from rotative.subscriptions.states import State
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader

TOMORROW = NOW + timedelta(days=1)


def give_back(
    settlement: Settlement, amount: Money = PRICE, *, key: str = "form-1", **more: Any
) -> LedgerEntry:
    """A refund on the day after."""
    assert settlement.entry is not None
    return refund(settlement.entry, amount=amount, key=key, now=TOMORROW, **more)


@pytest.mark.django_db
def test_a_refund_in_full_ends_what_was_paid_for() -> None:
    settlement, fatou = buy(PlanFactory.create(), make_reader()), make_reader()

    entry = give_back(settlement, staff=fatou, reason="Double paiement")

    assert entry.money == -PRICE
    subscription = Subscription.objects.get()
    assert subscription.state == State.REFUNDED
    assert subscription.next_step_at is None
    assert Term.objects.get().revoked_at == TOMORROW
    assert Receipt.objects.get(entry=entry).number == 2
    assert StaffAction.objects.get().note == "Double paiement"


@pytest.mark.django_db
def test_a_part_that_goes_back_leaves_the_term() -> None:
    settlement = buy(PlanFactory.create(), make_reader())

    give_back(settlement, Money(500, "XOF"))

    assert settlement.entry is not None
    assert refundable(settlement.entry) == Money(2000, "XOF")
    assert Subscription.objects.get().state == State.ACTIVE


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [Money(2501, "XOF"), Money(0, "XOF"), Money(-1, "XOF"), Money(1, "EUR")])
def test_more_than_came_in_does_not_go_back(amount: Money) -> None:
    settlement = buy(PlanFactory.create(), make_reader())

    with pytest.raises(ValidationError):
        give_back(settlement, amount)

    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_terms_after_the_one_that_goes_back_move_up() -> None:
    plan, awa = PlanFactory.create(), make_reader()
    first, second, third = (buy(plan, awa) for _time in range(3))

    give_back(second)

    terms = list(Term.objects.standing())
    assert first.term is not None
    assert third.term is not None
    assert [term.pk for term in terms] == [first.term.pk, third.term.pk]
    assert terms[1].from_at == terms[0].until_at
    assert Subscription.objects.get().ends_at == NOW.replace(month=3, day=31)


@pytest.mark.django_db
def test_the_term_that_runs_ends_and_the_next_begins() -> None:
    plan, awa = PlanFactory.create(), make_reader()
    first, _second = buy(plan, awa), buy(plan, awa)

    give_back(first)

    term = Term.objects.standing().get()
    assert term.from_at == TOMORROW
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.ends_at) == (State.ACTIVE, TOMORROW.replace(month=3))


@pytest.mark.django_db
def test_a_gift_that_was_refunded_gives_nothing_any_more() -> None:
    settlement = buy(PlanFactory.create(), make_reader(), purpose=Order.Purpose.GIFT)
    code = gift_code(settlement.order.gift)

    give_back(settlement)

    with pytest.raises(NotRedeemed) as refusal:
        redeem(code, reader=make_reader(), address="192.0.2.1", now=TOMORROW)
    assert refusal.value.why is Why.BLOCKED


@pytest.mark.django_db
def test_a_gift_that_was_redeemed_ends_when_it_is_refunded() -> None:
    settlement = buy(PlanFactory.create(), make_reader(), purpose=Order.Purpose.GIFT)
    redeem(gift_code(settlement.order.gift), reader=make_reader(), address="192.0.2.1", now=NOW)

    give_back(settlement)

    assert Subscription.objects.get().state == State.REFUNDED


def test_two_refunds_at_once_give_back_once(at_once: Callable[..., list[Any]]) -> None:
    settlement = buy(PlanFactory.create(), make_reader())

    same = at_once(*[partial(give_back, settlement, Money(2000, "XOF"))] * 2)
    others = at_once(*(partial(give_back, settlement, Money(500, "XOF"), key=key) for key in ("a", "b")))

    assert same[0] == same[1]
    assert sorted(type(one).__name__ for one in others) == ["LedgerEntry", "ValidationError"]
    assert settlement.entry is not None
    assert not refundable(settlement.entry)


class TestRefundsInAnyParts(TestCase):
    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.integers(-100, 3000), st.sampled_from("abcd")), max_size=8))
    def test_what_goes_back_is_never_more_than_came_in(self, tries: list[tuple[int, str]]) -> None:
        settlement = buy(PlanFactory.create(), make_reader())
        assert settlement.entry is not None
        done: dict[str, int] = {}

        for amount, key in tries:
            left = 2500 - sum(done.values())
            if key in done:
                assert give_back(settlement, Money(amount, "XOF"), key=key).amount == -done[key]
            elif 0 < amount <= left:
                give_back(settlement, Money(amount, "XOF"), key=key)
                done[key] = amount
            else:
                with pytest.raises(ValidationError):
                    give_back(settlement, Money(amount, "XOF"), key=key)

        assert refundable(settlement.entry).amount == 2500 - sum(done.values())
        revoked = Term.objects.get().revoked_at is not None
        assert revoked == (sum(done.values()) == 2500)
