"""Writes into the books: what came in, what went back, and what the staff did. Nothing here changes what is written."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from rotative.subscriptions.models import LedgerEntry, Order, StaffAction
from rotative.subscriptions.money import Money


class NotBooked(ValueError):
    """The provider's reference, or the transaction's number, is in the books for another payment."""


def book_charge(
    order: Order, *, provider_ref: str, paid_at: datetime, now: datetime, taken_by: Any = None, note: str = ""
) -> LedgerEntry:
    """Book what an order costs, once for each order. Raises NotBooked; the transaction around goes on."""
    return _book(
        kind=LedgerEntry.Kind.CHARGE,
        order=order,
        money=order.price,
        provider_ref=provider_ref,
        idempotency_key=f"charge:{order.reference}",
        paid_at=paid_at,
        booked_at=now,
        taken_by=taken_by,
        note=note,
    )


def book_refund(
    charge: LedgerEntry,
    money: Money,
    *,
    key: str,
    now: datetime,
    provider_ref: str = "",
    taken_by: Any = None,
    note: str = "",
) -> LedgerEntry:
    """Book what goes back of a charge, once for each ``key``. Raises NotBooked; the transaction around goes on."""
    return _book(
        kind=LedgerEntry.Kind.REFUND,
        order=charge.order,
        money=-money,
        provider=charge.provider,
        provider_ref=provider_ref,
        idempotency_key=f"refund:{charge.pk}:{key}",
        refunded=charge,
        paid_at=now,
        booked_at=now,
        taken_by=taken_by,
        note=note,
    )


def _book(*, order: Order, money: Money, provider: str = "", note: str, **columns: Any) -> LedgerEntry:
    try:
        with transaction.atomic():  # a savepoint: PostgreSQL would refuse all that follows a refused row
            return LedgerEntry.objects.create(
                order=order,
                amount=money.amount,
                currency=money.currency,
                provider=provider or order.provider,
                note=note[:400],
                **columns,
            )
    except IntegrityError as error:
        raise NotBooked(f"{columns['kind']} of order {order.reference} is in the books") from error


def note_action(
    what: str, *, who: Any, about: object, now: datetime, money: Money | None = None, note: str = ""
) -> StaffAction:
    """Write down what somebody of the staff did."""
    return StaffAction.objects.create(
        who=who,
        at=now,
        what=what,
        about=str(about)[:160],
        amount=money.amount if money else None,
        currency=money.currency if money else "",
        note=note[:400],
    )
