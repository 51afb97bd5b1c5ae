"""Pays back: what goes back is booked beside what came in, and what was bought with it ends."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.booking import NotBooked, book_refund, note_action
from rotative.subscriptions.models import Gift, LedgerEntry, Order, Term
from rotative.subscriptions.money import Money, total
from rotative.subscriptions.receipts import issue
from rotative.subscriptions.terms import revoke_term


def refundable(charge: LedgerEntry) -> Money:
    """Return what of a payment has not gone back yet."""
    gone = total([refund.money for refund in charge.refunds.all()], charge.currency)
    return charge.money + gone


@transaction.atomic
def refund(
    charge: LedgerEntry,
    *,
    amount: Money,
    key: str,
    now: datetime,
    staff: Any = None,
    reason: str = "",
    provider_ref: str = "",
) -> LedgerEntry:
    """Book that an amount of a payment has gone back, with a credit note; called again with its ``key`` it is the same.

    ``key``: the provider's name for the refund, or the form's random text. When all has gone back the term that it paid
    ends, or the gift's code. The money itself is paid back by the provider, or out of the till, before. Raises
    ValidationError for more than is left.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=charge.order_id)
    charge = LedgerEntry.objects.select_related("order").get(pk=charge.pk)
    earlier = charge.refunds.filter(idempotency_key=f"refund:{charge.pk}:{key}").first()
    if earlier is not None:
        return earlier
    left = refundable(charge)
    if amount.currency != charge.currency or not 0 < amount.amount <= left.amount:
        raise ValidationError(
            {
                "amount": _("Between nothing and %(left)s can be paid back.")
                % {"left": left.present(get_language() or "en")}
            }
        )
    try:
        entry = book_refund(
            charge, amount, key=key, now=now, provider_ref=provider_ref, taken_by=staff, note=reason
        )
    except NotBooked:
        raise ValidationError({"number": _("This number is in the books for another refund.")}) from None
    if amount == left:
        _take_back(charge, order, now)
    if staff is not None:
        note_action("refunded", who=staff, about=order, now=now, money=amount, note=reason)
    issue(entry, now=now)
    return entry


def _take_back(charge: LedgerEntry, order: Order, now: datetime) -> None:
    """End what a payment gave that has gone back in full; a gift that was redeemed ends for whoever has it."""
    Gift.objects.filter(order=order, revoked_at=None).update(revoked_at=now)
    for term in Term.objects.filter(entry=charge).union(Term.objects.filter(gift__order=order)):
        revoke_term(term, now=now)
