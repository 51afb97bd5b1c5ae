"""What the bookkeeper takes away: the totals of the days, and the ledger as a table. Both go by the day of booking."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from rotative.subscriptions.models import LedgerEntry
from rotative.subscriptions.money import Money
from rotative.subscriptions.paper_time import paper_time, paper_zone

COLUMNS = [
    "booked",
    "paid",
    "kind",
    "amount",
    "currency",
    "provider",
    "provider_reference",
    "order",
    "receipt",
    "plan",
    "taken_by",
    "note",
]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What came in and went back on a day through a provider, in one currency. ``refunded`` is negative or nothing."""

    day: date
    provider: str
    charged: Money
    refunded: Money
    charges: int
    refunds: int

    @property
    def balance(self) -> Money:
        """What is left of the day."""
        return self.charged + self.refunded


def entries_of(first: date, last: date) -> "QuerySet[LedgerEntry]":
    """Return the entries booked from the first day to the last, both included, in the paper's time zone.

    Walks subscriptions_ledger_booked.
    """
    zone = paper_zone()
    begins = datetime.combine(first, time(), tzinfo=zone)
    ends = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    return LedgerEntry.objects.filter(booked_at__gte=begins, booked_at__lt=ends).order_by("booked_at", "pk")


def daily_totals(first: date, last: date) -> list[DayTotal]:
    """Return the totals by day, provider and currency, in this order; days without money are left out."""
    is_charge, is_refund = (Q(kind=kind) for kind in (LedgerEntry.Kind.CHARGE, LedgerEntry.Kind.REFUND))
    rows = (
        entries_of(first, last)
        .annotate(day=TruncDate("booked_at", tzinfo=paper_zone()))
        .values("day", "provider", "currency")
        .annotate(
            charged=Sum("amount", filter=is_charge, default=0),
            refunded=Sum("amount", filter=is_refund, default=0),
            times_charged=Count("pk", filter=is_charge),
            times_refunded=Count("pk", filter=is_refund),
        )
        .order_by("day", "provider", "currency")
    )
    return [
        DayTotal(
            row["day"],
            row["provider"],
            Money(int(row["charged"]), row["currency"]),
            Money(int(row["refunded"]), row["currency"]),
            row["times_charged"],
            row["times_refunded"],
        )
        for row in rows
    ]


def ledger_csv(first: date, last: date) -> Iterator[str]:
    """Give the ledger line by line (RFC 4180), ready for a streaming response.

    Amounts are plain numbers with a point. The text that people typed is kept from being a formula where a spreadsheet
    opens it (OWASP, CSV Injection). Readers' names are not in it.
    """
    yield _line(COLUMNS)
    rows = entries_of(first, last).select_related("order__plan", "receipt", "taken_by")
    for entry in rows.iterator(chunk_size=2000):
        receipt = getattr(entry, "receipt", None)
        yield _line(
            [
                paper_time(entry.booked_at).isoformat(timespec="seconds"),
                paper_time(entry.paid_at).isoformat(timespec="seconds"),
                entry.kind,
                entry.money.plain(),
                entry.currency,
                entry.provider,
                _text(entry.provider_ref),
                entry.order.reference,
                str(receipt or ""),
                _text(entry.order.plan.name),
                _text(str(entry.taken_by or "")),
                _text(entry.note),
            ]
        )


def _text(typed: str) -> str:
    return f"'{typed}" if typed.startswith(_FORMULA) else typed


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
