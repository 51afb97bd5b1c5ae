"""Payments that fit no order, and orders that wait: a person gives them to somebody, or closes them, once."""

from typing import Any

import pytest
from django.utils import timezone

from rotative.subscriptions.models import LedgerEntry, OddPayment, Order, StaffAction, Subscription
from rotative.subscriptions.money import Money
from rotative.subscriptions.selling import Facts, Outcome, open_order, settle
from rotative.subscriptions.states import State
from tests.subscriptions.desk.people import ROOT, at_the_desk
from tests.subscriptions.factories import PlanFactory, buy, make_reader, paid

pytestmark = pytest.mark.django_db
WAITING = f"{ROOT}a-examiner/"


def odd_payment(amount: int) -> OddPayment:
    """Somebody ordered a month for 2,500 and paid something else."""
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=make_reader(), now=timezone.now())
    settle(order, Facts(Outcome.PAID, Money(amount, "XOF"), provider_ref="W-1"), now=timezone.now())
    return OddPayment.objects.get()


def matched(odd: OddPayment, **more: Any) -> dict[str, Any]:
    assert odd.order.buyer is not None
    form = {
        "what": "match",
        "email": odd.order.buyer.email,
        "plan": odd.order.plan_id,
        "note": "Vu avec Wave",
    }
    return {**form, **more}


def test_a_payment_is_given_to_its_reader_for_a_plan_that_it_fits_once() -> None:
    odd, desk = odd_payment(5000), at_the_desk()
    double = PlanFactory.create(price_amount=5000)
    way = f"{WAITING}paiement/{odd.pk}/"
    assert way in desk.get(WAITING).content.decode()

    for _time in range(2):
        desk.post(way, matched(odd, plan=double.pk))

    entry = LedgerEntry.objects.get()
    assert (entry.amount, entry.provider, entry.provider_ref) == (5000, "wave", "W-1")
    assert Subscription.objects.get(holder=odd.order.buyer).plan == double
    assert StaffAction.objects.filter(what="matched a payment", amount=5000).count() == 1
    assert way not in desk.get(WAITING).content.decode()


def test_a_payment_is_neither_more_nor_less_than_the_plan_costs() -> None:
    odd = odd_payment(2000)

    answer = at_the_desk().post(f"{WAITING}paiement/{odd.pk}/", matched(odd))

    assert list(answer.context["form"].errors) == ["plan"]
    assert not LedgerEntry.objects.exists()
    assert Order.objects.count() == 1


def test_nobody_is_guessed() -> None:
    odd = odd_payment(2000)

    answer = at_the_desk().post(f"{WAITING}paiement/{odd.pk}/", matched(odd, email="personne@example.org"))

    assert list(answer.context["form"].errors) == ["email"]


def test_a_payment_is_closed_with_a_reason() -> None:
    odd = odd_payment(2000)

    at_the_desk().post(f"{WAITING}paiement/{odd.pk}/", matched(odd, what="close", note="Rendu par Wave"))

    odd.refresh_from_db()
    assert odd.resolved_at is not None
    assert odd.note == "Rendu par Wave"
    assert StaffAction.objects.get().amount == 2000
    assert not LedgerEntry.objects.exists()


def test_what_was_paid_twice_becomes_a_second_term() -> None:
    awa, plan = make_reader(), PlanFactory.create()
    first = buy(plan, awa, now=timezone.now())
    settle(first.order, paid(provider_ref="another"), now=timezone.now())
    odd = OddPayment.objects.get()

    at_the_desk().post(f"{WAITING}paiement/{odd.pk}/", matched(odd))

    assert Subscription.objects.get(holder=awa).terms.count() == 2


def test_what_was_paid_by_an_account_that_has_gone_is_given_to_the_new_one() -> None:
    gone, awa = make_reader(), make_reader()
    order = open_order(plan=PlanFactory.create(), provider="wave", buyer=gone, now=timezone.now())
    Order.objects.filter(pk=order.pk).update(buyer=None)
    settle(order, paid(provider_ref="W-2"), now=timezone.now())
    odd = OddPayment.objects.get()
    form = {"what": "match", "email": awa.email, "plan": order.plan_id, "note": "Nouveau compte"}

    at_the_desk().post(f"{WAITING}paiement/{odd.pk}/", form)

    assert Subscription.objects.get(holder=awa).state == State.ACTIVE
    assert LedgerEntry.objects.count() == 1


def test_a_transfer_that_has_come_settles_its_order_once() -> None:
    awa = make_reader()
    order = open_order(plan=PlanFactory.create(), provider="transfer", buyer=awa, now=timezone.now())
    desk, way = at_the_desk(), f"{WAITING}commande/{order.pk}/"
    assert way in desk.get(WAITING).content.decode()

    for _time in range(2):
        desk.post(way, {"method": "transfer", "amount": "2500", "number": "VIR 12"})

    entry = LedgerEntry.objects.get()
    assert (entry.provider_ref, entry.order) == ("VIR12", order)
    assert Subscription.objects.get(holder=awa).state == State.ACTIVE


def test_a_transfer_of_another_amount_is_refused() -> None:
    order = open_order(
        plan=PlanFactory.create(), provider="transfer", buyer=make_reader(), now=timezone.now()
    )

    answer = at_the_desk().post(
        f"{WAITING}commande/{order.pk}/", {"method": "transfer", "amount": "2400", "number": "VIR 12"}
    )

    assert list(answer.context["form"].errors) == ["amount"]
    assert not LedgerEntry.objects.exists()
