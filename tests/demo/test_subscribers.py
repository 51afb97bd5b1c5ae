"""The demo's subscribers: every state, a year of payments, vouchers that work, and nothing doubled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Max, Min

from rotative.accounts.models import User
from rotative.demo.newsroom import SUBSCRIPTION_DESK
from rotative.demo.subscribers import SUBSCRIBER, make_plans, make_subscribers, make_vouchers
from rotative.demo.subscribers_plan import ORGANISATION, STORIES
from rotative.subscriptions.models import (
    LedgerEntry,
    Organisation,
    Plan,
    Receipt,
    Reminder,
    Subscription,
    Term,
    Voucher,
)
from rotative.subscriptions.redeeming import redeem
from rotative.subscriptions.states import State
from tests.factories import UserFactory

NOW = datetime(2027, 5, 19, 10, 0, tzinfo=UTC)
TABLES: list[Any] = [LedgerEntry, Organisation, Plan, Receipt, Subscription, Term, User, Voucher]


def made() -> list[int]:
    return [table.objects.count() for table in TABLES]


def make() -> list[str]:
    make_plans()
    make_subscribers(NOW, "mot-de-passe-long")
    return make_vouchers(NOW)


@pytest.mark.django_db
def test_the_demo_has_readers_in_every_state_and_made_again_nothing_is_added() -> None:
    UserFactory.create(email=SUBSCRIPTION_DESK)

    codes = make()

    # Whoever has ordered and not paid has an order and no subscription.
    assert set(Subscription.objects.values_list("state", flat=True)) == set(State) - {State.PENDING}
    assert set(Subscription.objects.values_list("kind", flat=True)) == {"personal", "group", "complimentary"}
    assert User.objects.count() == 1 + sum(story.readers for story in STORIES)
    assert User.objects.get(email=SUBSCRIBER).check_password("mot-de-passe-long")
    booked = LedgerEntry.objects.aggregate(first=Min("booked_at"), last=Max("booked_at"))
    assert booked["first"] < NOW - timedelta(days=300)
    assert booked["last"] <= NOW
    in_order = LedgerEntry.objects.order_by("receipt__year", "receipt__number").values_list(
        "booked_at", flat=True
    )
    assert list(in_order) == sorted(in_order)
    assert Organisation.objects.get(name=ORGANISATION).taken_seats.count() == 5
    assert not Reminder.objects.filter(sent_at=None, dropped_at=None).exists()
    assert not Receipt.objects.filter(mailed_at=None).exists()

    assert len(codes) == 3
    for code in codes:
        redeem(code, reader=UserFactory.create(), address="192.0.2.1", now=NOW)
    first = made()
    assert make() == []
    assert made() == first
