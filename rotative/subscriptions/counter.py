"""Payments that staff take at the counter or find on the account: cash, cheque, transfer, mobile money."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.models import OddPayment, Order, Plan
from rotative.subscriptions.money import Money
from rotative.subscriptions.selling import Facts, Outcome, Result, Settlement, open_order, settle


class Method(StrEnum):
    """How somebody pays at the counter; it stands in orders and the ledger as the provider."""

    CASH = "cash"
    CHEQUE = "cheque"
    TRANSFER = "transfer"
    MOBILE_MONEY = "mobile_money"


def transaction_number(typed: str) -> str:
    """Return a transaction's number as the books have it, so that the same one typed in another way is found."""
    return re.sub(r"[\s\u00a0\u202f]+", "", typed).upper()[:128]


@transaction.atomic
def take_payment(
    *,
    plan: Plan,
    method: Method,
    amount: Money,
    staff: Any,
    now: datetime,
    form_token: UUID,
    number: str = "",
    paid_at: datetime | None = None,
    note: str = "",
    **order: Any,
) -> Settlement:
    """Take a payment for a plan, and do all that a provider's word would have done.

    ``number``: of the transaction, the cheque or the transfer; cash has none. ``form_token``: made with the form, so
    that a form that is sent twice is one payment. ``order``: what open_order takes besides: ``buyer``,
    ``organisation``, ``purpose``, ``batch``, ``quantity``, ``gift``, ``billed_to``, ``language``.
    Raises ValidationError by field.
    """
    reference = f"C-{form_token.hex}"
    try:
        with transaction.atomic():
            opened = open_order(plan=plan, provider=method, now=now, reference=reference, **order)
    except IntegrityError:
        opened = Order.objects.get(reference=reference)
    return confirm_payment(
        opened, method=method, amount=amount, staff=staff, now=now, number=number, paid_at=paid_at, note=note
    )


@transaction.atomic
def confirm_payment(
    order: Order,
    *,
    method: Method,
    amount: Money,
    staff: Any,
    now: datetime,
    number: str = "",
    paid_at: datetime | None = None,
    note: str = "",
) -> Settlement:
    """Say that an open order has been paid at the counter or on the account. Raises ValidationError by field.

    An order that is settled already stays as it is.
    """
    number = transaction_number(number)
    if not number and method is not Method.CASH:
        raise ValidationError(
            {"number": _("Write the number of the transaction, the cheque or the transfer.")}
        )
    locked = Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    if locked.state != Order.State.PAID and amount != locked.price:
        raise ValidationError(
            {
                "amount": _("The order is of %(price)s; take this amount, or make another order.")
                % {"price": locked.price.present(get_language() or "en")}
            }
        )
    if locked.state != Order.State.PAID and locked.provider != method:
        locked.provider = method
        locked.save(update_fields=["provider"])
    facts = Facts(Outcome.PAID, locked.price, provider_ref=number, paid_at=paid_at, taken_by=staff, note=note)
    settlement = settle(locked, facts, now=now)
    if settlement.odd is not None and settlement.odd.kind == OddPayment.Kind.REFERENCE:
        raise ValidationError({"number": _("This number is in the books for another order.")})
    if settlement.odd is not None:
        raise ValidationError({"number": _("The order has been paid under another number.")})
    if settlement.result is Result.SETTLED:
        note_action(
            "took a payment", who=staff, about=locked, now=now, money=locked.price, note=f"{method} {number}"
        )
    return settlement
