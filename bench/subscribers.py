"""Run inside a paper: makes very many subscribers by bulk inserts, who have paid for months; see bench/paid.py.

All are followed until now: terms end evenly within the next thirty days; one in ten renews itself, one in twenty is in
grace, one in ten is over.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

MONTHS = 10  # paid by each
BATCH = 5_000
MONTH = timedelta(days=30)
PROVIDERS = ("wave", "cinetpay", "cash", "mobile_money", "transfer")
RENEWING = "stripe"
MARK = "abonne."
FIRST = ("Aïssata", "Bakary", "Coumba", "Daouda", "Fousseyni", "Hawa", "Ibrahima", "Lalla", "Modibo", "Penda")
LAST = ("Bagayogo", "Dagnoko", "Fomba", "Guindo", "Kamissoko", "Sanogo", "Tembely")


@dataclass(frozen=True)
class Subscriber:
    """One of them, by the number and the account; ``ends_at``: at no two the same moment, as people pay."""

    number: int
    user: int
    ends_at: datetime

    @property
    def state(self) -> str:
        """How her subscription stands."""
        return state_of(self.number)

    @property
    def renews_itself(self) -> bool:
        """Whether a provider collects her terms."""
        return self.number % 10 == 0

    @property
    def provider(self) -> str:
        """How she pays."""
        return RENEWING if self.renews_itself else PROVIDERS[self.number % len(PROVIDERS)]

    def paid_at(self, month: int) -> datetime:
        """Return when she paid the term before the ``month`` last one."""
        return self.ends_at - month * MONTH


def state_of(number: int) -> str:
    """Return how the subscription of a number stands."""
    return {3: "expired", 1: "grace" if number % 20 == 1 else "active"}.get(number % 10, "active")


def end_of(number: int, count: int, now: datetime) -> datetime:
    """Return when a term ends, evenly within what the state allows."""
    share = (number + 1) / (count + 1)
    ahead = {"active": MONTH, "grace": -timedelta(days=7), "expired": -9 * MONTH}
    return now + ahead[state_of(number)] * share


def insert(model: Any, rows: Iterable[Any]) -> None:
    """Insert rows, so many at a time that no memory holds them all."""
    made = []
    for row in rows:
        made.append(row)
        if len(made) >= BATCH:
            model.objects.bulk_create(made)
            made = []
    model.objects.bulk_create(made)


def make(count: int, now: datetime) -> None:
    """Write so many subscribers, with their subscriptions, payments and agreements to renew."""
    from bench import paid
    from rotative.accounts.models import User
    from rotative.subscriptions.models import Plan, Subscription

    plan = Plan.objects.get(name="Mois")
    insert(User, (_user(number) for number in range(count)))
    users = User.objects.filter(email__startswith=MARK).order_by("email").values_list("pk", flat=True)
    people = [Subscriber(number, user, end_of(number, count, now)) for number, user in enumerate(users)]
    insert(Subscription, _subscriptions(plan, people, now))
    held = Subscription.objects.filter(holder__email__startswith=MARK).order_by("holder__email")
    subscriptions = list(held.values_list("pk", flat=True))
    for month in range(MONTHS, 0, -1):  # the oldest first, as the books were written
        paid.write_month(plan, people, subscriptions, month)
    paid.number_receipts()
    paid.write_agreements(plan, people, subscriptions)


def _user(number: int) -> Any:
    from rotative.accounts.models import User

    return User(
        email=f"{MARK}{number:06d}@example.org",
        password="!",  # noqa: S106 - nobody signs in by it
        first_name=FIRST[number % len(FIRST)],
        last_name=LAST[number // len(FIRST) % len(LAST)],
        phone=f"+2236{number:07d}",
    )


def _subscriptions(plan: Any, people: list[Subscriber], now: datetime) -> Iterator[Any]:
    from rotative.subscriptions.models import Rules, Subscription
    from rotative.subscriptions.terms import policy_of

    rules = Rules.current()
    for person in people:
        one = Subscription(
            holder_id=person.user,
            plan=plan,
            state=person.state,
            started_at=person.paid_at(MONTHS),
            ends_at=person.ends_at,
            anchor_at=person.ends_at,
            renews_itself=person.renews_itself,
            followed_to=now,
            created_at=person.paid_at(MONTHS),
        )
        one.follow(one.standing, policy_of(one, rules))
        yield one


def main(count: int) -> None:
    """Make so many subscribers."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from django.db import connection
    from django.utils import timezone

    make(count, timezone.now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself after a while


if __name__ == "__main__":
    main(int(sys.argv[1]))
