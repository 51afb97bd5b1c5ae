"""Reads what Stripe says of a Checkout Session and of its payment: https://docs.stripe.com/api/checkout/sessions."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.amounts import CURRENCIES
from rotative.subscriptions.payments.interface import State, Verdict
from rotative.subscriptions.payments.reasons import Method, Reason

# https://docs.stripe.com/declines/codes; what stands not here was declined, and no more is told.
_REASONS = {
    "insufficient_funds": Reason.INSUFFICIENT_FUNDS,
    "card_velocity_exceeded": Reason.LIMIT_REACHED,
    "processing_error": Reason.PROVIDER_FAULT,
}


def verdict_of(order_id: str, provider_ref: str, session: Mapping[str, Any]) -> Verdict:
    """Read a session: it is paid when ``payment_status`` says so, and paid back when its charge says so."""
    if session.get("client_reference_id") != order_id or session.get("id") != provider_ref:
        return unknown(order_id, provider_ref, Reason.ANOTHER_ORDER)
    payment = mapping(session.get("payment_intent"))
    charge = mapping(payment.get("latest_charge"))
    state, reason = _state(session, payment, charge)
    return Verdict(
        state=state,
        order_id=order_id,
        provider_ref=provider_ref,
        amount=_amount(session),
        paid_at=moment_of(charge.get("created")) if state in (State.PAID, State.REFUNDED) else None,
        method=Method.CARD,
        reason=reason,
    )


def unknown(order_id: str, provider_ref: str, reason: Reason) -> Verdict:
    """Return a verdict that settles nothing."""
    return Verdict(state=State.UNKNOWN, order_id=order_id, provider_ref=provider_ref, reason=reason)


def _amount(session: Mapping[str, Any]) -> Money | None:
    return counted(session.get("amount_total"), session.get("currency"))


def _state(
    session: Mapping[str, Any], payment: Mapping[str, Any], charge: Mapping[str, Any]
) -> tuple[State, Reason | None]:
    match session.get("status"), session.get("payment_status"):
        case "complete", "paid":
            if charge.get("refunded"):
                return State.REFUNDED, None
            return State.PAID, Reason.PARTLY_REFUNDED if charge.get("amount_refunded") else None
        case "complete", "unpaid":
            if payment.get("status") in ("requires_payment_method", "canceled"):
                return State.FAILED, _why(payment)
            return State.PENDING, Reason.TO_BE_CONFIRMED
        case "open", _:
            # A card that was declined leaves the session open: the reader may take another one.
            return State.PENDING, _why(payment) if payment.get("last_payment_error") else None
        case "expired", "unpaid":
            return State.EXPIRED, Reason.TIME_RAN_OUT
    return State.UNKNOWN, Reason.UNCLEAR


def _why(payment: Mapping[str, Any]) -> Reason:
    error = mapping(payment.get("last_payment_error"))
    return _REASONS.get(str(error.get("decline_code") or error.get("code")), Reason.DECLINED)


def counted(minor: object, currency: object) -> Money | None:
    """Return an amount that Stripe counts in smallest units; None where it says none, or counts otherwise than ISO."""
    code = str(currency).upper()
    is_amount = isinstance(minor, int) and not isinstance(minor, bool) and minor >= 0
    return Money(minor, code) if is_amount and code in CURRENCIES else None  # type: ignore[arg-type]


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of JSON as it is, and an empty one in place of anything else."""
    return value if isinstance(value, Mapping) else {}


def moment_of(seconds: object) -> datetime | None:
    """Return a moment that Stripe counts in seconds since 1970, None where it names none."""
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
