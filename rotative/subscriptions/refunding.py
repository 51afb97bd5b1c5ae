"""Pays back: what goes back is booked beside what came in, and what was bought with it ends."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.booking import NotBooked, book_refund, note_action
from rotative.subscriptions.models import AskedRefund, Gift, LedgerEntry, Order, Term
from rotative.subscriptions.money import Money, total
from rotative.subscriptions.printing import block_what_was_paid_back
from rotative.subscriptions.receipts import issue
from rotative.subscriptions.terms import revoke_term
from rotative.subscriptions.wishing import stop_what_paid


def not_gone(charge: LedgerEntry) -> Money:
    """Return what of a payment is in our books still."""
    gone = total([refund.money for refund in charge.refunds.all()], charge.currency)
    return charge.money + gone


def refundable(charge: LedgerEntry, *, besides: str = "") -> Money:
    """Return what of a payment can be paid back: what has not gone back, and is not asked of the provider already.

    ``besides``: the key of a refund that is asked for itself.
    """
    waiting = [
        asked.money
        for asked in charge.asked_refunds.all()
        if asked.state == AskedRefund.State.ASKED and asked.key != besides
    ]
    return not_gone(charge) - total(waiting, charge.currency)


def check_what_is_left(charge: LedgerEntry, amount: Money, *, besides: str = "") -> None:
    """Raise ValidationError for more than can be paid back of a payment."""
    left = refundable(charge, besides=besides)
    if amount.currency != charge.currency or not 0 < amount.amount <= left.amount:
        raise ValidationError(
            {
                "amount": _("Between nothing and %(left)s can be paid back.")
                % {"left": left.present(get_language() or "en")}
            }
        )


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
    ends, or the gift's code, or vouchers that nobody has redeemed. The money itself is paid back by the provider, or
    out of the till, before. Raises ValidationError for more than is left.
    """
    order = Order.objects.select_for_update(no_key=True).get(pk=charge.order_id)
    charge = LedgerEntry.objects.select_related("order").get(pk=charge.pk)
    earlier = charge.refunds.filter(idempotency_key=f"refund:{charge.pk}:{key}").first()
    if earlier is not None:
        return earlier
    check_what_is_left(charge, amount, besides=key)
    left = not_gone(charge)
    try:
        entry = book_refund(
            charge, amount, key=key, now=now, provider_ref=provider_ref, taken_by=staff, note=reason
        )
    except NotBooked:
        raise ValidationError({"number": _("This number is in the books for another refund.")}) from None
    if amount == left:
        _take_back(charge, order, staff, now)
    if staff is not None:
        note_action("refunded", who=staff, about=order, now=now, money=amount, note=reason)
    issue(entry, now=now)
    return entry


def _take_back(charge: LedgerEntry, order: Order, staff: Any, now: datetime) -> None:
    """End what a payment gave that has gone back in full; a gift that was redeemed ends for whoever has it.

    An agreement to renew that it belongs to collects nothing more.
    """
    block_what_was_paid_back(order, staff=staff, now=now)
    Gift.objects.filter(order=order, revoked_at=None).update(revoked_at=now)
    stop_what_paid(order, now=now)
    for term in Term.objects.filter(entry=charge).union(Term.objects.filter(gift__order=order)):
        revoke_term(term, now=now)
