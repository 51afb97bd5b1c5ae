"""An order is settled once, by the provider's word and nothing else, in whatever order the news comes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rotative.subscriptions import codes, vouchers
from rotative.subscriptions.models import LedgerEntry, OddPayment, Order, Plan, Receipt, Subscription, Term
from rotative.subscriptions.money import Money
from rotative.subscriptions.printing import print_batch
from rotative.subscriptions.selling import Facts, GiftWish, Outcome, Result, expire_orders, open_order, settle
from rotative.subscriptions.states import State
from tests.subscriptions.factories import (
    NOW,
    PRICE,
    OrganisationFactory,
    PlanFactory,
    buy,
    make_reader,
    paid,
)

pytestmark = pytest.mark.django_db


def test_who_pays_reads_for_a_month() -> None:
    awa = make_reader()

    settlement = buy(PlanFactory.create(), awa)

    subscription = Subscription.objects.get(holder=awa)
    assert settlement.result is Result.SETTLED
    assert subscription.state == State.ACTIVE
    assert subscription.ends_at == NOW.replace(month=2, day=28)
    assert settlement.entry is not None
    assert settlement.entry.money == PRICE
    assert settlement.term is not None
    assert settlement.term.entry == settlement.entry
    assert str(settlement.receipt) == "2027-000001"


def test_a_second_month_adjoins_the_first_and_keeps_its_anchor() -> None:
    plan, awa = PlanFactory.create(), make_reader()

    first, second = buy(plan, awa), buy(plan, awa, now=NOW + timedelta(days=3))

    assert first.term is not None
    assert second.term is not None
    assert second.term.from_at == first.term.until_at
    assert second.term.until_at == NOW.replace(month=3, day=31)


def test_a_payment_in_grace_goes_on_where_the_term_ended() -> None:
    plan, awa = PlanFactory.create(), make_reader()
    first = buy(plan, awa)

    late = buy(plan, awa, now=NOW + timedelta(days=28 + 5))

    assert late.term is not None
    assert first.term is not None
    assert late.term.from_at == first.term.until_at
    assert Subscription.objects.get().state == State.ACTIVE


def test_a_day_bought_in_the_grace_of_a_month_is_today() -> None:
    awa = make_reader()
    buy(PlanFactory.create(), awa)
    in_grace = NOW + timedelta(days=28 + 5)

    term = buy(PlanFactory.create(period_unit="day"), awa, now=in_grace).term

    assert term is not None
    assert (term.from_at, term.until_at) == (in_grace, in_grace + timedelta(days=1))


def test_a_payment_long_after_begins_anew() -> None:
    plan, awa = PlanFactory.create(), make_reader()
    buy(plan, awa)
    much_later = NOW + timedelta(days=200)

    late = buy(plan, awa, now=much_later)

    assert late.term is not None
    assert late.term.from_at == much_later
    assert Subscription.objects.get().started_at == much_later


@pytest.mark.parametrize(
    ("money", "kind"),
    [
        (Money(2499, "XOF"), OddPayment.Kind.AMOUNT),
        (Money(250_000, "XOF"), OddPayment.Kind.AMOUNT),
        (Money(2500, "EUR"), OddPayment.Kind.CURRENCY),
    ],
)
def test_other_money_than_ordered_is_not_taken_and_is_written_down_once(money: Money, kind: str) -> None:
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=make_reader(), now=NOW)

    results = [settle(order, paid(money, provider_ref="T1"), now=NOW).result for _time in range(3)]

    assert results == [Result.ODD] * 3
    odd = OddPayment.objects.get()
    assert (odd.kind, odd.amount, odd.currency) == (kind, money.amount, money.currency)
    assert not LedgerEntry.objects.exists()
    assert not Term.objects.exists()


def test_the_right_money_after_the_wrong_is_taken() -> None:
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=make_reader(), now=NOW)
    settle(order, paid(Money(1, "XOF"), provider_ref="T1"), now=NOW)

    assert settle(order, paid(provider_ref="T2"), now=NOW).result is Result.SETTLED


def test_money_that_comes_twice_is_seen() -> None:
    settlement = buy(PlanFactory.create(), make_reader())

    again = settle(settlement.order, paid(provider_ref="another payment"), now=NOW)

    assert again.result is Result.ODD
    assert OddPayment.objects.get().kind == OddPayment.Kind.TWICE
    assert Term.objects.count() == 1


def test_one_payment_settles_one_order() -> None:
    plan = PlanFactory.create()
    orders = [open_order(plan=plan, provider="wave", buyer=make_reader(), now=NOW) for _time in range(2)]

    results = [settle(order, paid(provider_ref="T1"), now=NOW).result for order in orders]

    assert results == [Result.SETTLED, Result.ODD]
    assert OddPayment.objects.get().kind == OddPayment.Kind.REFERENCE
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("closed", [Outcome.FAILED, Outcome.EXPIRED])
def test_money_that_comes_after_the_end_of_an_order_is_taken(closed: Outcome) -> None:
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=make_reader(), now=NOW)
    settle(order, Facts(closed), now=NOW)

    assert settle(order, paid(provider_ref="T1"), now=NOW + timedelta(days=3)).result is Result.SETTLED
    assert Order.objects.get().state == Order.State.PAID


def test_orders_expire_and_paid_ones_do_not() -> None:
    plan = PlanFactory.create()
    open_order(plan=plan, provider="wave", buyer=make_reader(), now=NOW)
    buy(plan, make_reader())

    assert expire_orders(now=NOW + timedelta(days=2)) == 1
    assert expire_orders(now=NOW + timedelta(days=2)) == 0
    assert sorted(Order.objects.values_list("state", flat=True)) == ["expired", "paid"]


def test_money_of_somebody_who_is_gone_is_booked_and_shown_to_a_person() -> None:
    awa = make_reader()
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=awa, now=NOW)
    awa.delete()

    settlement = settle(order, paid(provider_ref="T1"), now=NOW)

    assert settlement.entry is not None
    assert settlement.term is None
    assert OddPayment.objects.get().kind == OddPayment.Kind.NOBODY


def test_a_plan_that_is_not_for_sale_is_not_sold() -> None:
    for plan in (PlanFactory.create(is_active=False), PlanFactory.create(price_amount=0)):
        with pytest.raises(ValidationError) as refusal:
            open_order(plan=plan, provider="wave", buyer=make_reader(), now=NOW)
        assert "plan" in refusal.value.message_dict


def test_an_order_says_who_it_is_for() -> None:
    with pytest.raises(ValidationError) as refusal:
        open_order(plan=PlanFactory.create(), provider="wave", now=NOW)

    assert "buyer" in refusal.value.message_dict


def test_the_first_terms_cost_less_and_gifts_do_not() -> None:
    plan, awa = PlanFactory.create(introductory_amount=500, introductory_terms=2), make_reader()

    prices = [buy(plan, awa).order.amount for _time in range(3)]
    gift = open_order(plan=plan, provider="wave", buyer=awa, purpose=Order.Purpose.GIFT, now=NOW)

    assert prices == [500, 500, 2500]
    assert gift.amount == 2500


def test_an_organisation_pays_for_its_people() -> None:
    lycee = OrganisationFactory.create()

    buy(PlanFactory.create(), None, organisation=lycee)
    buy(PlanFactory.create(), make_reader(), organisation=lycee)

    subscription = Subscription.objects.get()
    assert (subscription.kind, subscription.organisation) == (Subscription.Kind.GROUP, lycee)
    assert subscription.terms.count() == 2


def test_a_gift_gives_the_buyer_a_code_and_no_term() -> None:
    wish = GiftWish("issa@example.org", "Bonne fête")

    settlement = buy(PlanFactory.create(), make_reader(), purpose=Order.Purpose.GIFT, gift=wish)

    gift = settlement.order.gift
    code = codes.gift_code(gift)
    assert settlement.term is None
    assert gift.recipient_email == "issa@example.org"
    assert vouchers.normalise(code) == code
    assert code not in str(vars(gift))


def test_references_are_never_used_again() -> None:
    plan, awa = PlanFactory.create(), make_reader()

    orders = [open_order(plan=plan, provider="wave", buyer=awa, now=NOW) for _time in range(50)]

    assert len({order.reference for order in orders}) == 50


news = st.lists(
    st.sampled_from(
        [
            Facts(Outcome.PENDING),
            Facts(Outcome.FAILED),
            Facts(Outcome.EXPIRED),
            paid(provider_ref="T1"),
            paid(Money(100, "XOF"), provider_ref="T1"),
            paid(Money(2500, "EUR"), provider_ref="T1"),
        ]
    ),
    max_size=8,
)


class TestNewsInAnyOrder(TestCase):
    """Notifications come twice, late, in the wrong order, or never."""

    @settings(max_examples=60)
    @given(news)
    def test_what_is_booked_is_what_was_ordered_once_or_nothing(self, facts: list[Any]) -> None:
        order = open_order(plan=PlanFactory.create(), provider="wave", buyer=make_reader(), now=NOW)
        was_paid = any(one == paid(provider_ref="T1") for one in facts)

        for minutes, one in enumerate(facts):
            settle(order, one, now=NOW + timedelta(minutes=minutes))

        booked = LedgerEntry.objects.aggregate(sum=Sum("amount"))["sum"] or 0
        assert booked == (2500 if was_paid else 0)
        assert Term.objects.count() == Receipt.objects.count() == int(was_paid)
        assert (Order.objects.get().state == Order.State.PAID) == was_paid


def test_only_vouchers_and_seats_are_sold_by_number() -> None:
    plan, lycee = PlanFactory.create(), OrganisationFactory.create()

    assert open_order(plan=plan, provider="cash", organisation=lycee, quantity=3, now=NOW).amount == 7500
    with pytest.raises(ValidationError) as refusal:
        open_order(plan=plan, provider="cash", buyer=make_reader(), quantity=3, now=NOW)
    assert "quantity" in refusal.value.message_dict


def test_vouchers_are_sold_of_a_batch_of_the_plan() -> None:
    batch, _codes = print_batch(name="A", plan=PlanFactory.create(), size=2, staff=make_reader(), now=NOW)

    for wrong in (None, batch):
        with pytest.raises(ValidationError) as refusal:
            open_order(
                plan=PlanFactory.create(),
                provider="cash",
                purpose=Order.Purpose.VOUCHERS,
                batch=wrong,
                now=NOW,
            )
        assert "batch" in refusal.value.message_dict


def test_the_price_list_has_what_readers_can_buy_in_its_order() -> None:
    year, month = PlanFactory.create(order=2), PlanFactory.create(order=1)
    PlanFactory.create(is_active=False)
    PlanFactory.create(price_amount=0)

    assert list(Plan.objects.for_sale()) == [month, year]
