"""Stripe's subscriptions, which we call agreements: how one is asked for, and what Stripe says of it.

https://docs.stripe.com/payments/checkout/build-subscriptions: a session in subscription mode makes it.
https://docs.stripe.com/billing/subscriptions/overview: its states. https://docs.stripe.com/api/invoices/object: each
term is an invoice; what an agreement has collected are its paid ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rotative.subscriptions.payments.interface import (
    Agreed,
    Agreement,
    Checkout,
    Collected,
    Renewal,
    State,
    Verdict,
)
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.payments.stripe_sessions import counted, mapping, moment_of, verdict_of
from rotative.subscriptions.periods import Unit
from rotative.subscriptions.recurring import months_of

# https://docs.stripe.com/api/subscriptions/object, `status`; what is unpaid is collected no more unless somebody acts.
_STATES = {
    "trialing": Agreement.TRIAL,
    "active": Agreement.ACTIVE,
    "past_due": Agreement.PAST_DUE,
    "unpaid": Agreement.OVER,
    "canceled": Agreement.OVER,
    "paused": Agreement.OVER,
}


def recurring(renewal: Renewal) -> dict[str, Any]:
    """Return how often is collected, in Stripe's intervals, which know no quarters (`recurring.interval`)."""
    if renewal.period.unit is Unit.QUARTER:
        return {"interval": "month", "interval_count": months_of(renewal.period)}
    return {"interval": renewal.period.unit.value, "interval_count": renewal.period.count}


def coupon(checkout: Checkout, renewal: Renewal) -> dict[str, Any] | None:
    """Return the discount of the first terms, None where all cost the same; its id says all of it, so one serves many.

    https://docs.stripe.com/api/coupons/create: once is the first charge, repeating a number of months from the
    beginning on, a trial included; recurring.py has seen to it that these hold the right number of terms.
    """
    off = renewal.price - checkout.amount
    if not renewal.first_terms or not off:
        return None
    about: dict[str, Any] = {"amount_off": off.amount, "currency": off.currency.lower(), "duration": "once"}
    if renewal.first_terms > 1 or renewal.trial_days:
        months = renewal.first_terms * months_of(renewal.period)
        about |= {"duration": "repeating", "duration_in_months": months}
    words = [off.currency, str(off.amount), about["duration"], str(about.get("duration_in_months", ""))]
    return {"id": "-".join(["rotative", *filter(None, words)]), **about}


def session_of(checkout: Checkout, renewal: Renewal, coupon_id: str) -> dict[str, Any]:
    """Return what of a session in subscription mode is other than of one payment."""
    metadata = {"order_id": checkout.order_id}
    price = {
        "currency": renewal.price.currency.lower(),
        "unit_amount": renewal.price.amount,
        "product_data": {"name": checkout.description},
        "recurring": recurring(renewal),
    }
    # What stands on the agreement stands on its invoices too (parent.subscription_details.metadata).
    agreement: dict[str, Any] = {"metadata": metadata, "description": checkout.description}
    if renewal.trial_days:
        agreement["trial_period_days"] = renewal.trial_days
    return {
        "mode": "subscription",
        "line_items": [{"price_data": price, "quantity": 1}],
        "subscription_data": agreement,
        **({"discounts": [{"coupon": coupon_id}]} if coupon_id else {}),
    }


def opening_of(order_id: str, checkout_ref: str, session: Mapping[str, Any]) -> Verdict:
    """Return how a checkout in subscription mode stands: PAID once the reader has agreed, and paid or begun a trial."""
    verdict = verdict_of(order_id, checkout_ref, session)
    if verdict.reason is Reason.ANOTHER_ORDER or session.get("status") != "complete":
        return verdict
    agreement = mapping(session.get("subscription"))
    if mapping(agreement.get("metadata")).get("order_id") != order_id:
        return replace(verdict, state=State.UNKNOWN, reason=Reason.ANOTHER_ORDER)
    # A first payment that is not made keeps it incomplete for 23 hours, then it is over for good.
    match agreement.get("status"):
        case "incomplete":
            return replace(verdict, state=State.PENDING, reason=Reason.TO_BE_CONFIRMED)
        case "incomplete_expired":
            return replace(verdict, state=State.FAILED, reason=Reason.DECLINED)
        case status if status in _STATES:
            return replace(verdict, state=State.PAID, reason=None)
    return replace(verdict, state=State.UNKNOWN, reason=Reason.UNCLEAR)


def agreed(opening: Verdict, agreement: Mapping[str, Any], invoices: Iterable[Mapping[str, Any]]) -> Agreed:
    """Return how an agreement stands, with all that it has collected. An invoice over nothing, of a trial, is none."""
    collected = [one for one in map(_collected, invoices) if one is not None]
    return Agreed(
        opening=opening,
        ref=str(agreement.get("id", "")),
        state=_STATES.get(str(agreement.get("status")), Agreement.OVER),
        ends_with_term=bool(agreement.get("cancel_at_period_end")),
        trial_ends_at=moment_of(agreement.get("trial_end")),
        collected=tuple(reversed(collected)),
    )


def _collected(invoice: Mapping[str, Any]) -> Collected | None:
    paid = counted(invoice.get("amount_paid"), invoice.get("currency"))
    if invoice.get("status") != "paid" or not paid:
        return None
    transitions = mapping(invoice.get("status_transitions"))
    return Collected(str(invoice.get("id", "")), paid, moment_of(transitions.get("paid_at")))


def payment_of(invoice: Mapping[str, Any]) -> str:
    """Return the payment by which an invoice was paid (`payments`, expanded); empty where there is none."""
    for row in mapping(invoice.get("payments")).get("data") or []:
        payment = mapping(mapping(row).get("payment")).get("payment_intent")
        if mapping(row).get("status") == "paid" and isinstance(payment, str):
            return payment
    return ""


def order_of(event_kind: str, subject: Mapping[str, Any]) -> str:
    """Return the order that an event is about, by the metadata that we gave; empty where it is about none of ours.

    An invoice has them of its agreement (https://docs.stripe.com/api/invoices/object, `parent`; before the API of
    2025-03-31 in `subscription_details`: an endpoint keeps the version that it was made with).
    """
    metadata = mapping(subject.get("metadata"))
    if event_kind.startswith("invoice."):
        details = mapping(mapping(subject.get("parent")).get("subscription_details"))
        older = mapping(subject.get("subscription_details"))
        metadata = mapping(details.get("metadata")) or mapping(older.get("metadata"))
    return str(metadata.get("order_id") or "")
