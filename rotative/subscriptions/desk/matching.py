"""Payments that fit no order: gives them to the reader who made them, or closes them with a reason."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.models import LedgerEntry, OddPayment, Order, Plan, Subscription, Term
from rotative.subscriptions.money import Money
from rotative.subscriptions.selling import Facts, Outcome, Result, open_order, settle
from rotative.subscriptions.terms import add_term, end_of_others, subscription_for


def money_of(odd: OddPayment) -> Money:
    """Return what was paid; for an account that is gone, what its order cost."""
    return Money(odd.amount, odd.currency) if odd.currency else odd.order.price


def can_be_matched(odd: OddPayment) -> bool:
    """Whether a reader can be given it; what is in the books for another order cannot."""
    return odd.kind not in (OddPayment.Kind.REFERENCE, OddPayment.Kind.REFUNDED)


@transaction.atomic
def match(odd: OddPayment, *, reader: Any, plan: Plan, staff: Any, now: datetime, note: str = "") -> bool:
    """Take an odd payment as a reader's for a plan; False when somebody has dealt with it already.

    Raises ValidationError by field, for a plan of another price too: the money is neither more nor less.
    """
    held = OddPayment.objects.select_for_update(no_key=True).prefetch_related("order").get(pk=odd.pk)
    if held.resolved_at:
        return False
    if not can_be_matched(held):
        raise ValidationError(_("This payment is in the books for another order; close it."))
    if held.kind == OddPayment.Kind.NOBODY:
        order = _give_to(held.order, reader, now)
    else:
        order = _buy_with(held, reader, plan, staff, now)
    _close(held, staff, now, note)
    note_action("matched a payment", who=staff, about=order, now=now, money=money_of(held), note=note)
    return True


@transaction.atomic
def close(odd: OddPayment, *, staff: Any, now: datetime, note: str) -> bool:
    """Say that nothing is to be done any more: paid back, or a mistake; False when it was closed already."""
    held = OddPayment.objects.select_for_update(no_key=True).prefetch_related("order").get(pk=odd.pk)
    if held.resolved_at:
        return False
    _close(held, staff, now, note)
    note_action(
        "closed an odd payment", who=staff, about=held.order, now=now, money=money_of(held), note=note
    )
    return True


def _close(odd: OddPayment, staff: Any, now: datetime, note: str) -> None:
    odd.resolved_at, odd.resolved_by, odd.note = now, staff, note
    odd.save(update_fields=["resolved_at", "resolved_by", "note"])


def _buy_with(odd: OddPayment, reader: Any, plan: Plan, staff: Any, now: datetime) -> Order:
    """Open an order that the money fits, and settle it under the provider's own number."""
    order = open_order(plan=plan, provider=odd.order.provider, buyer=reader, now=now, reference=f"O-{odd.pk}")
    if order.price != money_of(odd):
        raise ValidationError(
            {
                "plan": _(
                    "This plan costs %(price)s, and %(paid)s were paid; choose another, or pay it back."
                )
                % {
                    "price": order.price.present(get_language() or "en"),
                    "paid": money_of(odd).present(get_language() or "en"),
                }
            }
        )
    facts = Facts(
        Outcome.PAID, order.price, provider_ref=odd.provider_ref, paid_at=odd.seen_at, taken_by=staff
    )
    settled = settle(order, facts, now=now)
    if settled.result is not Result.SETTLED:
        raise ValidationError(_("This payment is in the books for another order; close it."))
    return order


def _give_to(order: Order, reader: Any, now: datetime) -> Order:
    """Give what an order paid for to a reader, where its buyer has gone."""
    entry = LedgerEntry.objects.get(order=order, kind=LedgerEntry.Kind.CHARGE)
    if Term.objects.filter(entry=entry).exists():
        raise ValidationError(_("What was paid for has been given already; close it."))
    Order.objects.filter(pk=order.pk).update(buyer=reader)
    subscription = subscription_for(plan=order.plan, kind=Subscription.Kind.PERSONAL, holder=reader, now=now)
    free = end_of_others(reader, besides=subscription)
    add_term(subscription, plan=order.plan, source=Term.Source.PAYMENT, entry=entry, not_before=free, now=now)
    return order
