"""Makes plans, readers and subscriptions for the tests of the subscription desk."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from rotative.subscriptions.models import Organisation, Plan
from rotative.subscriptions.money import Money
from rotative.subscriptions.selling import Facts, Outcome, Settlement, open_order, settle
from tests.factories import UserFactory

NOW = datetime(2027, 1, 31, 14, 30, tzinfo=UTC)
PRICE = Money(2500, "XOF")


class PlanFactory(DjangoModelFactory[Plan]):
    """A month for 2,500 francs."""

    class Meta:
        model = Plan

    name = factory.Sequence(lambda n: f"Mensuel {n}")
    price_amount = PRICE.amount


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Lycée {n}")
    agreed_seats = 2
    created_at = NOW


def make_reader(**fields: Any) -> Any:
    """Somebody who signs in."""
    return UserFactory.create(**fields)


def paid(amount: Money = PRICE, **more: Any) -> Facts:
    """A provider's word that this was paid."""
    return Facts(Outcome.PAID, amount, **more)


def buy(plan: Plan, buyer: Any, *, now: datetime = NOW, provider: str = "wave", **more: Any) -> Settlement:
    """An order, opened and paid at once."""
    order = open_order(plan=plan, provider=provider, buyer=buyer, now=now, **more)
    return settle(order, paid(order.price, provider_ref=f"ref-{order.reference}"), now=now)
