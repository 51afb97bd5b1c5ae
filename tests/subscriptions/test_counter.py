"""What staff take at the counter is booked like everything else, with who and when."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from rotative.subscriptions.counter import Method, confirm_payment, take_payment, transaction_number
from rotative.subscriptions.models import (
    LedgerEntry,
    OddPayment,
    Order,
    Receipt,
    StaffAction,
    Subscription,
    Term,
)
from rotative.subscriptions.money import Money
from rotative.subscriptions.printing import print_batch
from rotative.subscriptions.selling import Result, Settlement, open_order
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader


def take(
    *,
    amount: Money = PRICE,
    number: str = "",
    method: Method = Method.CASH,
    token: UUID | None = None,
    **more: Any,
) -> Settlement:
    """A payment at the counter, in cash unless something else is said."""
    more["buyer"] = more.get("buyer") or make_reader()
    return take_payment(
        plan=more.pop("plan", None) or PlanFactory.create(),
        method=method,
        amount=amount,
        number=number,
        staff=more.pop("staff", None) or make_reader(),
        now=NOW,
        form_token=token or uuid4(),
        **more,
    )


@pytest.mark.django_db
def test_cash_at_the_counter_gives_a_term_a_receipt_and_a_line_in_the_log() -> None:
    awa, fatou = make_reader(), make_reader()

    settlement = take(buyer=awa, staff=fatou, note="au kiosque du marché")

    assert settlement.result is Result.SETTLED
    entry = LedgerEntry.objects.get()
    assert (entry.provider, entry.taken_by, entry.booked_at, entry.note) == (
        "cash",
        fatou,
        NOW,
        "au kiosque du marché",
    )
    assert Subscription.objects.get().holder == awa
    assert settlement.receipt is not None
    action = StaffAction.objects.get()
    assert (action.who, action.at, action.amount) == (fatou, NOW, PRICE.amount)


@pytest.mark.django_db
def test_the_form_sent_twice_is_one_payment() -> None:
    plan, awa, token = PlanFactory.create(), make_reader(), uuid4()

    results = [take(plan=plan, buyer=awa, token=token).result for _time in range(2)]

    assert results == [Result.SETTLED, Result.ALREADY]
    assert LedgerEntry.objects.count() == StaffAction.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("method", [Method.CHEQUE, Method.TRANSFER, Method.MOBILE_MONEY])
def test_everything_but_cash_has_a_number(method: Method) -> None:
    with pytest.raises(ValidationError) as refusal:
        take(method=method, number="  ")

    assert "number" in refusal.value.message_dict
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_a_transaction_number_pays_once_however_it_is_written() -> None:
    take(method=Method.MOBILE_MONEY, number="CI-240131 1234 a")

    with pytest.raises(ValidationError) as refusal:
        take(method=Method.MOBILE_MONEY, number="ci-2401311234A")

    assert "number" in refusal.value.message_dict
    assert LedgerEntry.objects.count() == Order.objects.count() == 1
    assert not OddPayment.objects.exists()
    assert transaction_number(" a\u00a0b ") == "AB"


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [Money(2000, "XOF"), Money(2500, "XAF")])
def test_another_amount_than_the_price_is_refused_and_nothing_stays(amount: Money) -> None:
    with pytest.raises(ValidationError) as refusal:
        take(amount=amount)

    assert "amount" in refusal.value.message_dict
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_a_transfer_is_matched_to_the_order_it_is_for() -> None:
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=make_reader(), now=NOW)

    settlement = confirm_payment(
        order, method=Method.TRANSFER, amount=PRICE, number="VIR 7", staff=make_reader(), now=NOW
    )

    assert settlement.result is Result.SETTLED
    assert LedgerEntry.objects.get().provider == "transfer"


@pytest.mark.django_db
def test_an_order_that_is_paid_is_not_paid_again_at_the_counter() -> None:
    order = buy(PlanFactory.create(), make_reader()).order

    with pytest.raises(ValidationError):
        confirm_payment(
            order, method=Method.TRANSFER, amount=PRICE, number="VIR 7", staff=make_reader(), now=NOW
        )

    assert LedgerEntry.objects.get().provider == "wave"
    assert not StaffAction.objects.exists()


@pytest.mark.django_db
def test_a_kiosk_pays_for_a_batch_of_vouchers() -> None:
    plan = PlanFactory.create()
    batch, _codes = print_batch(name="Kiosque", plan=plan, size=10, staff=make_reader(), now=NOW)

    settlement = take(
        plan=plan,
        amount=Money(25_000, "XOF"),
        purpose=Order.Purpose.VOUCHERS,
        batch=batch,
        quantity=10,
        billed_to="Kiosque du marché",
    )

    assert settlement.term is None
    assert settlement.order.batch == batch
    assert Receipt.objects.count() == 1


def test_one_form_at_two_tabs_at_once_is_one_payment(at_once: Callable[..., list[Any]]) -> None:
    plan, awa, fatou, token = PlanFactory.create(), make_reader(), make_reader(), uuid4()

    settlements = at_once(*[partial(take, plan=plan, buyer=awa, staff=fatou, token=token)] * 2)

    assert sorted(one.result for one in settlements) == [Result.ALREADY, Result.SETTLED]
    assert Term.objects.count() == 1


def test_one_number_at_two_tills_at_once_is_one_payment(at_once: Callable[..., list[Any]]) -> None:
    plan, fatou = PlanFactory.create(), make_reader()
    acts = [
        partial(take, plan=plan, buyer=reader, staff=fatou, method=Method.MOBILE_MONEY, number="CI-1")
        for reader in (make_reader(), make_reader())
    ]

    outcomes = at_once(*acts)

    assert sorted(type(one).__name__ for one in outcomes) == ["Settlement", "ValidationError"]
    assert LedgerEntry.objects.count() == 1
