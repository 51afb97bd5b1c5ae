"""The figures of the dashboard, each from a query that walks an index; money is the ledger's, by day of booking."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from rotative.subscriptions.models import LedgerEntry, Subscription
from rotative.subscriptions.money import Money
from rotative.subscriptions.paper_time import paper_time, paper_zone
from rotative.subscriptions.states import READING, State

WEEKS, MONTHS, WEEKS_AHEAD = 12, 12, 5


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday: how many subscriptions began, how many were over and have not come back."""

    monday: date
    new: int
    lost: int


@dataclass(frozen=True, slots=True)
class Income:
    """What came in through a provider in a month, less what went back, in one currency."""

    month: date
    provider: str
    balance: Money
    charges: int


def midnight(day: date) -> datetime:
    """Return when a day of the paper begins."""
    return datetime.combine(day, time(), tzinfo=paper_zone())


def by_state() -> dict[State, int]:
    """Return how many subscriptions are in each state; walks subscriptions_state_end."""
    rows = Subscription.objects.order_by().values_list("state").annotate(Count("pk"))
    return {State(state): count for state, count in rows}


def mondays(now: datetime) -> list[date]:
    """Return the first days of the last weeks, this one the last."""
    today = paper_time(now).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=ago) for ago in range(WEEKS - 1, -1, -1)]


def weeks(now: datetime) -> list[Week]:
    """Return the last weeks; walks subscriptions_started and subscriptions_state_end."""
    days = mondays(now)
    begins = [midnight(day) for day in days]
    new = _counted(Subscription.objects.filter(started_at__lte=now), "started_at", begins)
    over = Subscription.objects.filter(state__in=[State.EXPIRED, State.REFUNDED], ends_at__lte=now)
    lost = _counted(over, "ends_at", begins)
    return [Week(day, new[number], lost[number]) for number, day in enumerate(days)]


def ending_soon(now: datetime) -> list[tuple[date, int]]:
    """Return how many of those who read now have their end in each of the next weeks, this one the first."""
    this = mondays(now)[-1]
    days = [this + timedelta(weeks=number) for number in range(WEEKS_AHEAD)]
    rows = Subscription.objects.filter(
        state__in=READING, ends_at__gte=now, ends_at__lt=midnight(this + timedelta(weeks=WEEKS_AHEAD))
    )
    counts = _counted(rows, "ends_at", [midnight(day) for day in days])
    return [(day, counts[number]) for number, day in enumerate(days)]


def _counted(rows: "QuerySet[Subscription]", column: str, begins: list[datetime]) -> defaultdict[int, int]:
    """Count rows by the stretch in which their moment falls; dates are compared, not computed, by the database."""
    latest_first = [
        When(**{f"{column}__gte": begin}, then=Value(number)) for number, begin in enumerate(begins)
    ][::-1]
    rows = rows.filter(**{f"{column}__gte": begins[0]}).order_by()
    stretch = Case(*latest_first, output_field=IntegerField())
    return defaultdict(int, rows.annotate(stretch=stretch).values_list("stretch").annotate(Count("pk")))


def months(now: datetime) -> list[date]:
    """Return the first days of the last months, this one the last."""
    month = paper_time(now).date().replace(day=1)
    found = [month]
    while len(found) < MONTHS:
        month = (month - timedelta(days=1)).replace(day=1)
        found.append(month)
    return found[::-1]


def after(month: date) -> date:
    """Return the first day of the next month."""
    return (month + timedelta(days=32)).replace(day=1)


def income(now: datetime) -> list[Income]:
    """Return what came in by month, provider and currency; a walk of subscriptions_ledger_totals for each month."""
    pieces = [_of_month(number, month) for number, month in enumerate(months(now))]
    rows = pieces[0].union(*pieces[1:], all=True)
    dates = months(now)
    found = [
        Income(
            dates[row["number"]], row["provider"], Money(int(row["balance"]), row["currency"]), row["charges"]
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.month, one.provider, one.balance.currency))


def _of_month(number: int, month: date) -> "QuerySet[LedgerEntry, Any]":
    booked = LedgerEntry.objects.filter(
        booked_at__gte=midnight(month), booked_at__lt=midnight(after(month))
    ).order_by()
    return (
        booked.annotate(number=Value(number, output_field=IntegerField()))
        .values("number", "provider", "currency")
        .annotate(balance=Sum("amount"), charges=Count("kind", filter=Q(kind=LedgerEntry.Kind.CHARGE)))
    )
