"""Payments, refunds, codes, gifts and the clock at the same moment: they wait in turns, and the books are right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError

from rotative.subscriptions.cancelling import cancel, resume
from rotative.subscriptions.following import follow_time
from rotative.subscriptions.giving import extend, give
from rotative.subscriptions.models import LedgerEntry, Order, Plan, Receipt, Subscription, Term, Voucher
from rotative.subscriptions.money import Money
from rotative.subscriptions.printing import activate_batch, print_batch
from rotative.subscriptions.redeeming import NotRedeemed, redeem
from rotative.subscriptions.refunding import not_gone, refund
from rotative.subscriptions.selling import expire_orders, open_order, settle
from rotative.subscriptions.states import NotPossible
from tests.in_turns import Busy
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader, paid

AtOnce = Callable[..., list[Any]]


class Person(Busy):
    """A reader, a provider or the desk, as it comes, about the same few subscriptions."""

    refusals = (ValidationError, NotPossible, NotRedeemed)

    def __init__(self, seed: int, plans: list[Plan], readers: list[Any], codes: list[str]) -> None:
        super().__init__(seed)
        self.plans, self.readers, self.codes, self.staff = plans, readers, codes, make_reader()
        self.acts = [
            self.buy,
            self.buy,
            self.settle_what_is_open,
            self.hear_again,
            self.refund,
            self.cancel,
            self.resume,
            self.give,
            self.extend,
            self.redeem,
            self.tick,
        ]

    @property
    def reader(self) -> Any:
        return self.random.choice(self.readers)

    @property
    def plan(self) -> Plan:
        return self.random.choice(self.plans)

    @property
    def subscription(self) -> Subscription:
        return self.random.choice(list(Subscription.objects.select_related("plan")))

    def buy(self) -> None:
        buy(self.plan, self.reader)

    def settle_what_is_open(self) -> None:
        open_order(plan=self.plan, provider="wave", buyer=self.reader, now=NOW)
        for order in Order.objects.filter(state=Order.State.OPEN).order_by("?")[:2]:
            settle(order, paid(order.price, provider_ref=f"ref-{order.reference}"), now=NOW)

    def hear_again(self) -> None:
        order = self.random.choice(list(Order.objects.all()))
        settle(order, paid(order.price, provider_ref=f"ref-{order.reference}"), now=NOW)

    def refund(self) -> None:
        charge = self.random.choice(list(LedgerEntry.objects.filter(kind=LedgerEntry.Kind.CHARGE)))
        part = self.random.choice([not_gone(charge), Money(100, "XOF")])
        refund(charge, amount=part, key=uuid4().hex, staff=self.staff, reason="Erreur.", now=NOW)

    def cancel(self) -> None:
        cancel(self.subscription, now=NOW)

    def resume(self) -> None:
        resume(self.subscription, now=NOW)

    def give(self) -> None:
        days = timedelta(days=self.random.randrange(1, 400))
        give(self.reader, plan=self.plan, until=NOW + days, staff=self.staff, now=NOW)

    def extend(self) -> None:
        extend(self.subscription, days=3, staff=self.staff, now=NOW, reason="Grève.")

    def redeem(self) -> None:
        redeem(self.random.choice(self.codes), reader=self.reader, address="192.0.2.7", now=NOW)

    def tick(self) -> None:
        follow_time(now=NOW)
        expire_orders(now=NOW)


def test_nobody_who_pays_is_turned_away_because_another_does_something(at_once: AtOnce) -> None:
    plans = [PlanFactory.create(), PlanFactory.create(period_unit="year")]
    readers = [make_reader() for _number in range(3)]
    for reader in readers:
        buy(plans[0], reader)
    staff = make_reader()
    batch, codes = print_batch(
        name="Kiosque", plan=plans[1], size=4, staff=staff, now=NOW, form_token=uuid4()
    )
    activate_batch(batch, staff=staff, now=NOW)

    outcomes = at_once(*[Person(seed, plans, readers, codes) for seed in range(8)])

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert numbers == list(range(1, LedgerEntry.objects.count() + 1))
    paid_for = Order.objects.filter(state=Order.State.PAID).count()
    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.CHARGE).count() == paid_for
    assert Term.objects.filter(voucher__in=Voucher.objects.exclude(redeemed_at=None)).count() <= len(codes)
    for subscription in Subscription.objects.all():
        last = subscription.terms.standing().order_by("until_at").last()
        assert last is None or subscription.ends_at == last.until_at
        assert last is None or subscription.plan_id == last.plan_id
    assert PRICE.amount * 3 <= sum(LedgerEntry.objects.filter(amount__gt=0).values_list("amount", flat=True))
