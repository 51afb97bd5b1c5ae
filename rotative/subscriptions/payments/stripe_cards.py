"""Cards, through Stripe's own library: a Checkout Session is one payment, made on a page of Stripe's.

https://docs.stripe.com/api/checkout/sessions says what a session holds, https://docs.stripe.com/webhooks how an event
is signed, https://docs.stripe.com/api/idempotent_requests why nothing happens twice.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import requests
import stripe

from rotative.subscriptions.payments.asking import (
    ANSWERING,
    CONNECTING,
    NoAuth,
    address_for_the_reader,
    checked_base,
)
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
from rotative.subscriptions.payments.money import DIGITS, Amount
from rotative.subscriptions.payments.msgids import gettext_noop
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.payments.stripe_sessions import mapping, moment_of, unknown, verdict_of

API = "https://api.stripe.com"
TOLERANCE = timedelta(minutes=5)  # what Stripe's library takes; retries of Stripe are signed anew

# Stripe counts in the smallest unit, and XOF, XAF and GNF have none smaller than themselves, as ISO 4217 says too
# (https://docs.stripe.com/currencies#zero-decimal). Where Stripe and ISO differ (ISK, MGA, UGX) no currency is offered.
CURRENCIES = frozenset(DIGITS)

_EXPANDED = ["payment_intent.latest_charge"]

# Below that the library writes what it sends and gets, readers' addresses among it.
logging.getLogger("stripe").setLevel(logging.WARNING)


class StripeCards:
    """Stripe's Checkout for cards."""

    name = "stripe"
    label = gettext_noop("Bank card")
    currencies = CURRENCIES
    can_refund = True

    def __init__(
        self, *, secret_key: str, webhook_secret: str, api_base: str = API, answering: float = ANSWERING
    ) -> None:
        self._credentials = Credentials(secret_key=secret_key, webhook_secret=webhook_secret)
        self._base = checked_base(self.name, api_base)
        session = requests.Session()
        session.max_redirects = 0
        session.auth = NoAuth()
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": self._base},
            http_client=stripe.RequestsClient(timeout=(CONNECTING, answering), session=session),
            max_network_retries=0,  # _call asks again by itself
        )

    def start(self, checkout: Checkout) -> Started:
        """Open a session in payment mode. Asked again with the same order, Stripe answers with the same session."""
        session = self._call(
            "checkout.session",
            Reason.REQUEST_REFUSED,
            lambda: self._client.v1.checkout.sessions.create(
                _session(checkout), {"idempotency_key": f"checkout-{checkout.order_id}"}
            ),
        )
        address = address_for_the_reader(self.name, session.get("url"), self._base)
        return Started(address, str(session["id"]), moment_of(session.get("expires_at")))

    def verify(self, order_id: str, provider_ref: str) -> Verdict:
        """Retrieve the session with its payment. Without a reference nobody was sent to Stripe, so nobody paid."""
        session = self._retrieve(provider_ref)
        if not session:
            return unknown(order_id, provider_ref, Reason.NOT_FOUND)
        return verdict_of(order_id, provider_ref, session)

    def read_notification(
        self, headers: Mapping[str, str], raw_body: bytes, *, now: datetime
    ) -> Notice | None:
        """Check ``Stripe-Signature`` by Stripe's library, and its age at ``now``."""
        signature = header(headers, "Stripe-Signature")
        if not self._is_stripes(signature, raw_body):
            raise NotificationForged(self.name, "the signature is not Stripe’s")
        # Read as the library reads it, or an old signature could be dressed up with a second moment.
        moment = next(int(pair.split("=")[1]) for pair in signature.split(",") if pair.split("=")[0] == "t")
        if abs(now.timestamp() - moment) > TOLERANCE.total_seconds():
            raise NotificationForged(self.name, "it was signed too long ago, or the server’s clock is wrong")
        return _notice(raw_body)

    def refund(self, order_id: str, provider_ref: str, amount: Amount, *, refund_id: str) -> Refund:
        """Pay back the whole amount or a part of it."""
        session = self._retrieve(provider_ref)
        payment = mapping(session.get("payment_intent"))
        verdict = verdict_of(order_id, provider_ref, session)
        if verdict.state not in (State.PAID, State.REFUNDED) or not payment:
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED, f"the payment is {verdict.state}")
        if verdict.amount is None or verdict.amount.currency != amount.currency:
            raise ProviderRefused(self.name, Reason.CURRENCY_DIFFERS, f"{verdict.amount} was paid")
        refund = self._call(
            "refund",
            Reason.REFUND_REFUSED,
            lambda: self._client.v1.refunds.create(
                {
                    "payment_intent": str(payment["id"]),
                    "amount": amount.minor,
                    "metadata": {"order_id": order_id, "refund_id": refund_id},
                },
                {"idempotency_key": f"refund-{refund_id}"},
            ),
        )
        status = str(refund.get("status"))
        if status not in ("succeeded", "pending", "requires_action"):
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED, self._credentials.quote(status))
        return Refund(
            State.REFUNDED if status == "succeeded" else State.PENDING, str(refund.get("id", "")), amount
        )

    def _retrieve(self, provider_ref: str) -> Mapping[str, Any]:
        """Return a session, nothing where Stripe knows none."""
        if not provider_ref:
            return {}
        return self._call(
            "checkout.session",
            Reason.REQUEST_REFUSED,
            lambda: self._client.v1.checkout.sessions.retrieve(provider_ref, {"expand": _EXPANDED}),
        )

    def _call(self, kind: str, refusal: Reason, act: Callable[[], object]) -> Mapping[str, Any]:
        """Return an object of Stripe's, nothing where Stripe knows none.

        Where no answer came it is asked once more: all that is asked here may be repeated. Raises ProviderAway, and
        ProviderRefused for the reason ``refusal``.
        """
        problem: Exception = ProviderAway(self.name, "its answer is not what was asked for")
        for _attempt in range(2):
            try:
                found = act()
            except stripe.StripeError as error:
                if isinstance(error, stripe.InvalidRequestError) and error.http_status == 404:
                    return {}
                problem = self._problem(error, refusal)
            else:
                # On an answer that is none of its objects the library does not fail by itself.
                data = found.to_dict() if isinstance(found, stripe.StripeObject) else {}
                if data.get("object") == kind:
                    return data
            if not isinstance(problem, ProviderAway):
                break
        # Outside the handler: Stripe's errors hold the answer, and nobody needs to keep it.
        raise problem

    def _problem(self, error: stripe.StripeError, refusal: Reason) -> Exception:
        """Return what a failure means to us. What Stripe says of keys repeats their ends, so it is not repeated."""
        if isinstance(error, stripe.AuthenticationError | stripe.PermissionError):
            return ProviderRefused(self.name, Reason.KEYS_REFUSED)
        said = self._credentials.quote(f"{error.code or ''} {error.user_message or ''}")
        if isinstance(error, stripe.IdempotencyError):
            return ProviderRefused(self.name, Reason.ORDER_TAKEN, said)
        if isinstance(error, stripe.InvalidRequestError):
            return ProviderRefused(self.name, refusal, said)
        return ProviderAway(
            self.name, f"no whole answer ({type(error).__name__}, status {error.http_status})"
        )

    def _is_stripes(self, signature: str, raw_body: bytes) -> bool:
        try:
            return bool(
                stripe.WebhookSignature.verify_header(
                    raw_body, signature, self._credentials["webhook_secret"]
                )
            )
        except (stripe.SignatureVerificationError, ValueError, TypeError):  # TypeError: letters beyond ASCII
            return False


def _session(checkout: Checkout) -> Any:
    metadata = {"order_id": checkout.order_id}
    price = {
        "currency": checkout.amount.currency.lower(),
        "unit_amount": checkout.amount.minor,
        "product_data": {"name": checkout.description},
    }
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "line_items": [{"price_data": price, "quantity": 1}],
        "client_reference_id": checkout.order_id,
        "metadata": metadata,
        "payment_intent_data": {"metadata": metadata, "description": checkout.description},
        # The reader pays the price that was shown, in its currency.
        "adaptive_pricing": {"enabled": False},
        "success_url": checkout.return_address,
        "cancel_url": checkout.cancel_address,
        "locale": checkout.language,
        **({"customer_email": checkout.email} if checkout.email else {}),
    }


def _notice(raw_body: bytes) -> Notice | None:
    """Return which order an event is about: a session says it itself, payments and charges by our metadata."""
    try:
        event = json.loads(raw_body)
    except (ValueError, RecursionError):
        return None
    event = mapping(event)
    subject = mapping(mapping(event.get("data")).get("object"))
    if str(event.get("type", "")).startswith("checkout.session."):
        order_id, reference = subject.get("client_reference_id"), str(subject.get("id", ""))
    else:
        order_id, reference = mapping(subject.get("metadata")).get("order_id"), ""
    return Notice(str(order_id), reference) if order_id else None
