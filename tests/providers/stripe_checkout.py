"""Stripe's Checkout Sessions in front of localstripe, which has everything but them.

localstripe 1.15 (a real process, `localstripe()`) keeps payments, charges, refunds and coupons, and signs its own
webhooks. Sessions are written here from https://docs.stripe.com/api/checkout/sessions; when one is paid, a
PaymentIntent is made and confirmed at localstripe, and what a session says of its payment is read there. Subscriptions
and invoices stand in stripe_subscriptions.py. All else goes to localstripe as it comes.
"""

import hashlib
import hmac
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import requests

from tests.providers.service import Asked, Reply, Service
from tests.providers.stripe_subscriptions import StripeSubscriptions
from tests.running import fetch, free_port, wait_for

# It would write its store to /tmp/localstripe.pickle at each change, which two runs of the tests would share.
_START = """
from localstripe import resources, server
resources.Store.dump_to_disk = lambda store: None
server.start()
"""
SECRET_KEY = "sk_test_localstripe"
VISA, DECLINED = "pm_card_visa", "pm_card_chargeCustomerFail"
OPENED_AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@contextmanager
def localstripe() -> Iterator[str]:
    """Run localstripe as long as the block lasts; gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-c", _START, "--port", str(port), "--from-scratch"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            assert wait_for(lambda: _answers(address) or process.poll() is not None)
            assert process.poll() is None, "localstripe ended"
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        return fetch(f"{address}/v1/refunds").status == 401
    except OSError:
        return False


class StripeService(Service):
    """Stripe for one account."""

    def __init__(self, local: str, *, webhook_secret: str, secret_key: str = SECRET_KEY) -> None:
        super().__init__()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.renewals = StripeSubscriptions(self._charge, self._coupon)
        self._local = local
        self._secret_key = secret_key
        self._webhook_secret = webhook_secret
        self._answered: dict[str, tuple[bytes, Reply]] = {}

    def answer(self, asked: Asked) -> Reply:
        """Answer a request, the same one the same way: https://docs.stripe.com/api/idempotent_requests."""
        key = asked.headers.get("Idempotency-Key", "")
        if asked.headers.get("Authorization") != f"Bearer {self._secret_key}":
            return _error(401, f"Invalid API Key provided: {asked.headers.get('Authorization')}")
        if key in self._answered:
            body, reply = self._answered[key]
            # “compares incoming parameters to those of the original request and errors if they're not the same”
            return (
                reply
                if body == asked.body
                else _error(400, "Keys for idempotent requests…", "idempotency_error")
            )
        reply = self._do(asked)
        if key and asked.method == "POST":
            self._answered[key] = asked.body, reply
        return reply

    def pay(self, session_id: str, card: str = VISA) -> None:
        """The customer types a card into Stripe's page."""
        session = self.sessions[session_id]
        if session["mode"] == "subscription":
            self.renewals.agree(session, card)
            return
        payment = self._charge(session["amount_total"], session["currency"], card, session["metadata"])
        if payment.status_code != 200:
            # A declined card leaves the session open and the payment without a method; localstripe does not give the id
            # of the payment whose confirmation failed.
            session["payment_intent"] = {
                "id": "pi_declined",
                "status": "requires_payment_method",
                "last_payment_error": payment.json()["error"],
                "latest_charge": None,
            }
            return
        session.update(payment_intent=payment.json()["id"], payment_status="paid", status="complete")

    def expire(self, session_id: str) -> None:
        """A day has passed."""
        self.sessions[session_id]["status"] = "expired"

    def signed_event(self, kind: str, subject: dict[str, Any], at: datetime) -> tuple[dict[str, str], bytes]:
        """The headers and the body of an event about anything."""
        body = json.dumps(
            {"id": "evt_1", "object": "event", "type": kind, "data": {"object": subject}}
        ).encode()
        return {"Stripe-Signature": self.signature(body, at)}, body

    def event(self, session_id: str, kind: str = "checkout.session.completed") -> bytes:
        """The body of an event: https://docs.stripe.com/api/events/object."""
        about = {"object": self.sessions[session_id]}
        return json.dumps({"id": "evt_1", "object": "event", "type": kind, "data": about}).encode()

    def signature(self, body: bytes, at: datetime) -> str:
        """https://docs.stripe.com/webhooks, “Verify manually”: HMAC-SHA256 of the moment, a point and the body."""
        moment = str(int(at.timestamp()))
        signed = hmac.new(self._webhook_secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
        return f"t={moment},v1={signed.hexdigest()}"

    def posted(self, session_id: str, at: datetime) -> tuple[dict[str, str], bytes]:
        """The headers and the body of a notification."""
        body = self.event(session_id)
        return {"Stripe-Signature": self.signature(body, at)}, body

    def have_localstripe_notify(self, address: str) -> None:
        """Have localstripe send its own events somewhere, signed by itself."""
        response = requests.post(
            f"{self._local}/_config/webhooks/tests",
            json={"url": address, "secret": self._webhook_secret},
            timeout=10,
        )
        response.raise_for_status()

    def _do(self, asked: Asked) -> Reply:
        match asked.method, asked.path.strip("/").split("/")[1:]:
            case "POST", ["checkout", "sessions"]:
                return self._open(dict(parse_qsl(asked.body.decode())))
            case "GET", ["checkout", "sessions", session_id]:
                if session_id not in self.sessions:
                    return _error(404, f"No such checkout.session: {session_id}", code="resource_missing")
                return Reply(200, self._shown(session_id))
        renewing = self.renewals.answer(asked)
        if renewing is not None:
            return renewing
        passed_on = self._at_localstripe(asked.method, asked.path, dict(parse_qsl(asked.body.decode())))
        return Reply(passed_on.status_code, passed_on.json())

    def _open(self, form: dict[str, str]) -> Reply:
        amount = form.get("line_items[0][price_data][unit_amount]", "")
        needed = {
            "mode": form.get("mode") in ("payment", "subscription"),
            # “one recurring price is required in subscription mode”, and payment_intent_data only without one
            "recurring": (form.get("mode") == "subscription")
            == bool(form.get("line_items[0][price_data][recurring][interval]")),
            "payment_intent_data": form.get("mode") == "payment"
            or not any(name.startswith("payment_intent_data") for name in form),
            "success_url": form.get("success_url", "").startswith("http"),
            "unit_amount": amount.isdigit(),
            "currency": form.get("line_items[0][price_data][currency]", "A").islower(),
            "name": bool(form.get("line_items[0][price_data][product_data][name]")),
        }
        wrong = [name for name, is_well in needed.items() if not is_well]
        if wrong:
            return _error(400, f"Invalid {wrong[0]}", code="parameter_invalid")
        session_id = f"cs_test_{len(self.sessions):040d}"
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "amount_total": int(amount) * int(form["line_items[0][quantity]"]),
            "currency": form["line_items[0][price_data][currency]"],
            "client_reference_id": form.get("client_reference_id"),
            "expires_at": int((OPENED_AT + timedelta(hours=24)).timestamp()),
            "metadata": {
                name[len("metadata[") : -1]: value
                for name, value in form.items()
                if name.startswith("metadata[")
            },
            "mode": form["mode"],
            "payment_intent": None,
            "payment_status": "unpaid",
            "status": "open",
            "url": f"{self.address}/c/pay/{session_id}",
        }
        if form["mode"] == "subscription":
            wrong_terms = self.renewals.offer(self.sessions[session_id], form)
            if wrong_terms:
                return _error(400, wrong_terms, code="parameter_invalid")
        return Reply(200, self.sessions[session_id])

    def _shown(self, session_id: str) -> dict[str, Any]:
        """A session with its payment and its last charge, as localstripe has them now."""
        session = self.sessions[session_id]
        if session["mode"] == "subscription":
            return self.renewals.shown(session)
        payment = session["payment_intent"]
        if not isinstance(payment, str):
            return session
        path = f"/v1/payment_intents/{payment}?expand[]=latest_charge"
        return {**session, "payment_intent": self._at_localstripe("GET", path).json()}

    def _charge(self, amount: int, currency: str, card: str, metadata: dict[str, str]) -> requests.Response:
        return self._at_localstripe(
            "POST",
            "/v1/payment_intents",
            {
                "amount": amount,
                "currency": currency,
                "payment_method": card,
                "confirm": "true",
                **{f"metadata[{name}]": value for name, value in metadata.items()},
            },
        )

    def _coupon(self, coupon_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self._at_localstripe("GET", f"/v1/coupons/{coupon_id}").json()
        return found

    def _at_localstripe(
        self, method: str, path: str, form: dict[str, Any] | None = None
    ) -> requests.Response:
        return requests.request(
            method,
            f"{self._local}{path}",
            data=form,
            headers={"Authorization": f"Bearer {SECRET_KEY}"},
            timeout=30,
        )


def _error(status: int, message: str, kind: str = "invalid_request_error", code: str = "") -> Reply:
    return Reply(status, {"error": {"type": kind, "message": message, "code": code}})
