"""Wave, mobile money in Senegal, Côte d'Ivoire, Mali, Burkina Faso and further: its Checkout API.

https://docs.wave.com/checkout says how a session is opened, read and paid back, https://docs.wave.com/webhook how a
notification is signed. Wave's webhook is registered in its Business Portal: the address in a checkout is not sent.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any
from urllib.parse import quote

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.amounts import read_amount
from rotative.subscriptions.payments.asking import ANSWERING, Answer, BearerAuth, Line, address_for_the_reader
from rotative.subscriptions.payments.credentials import Credentials
from rotative.subscriptions.payments.interface import (
    Checkout,
    Notice,
    NotificationForged,
    ProviderAway,
    ProviderRefused,
    Refund,
    Started,
    State,
    Verdict,
    header,
)
from rotative.subscriptions.payments.judging import settle
from rotative.subscriptions.payments.msgids import gettext_noop
from rotative.subscriptions.payments.reasons import Method, Reason

API = "https://api.wave.com"
TOLERANCE = timedelta(minutes=5)  # a notification signed longer ago, or later, is refused

_SESSIONS = "/v1/checkout/sessions"

# https://docs.wave.com/checkout, last_payment_error.code
_REASONS = {
    "blocked-account": Reason.ACCOUNT_BLOCKED,
    "cross-border-payment-not-allowed": Reason.CROSS_BORDER,
    "customer-age-restricted": Reason.DECLINED,
    "insufficient-funds": Reason.INSUFFICIENT_FUNDS,
    "kyb-limits-exceeded": Reason.LIMIT_REACHED,
    "payer-mobile-mismatch": Reason.WRONG_NUMBER,
    "payment-failure": Reason.PROVIDER_FAULT,
}
_STATES = {
    ("open", "processing"): State.PENDING,
    ("open", "cancelled"): State.PENDING,  # one attempt failed; the session lives on and may be paid yet
    ("complete", "processing"): State.PENDING,
    ("complete", "succeeded"): State.PAID,
    ("complete", "cancelled"): State.FAILED,
    ("expired", "processing"): State.EXPIRED,
    ("expired", "cancelled"): State.EXPIRED,
}


class Wave:
    """Wave's Checkout. Sessions die after 30 minutes; refunds are of the whole amount."""

    name = "wave"
    label = gettext_noop("Wave")
    currencies = frozenset({"XOF"})
    can_refund = True

    def __init__(
        self, *, api_key: str, webhook_secret: str, api_base: str = API, answering: float = ANSWERING
    ) -> None:
        self._credentials = Credentials(api_key=api_key, webhook_secret=webhook_secret)
        self._base = api_base
        self._line = Line(self.name, api_base, BearerAuth(self._credentials, "api_key"), answering=answering)

    def start(self, checkout: Checkout) -> Started:
        """Open a session. The amount is a string without decimals, the reference is the order."""
        if checkout.amount.currency not in self.currencies:
            raise ProviderRefused(self.name, Reason.CURRENCY_NOT_TAKEN, checkout.amount.currency)
        answer = self._line.write(
            "POST",
            _SESSIONS,
            body={
                "amount": checkout.amount.plain(),
                "currency": checkout.amount.currency,
                "client_reference": checkout.order_id,
                "success_url": checkout.return_address,
                "error_url": checkout.cancel_address,
            },
            headers={"Idempotency-Key": checkout.order_id},
        )
        self._refuse_unless_well(answer)
        address = address_for_the_reader(self.name, answer.data.get("wave_launch_url"), self._base)
        reference = answer.data.get("id")
        if not isinstance(reference, str) or not reference:
            raise ProviderAway(self.name, "it answers without the id of the session")
        return Started(address, reference, _moment(answer.data.get("when_expires")))

    def verify(self, order_id: str, provider_ref: str) -> Verdict:
        """Read the session; without a reference, look for the order's sessions."""
        if not provider_ref:
            return self._search(order_id)
        answer = self._line.read("GET", f"{_SESSIONS}/{quote(provider_ref, safe='')}")
        if answer.status == 404:
            return _unknown(order_id, provider_ref, Reason.NOT_FOUND)
        self._refuse_unless_well(answer)
        if answer.data.get("id") != provider_ref:
            return _unknown(order_id, provider_ref, Reason.ANOTHER_ORDER)
        return _verdict(order_id, answer.data)

    def read_notification(
        self, headers: Mapping[str, str], raw_body: bytes, *, now: datetime
    ) -> Notice | None:
        """Check ``Wave-Signature: t=…,v1=…[,v1=…]``, HMAC-SHA256 over the timestamp and the raw body together."""
        moment, signatures = self._signature(header(headers, "Wave-Signature"))
        expected = hmac.new(
            self._credentials["webhook_secret"].encode(), moment.encode() + raw_body, hashlib.sha256
        ).hexdigest()
        if not any(hmac.compare_digest(expected, signature) for signature in signatures):
            raise NotificationForged(self.name, "the signature is not Wave’s")
        if abs(now.timestamp() - int(moment)) > TOLERANCE.total_seconds():
            raise NotificationForged(self.name, "it was signed too long ago, or the server’s clock is wrong")
        return _notice(raw_body)

    def refund(self, order_id: str, provider_ref: str, amount: Money, *, refund_id: str) -> Refund:
        """Pay the whole amount back, fees included. Wave pays back once however often it is asked."""
        verdict = self.verify(order_id, provider_ref)
        if verdict.state is not State.PAID:
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED, f"the payment is {verdict.state}")
        if verdict.amount != amount:
            raise ProviderRefused(self.name, Reason.NO_PARTIAL_REFUNDS, f"{verdict.amount} was paid")
        # The documentation calls it idempotent, so it may be asked for a second time like a question.
        answer = self._line.read(
            "POST", f"{_SESSIONS}/{quote(verdict.provider_ref, safe='')}/refund", may_be_empty=True
        )
        if answer.data.get("code") == "checkout-refund-failed":
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED, self._said(answer))
        self._refuse_unless_well(answer)
        return Refund(State.REFUNDED, verdict.provider_ref, amount)

    def _search(self, order_id: str) -> Verdict:
        answer = self._line.read("GET", f"{_SESSIONS}/search", query={"client_reference": order_id})
        self._refuse_unless_well(answer)
        found = answer.data.get("result")
        sessions = (
            [session for session in found if isinstance(session, dict)] if isinstance(found, list) else []
        )
        if not sessions:
            return _unknown(order_id, "", Reason.NOT_FOUND)
        return reduce(settle, (_verdict(order_id, session) for session in sessions))

    def _signature(self, value: str) -> tuple[str, list[str]]:
        """Return the timestamp and the signatures of a header; there are two while a secret is being replaced."""
        pairs = [pair.strip().partition("=") for pair in value.split(",")]
        moments = [text for name, _, text in pairs if name == "t"]
        signatures = [text for name, _, text in pairs if name == "v1" and text.isascii()]
        if len(moments) != 1 or not (moments[0].isascii() and moments[0].isdigit() and len(moments[0]) <= 12):
            raise NotificationForged(self.name, "there is no Wave-Signature")
        return moments[0], signatures

    def _refuse_unless_well(self, answer: Answer) -> None:
        if answer.status in (401, 403):
            raise ProviderRefused(self.name, Reason.KEYS_REFUSED, self._said(answer))
        if answer.status >= 400:
            raise ProviderRefused(self.name, Reason.REQUEST_REFUSED, self._said(answer))

    def _said(self, answer: Answer) -> str:
        return self._credentials.quote(f"{answer.data.get('code', '')} {answer.data.get('message', '')}")


def _verdict(order_id: str, session: Mapping[str, Any]) -> Verdict:
    """Read a session as https://docs.wave.com/checkout describes it; states it does not name are unknown."""
    reference = str(session.get("id", ""))
    if session.get("client_reference") != order_id:
        return _unknown(order_id, reference, Reason.ANOTHER_ORDER)
    state = _STATES.get((str(session.get("checkout_status")), str(session.get("payment_status"))))
    if state is None:
        return _unknown(order_id, reference, Reason.UNCLEAR)
    return Verdict(
        state=state,
        order_id=order_id,
        provider_ref=reference,
        amount=read_amount(session.get("amount"), session.get("currency")),
        paid_at=_moment(session.get("when_completed")) if state is State.PAID else None,
        method=Method.WAVE,
        reason=_reason(state, session),
    )


def _reason(state: State, session: Mapping[str, Any]) -> Reason | None:
    if state is State.PAID:
        return None
    error = session.get("last_payment_error")
    code = error.get("code") if isinstance(error, dict) else None
    if code is not None:
        return _REASONS.get(str(code), Reason.DECLINED)
    return {State.EXPIRED: Reason.TIME_RAN_OUT, State.FAILED: Reason.CANCELLED}.get(state)


def _unknown(order_id: str, reference: str, reason: Reason) -> Verdict:
    return Verdict(state=State.UNKNOWN, order_id=order_id, provider_ref=reference, reason=reason)


def _notice(raw_body: bytes) -> Notice | None:
    """Return which session an event is about; None for events of other kinds, Wave's own test among them."""
    try:
        event = json.loads(raw_body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict) or not str(event.get("type", "")).startswith("checkout.session."):
        return None
    session = event.get("data")
    if not isinstance(session, dict) or not session.get("client_reference"):
        return None
    return Notice(str(session["client_reference"]), str(session.get("id", "")))


def _moment(text: object) -> datetime | None:
    """Read a moment as Wave writes it, ISO 8601 in UTC; None where it is none."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
