"""Cards, through Stripe's Checkout: a page of Stripe's, for one payment or for an agreement that renews by itself.

https://docs.stripe.com/api/checkout/sessions says what a session holds, https://docs.stripe.com/api/refunds how money
goes back; stripe_agreements.py knows what renews.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments import stripe_agreements
from rotative.subscriptions.payments.amounts import CURRENCIES
from rotative.subscriptions.payments.asking import ANSWERING, address_for_the_reader, checked_base
from rotative.subscriptions.payments.credentials import Credentials
from rotative.subscriptions.payments.interface import (
    Agreed,
    Checkout,
    Notice,
    ProviderRefused,
    Refund,
    Started,
    State,
    Verdict,
    header,
)
from rotative.subscriptions.payments.msgids import gettext_noop
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.payments.stripe_line import StripeLine
from rotative.subscriptions.payments.stripe_sessions import (
    counted,
    mapping,
    moment_of,
    unknown,
    verdict_of,
)

API = "https://api.stripe.com"

_EXPANDED = ["payment_intent.latest_charge"]
_INVOICE = "in_"  # how the id of an invoice begins
_REFUND_STATES = {
    "succeeded": State.REFUNDED,
    "pending": State.PENDING,
    "requires_action": State.PENDING,
}


class StripeCards:
    """Stripe's Checkout for cards.

    Stripe counts in the smallest unit, and XOF, XAF and GNF have none smaller than themselves, as ISO 4217 says too
    (https://docs.stripe.com/currencies#zero-decimal). Where they differ (ISK, MGA, UGX) no currency is offered.
    """

    name = "stripe"
    label = gettext_noop("Bank card")
    currencies = CURRENCIES
    can_refund = True

    def __init__(
        self, *, secret_key: str, webhook_secret: str, api_base: str = API, answering: float = ANSWERING
    ) -> None:
        self._credentials = Credentials(secret_key=secret_key, webhook_secret=webhook_secret)
        self._base = checked_base(self.name, api_base)
        self._line = StripeLine(self.name, self._credentials, base=self._base, answering=answering)
        self._v1 = self._line.client.v1

    def start(self, checkout: Checkout) -> Started:
        """Open a session. Asked again with the same order, Stripe answers with the same session."""
        wanted = _session(checkout, self._coupon(checkout))
        session = self._line.call(
            "checkout.session",
            Reason.REQUEST_REFUSED,
            lambda: self._v1.checkout.sessions.create(
                wanted, {"idempotency_key": f"checkout-{checkout.order_id}"}
            ),
        )
        address = address_for_the_reader(self.name, session.get("url"), self._base)
        return Started(address, str(session["id"]), moment_of(session.get("expires_at")))

    def verify(self, order_id: str, provider_ref: str) -> Verdict:
        """Retrieve the session with its payment. Without a reference nobody was sent to Stripe, so nobody paid."""
        session = self._session(provider_ref, _EXPANDED)
        if not session:
            return unknown(order_id, provider_ref, Reason.NOT_FOUND)
        return verdict_of(order_id, provider_ref, session)

    def read_notification(
        self, headers: Mapping[str, str], raw_body: bytes, *, now: datetime
    ) -> Notice | None:
        """Check ``Stripe-Signature`` by Stripe's library, and its age at ``now``."""
        self._line.check(header(headers, "Stripe-Signature"), raw_body, now)
        return _notice(raw_body)

    def refund(self, order_id: str, provider_ref: str, amount: Money, *, refund_id: str) -> Refund:
        """Pay back the whole amount or a part of it.

        Stripe forgets the keys of requests after a day, so a refund that was asked for before is looked for first.
        """
        payment, paid = self._paid_with(order_id, provider_ref)
        if paid is None or paid.currency != amount.currency:
            raise ProviderRefused(self.name, Reason.CURRENCY_DIFFERS, f"{paid} was paid")
        earlier = self._line.all_of(self._v1.refunds.list, payment_intent=payment)
        refund = next(
            (one for one in earlier if mapping(one.get("metadata")).get("refund_id") == refund_id), None
        ) or self._line.call(
            "refund",
            Reason.REFUND_REFUSED,
            lambda: self._v1.refunds.create(
                {
                    "payment_intent": payment,
                    "amount": amount.amount,
                    "metadata": {"order_id": order_id, "refund_id": refund_id},
                },
                {"idempotency_key": f"refund-{refund_id}"},
            ),
        )
        state = _REFUND_STATES.get(str(refund.get("status")))
        if state is None:
            raise ProviderRefused(
                self.name, Reason.REFUND_REFUSED, self._credentials.quote(refund.get("status"))
            )
        return Refund(state, str(refund.get("id", "")), amount)

    def agreement(self, order_id: str, checkout_ref: str) -> Agreed:
        """Retrieve the session with its agreement, and all invoices of it that are paid."""
        session = self._session(checkout_ref, ["subscription"])
        if not session:
            return Agreed(opening=unknown(order_id, checkout_ref, Reason.NOT_FOUND))
        opening = stripe_agreements.opening_of(order_id, checkout_ref, session)
        if opening.state is not State.PAID:
            return Agreed(opening=opening)
        found = mapping(session.get("subscription"))
        invoices = self._line.all_of(self._v1.invoices.list, subscription=str(found["id"]), status="paid")
        return stripe_agreements.agreed(opening, found, invoices)

    def go_on(self, ref: str) -> None:
        """Take the end back (https://docs.stripe.com/billing/subscriptions/cancel); what is over is refused."""
        if not self._change(ref, ends=False):
            raise ProviderRefused(self.name, Reason.NOT_FOUND)

    def end(self, ref: str, *, at_once: bool) -> None:
        """Cancel with the period, or now; now, Stripe stops collecting open invoices too."""
        if not at_once:
            self._change(ref, ends=True)
            return
        status = self._line.call(
            "subscription", Reason.REQUEST_REFUSED, lambda: self._v1.subscriptions.retrieve(ref)
        ).get("status")
        if status not in (None, "canceled", "incomplete_expired"):
            self._line.call(
                "subscription", Reason.REQUEST_REFUSED, lambda: self._v1.subscriptions.cancel(ref)
            )

    def _change(self, ref: str, *, ends: bool) -> Mapping[str, Any]:
        return self._line.call(
            "subscription",
            Reason.REQUEST_REFUSED,
            lambda: self._v1.subscriptions.update(ref, {"cancel_at_period_end": ends}),
        )

    def _coupon(self, checkout: Checkout) -> str:
        """Return the id of the discount of the first terms, made where Stripe has none yet; empty without one."""
        wanted: Any = stripe_agreements.coupon(checkout, checkout.renewal) if checkout.renewal else None
        if wanted is None:
            return ""
        known = self._line.call(
            "coupon", Reason.REQUEST_REFUSED, lambda: self._v1.coupons.retrieve(wanted["id"])
        )
        if not known:
            key = {"idempotency_key": f"coupon-{wanted['id']}"}
            self._line.call("coupon", Reason.REQUEST_REFUSED, lambda: self._v1.coupons.create(wanted, key))  # type: ignore[arg-type]
        return str(wanted["id"])

    def _session(self, provider_ref: str, expanded: list[str]) -> Mapping[str, Any]:
        """Return a session, nothing where Stripe knows none."""
        if not provider_ref:
            return {}
        return self._line.call(
            "checkout.session",
            Reason.REQUEST_REFUSED,
            lambda: self._v1.checkout.sessions.retrieve(provider_ref, {"expand": expanded}),
        )

    def _paid_with(self, order_id: str, provider_ref: str) -> tuple[str, Money | None]:
        """Return the payment of a session or of an invoice, and what was paid. Raises ProviderRefused without one."""
        if provider_ref.startswith(_INVOICE):
            invoice = self._line.call(
                "invoice",
                Reason.REQUEST_REFUSED,
                lambda: self._v1.invoices.retrieve(provider_ref, {"expand": ["payments"]}),
            )
            payment = stripe_agreements.payment_of(invoice)
            if not payment:
                raise ProviderRefused(self.name, Reason.REFUND_REFUSED, "the invoice is not paid")
            return payment, counted(invoice.get("amount_paid"), invoice.get("currency"))
        session = self._session(provider_ref, _EXPANDED)
        verdict = verdict_of(order_id, provider_ref, session)
        payment = str(mapping(session.get("payment_intent")).get("id", ""))
        if verdict.state not in (State.PAID, State.REFUNDED) or not payment:
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED, f"the payment is {verdict.state}")
        return payment, verdict.amount


def _session(checkout: Checkout, coupon_id: str) -> Any:
    metadata = {"order_id": checkout.order_id}
    price = {
        "currency": checkout.amount.currency.lower(),
        "unit_amount": checkout.amount.amount,
        "product_data": {"name": checkout.description},
    }
    kind: dict[str, Any] = {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "payment_intent_data": {"metadata": metadata, "description": checkout.description},
    }
    if checkout.renewal is not None:
        kind = stripe_agreements.session_of(checkout, checkout.renewal, coupon_id)
    return {
        **kind,
        "payment_method_types": ["card"],
        "client_reference_id": checkout.order_id,
        "metadata": metadata,
        # The reader pays the price that was shown, in its currency.
        "adaptive_pricing": {"enabled": False},
        "success_url": checkout.return_address,
        "cancel_url": checkout.cancel_address,
        "locale": checkout.language,
        **({"customer_email": checkout.email} if checkout.email else {}),
    }


def _notice(raw_body: bytes) -> Notice | None:
    """Return which order an event is about: a session says it itself, everything else by our metadata."""
    try:
        event = json.loads(raw_body)
    except (ValueError, RecursionError):
        return None
    event = mapping(event)
    kind, subject = str(event.get("type", "")), mapping(mapping(event.get("data")).get("object"))
    if kind.startswith("checkout.session."):
        order_id, reference = str(subject.get("client_reference_id") or ""), str(subject.get("id", ""))
    else:
        order_id, reference = stripe_agreements.order_of(kind, subject), ""
    return Notice(order_id, reference) if order_id else None
