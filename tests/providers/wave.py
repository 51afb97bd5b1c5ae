"""Wave's Checkout API and its webhooks, as https://docs.wave.com/checkout and /webhook describe them."""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.providers.service import Asked, Reply, Service

LIFE = timedelta(minutes=30)  # /checkout: a session can be paid for so long
# /checkout, “Amount”: a string, a point before at most two decimals, no zeros in front; XOF has no decimals.
AMOUNT = re.compile(r"[1-9]\d*")
OPENED_AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


class WaveService(Service):
    """A Wave with one merchant."""

    def __init__(self, *, api_key: str, webhook_secret: str) -> None:
        super().__init__()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.refunded: list[str] = []
        self._api_key = api_key
        self._webhook_secret = webhook_secret

    def answer(self, asked: Asked) -> Reply:
        """The paths are those of /checkout, “ENDPOINTS”."""
        scheme, _, key = asked.headers.get("Authorization", "").partition(" ")
        if not key:
            return _error(401, "missing-auth-header", "Your request should include an HTTP auth header.")
        if scheme != "Bearer" or key != self._api_key:
            return _error(401, "no-matching-api-key", f"The key {key} doesn't exist in our system.")
        match asked.method, asked.path.strip("/").split("/")[2:]:
            case "POST", ["sessions"]:
                return self._open(asked.json)
            case "GET", ["sessions", "search"]:
                wanted = asked.query.get("client_reference")
                found = [about for about in self.sessions.values() if about["client_reference"] == wanted]
                return Reply(200, {"result": found})
            case "GET", ["sessions", session_id] if session_id in self.sessions:
                return Reply(200, self.sessions[session_id])
            case "POST", ["sessions", session_id, "refund"] if session_id in self.sessions:
                return self._refund(session_id)
        return _error(404, "checkout-session-not-found", "There is no such session.")

    def pay(self, session_id: str) -> None:
        """The customer pays in Wave's app."""
        self.sessions[session_id].update(
            checkout_status="complete",
            payment_status="succeeded",
            transaction_id="TDH5TEWTLFE",
            when_completed=_written(OPENED_AT + timedelta(minutes=2)),
            last_payment_error=None,
        )

    def fail(self, session_id: str, code: str = "insufficient-funds") -> None:
        """An attempt fails: /checkout, last_payment_error. The session stays open."""
        self.sessions[session_id].update(
            payment_status="cancelled", last_payment_error={"code": code, "message": "It did not work."}
        )

    def cancel(self, session_id: str) -> None:
        """The payment is over, and was not made."""
        self.sessions[session_id].update(checkout_status="complete", payment_status="cancelled")

    def expire(self, session_id: str) -> None:
        """Half an hour has passed."""
        self.sessions[session_id].update(
            checkout_status="expired", when_completed=_written(OPENED_AT + LIFE), payment_status="cancelled"
        )

    def event(self, session_id: str, kind: str = "checkout.session.completed") -> bytes:
        """The body of a notification: /webhook, “Event object”."""
        return json.dumps({"id": "EV_QvEZuDSQbLdI", "type": kind, "data": self.sessions[session_id]}).encode()

    def signature(self, body: bytes, at: datetime, *other_secrets: str) -> str:
        """/webhook, “Signing secret”: t is the moment, each v1 an HMAC-SHA256 of the moment and the body after it."""
        moment = str(int(at.timestamp()))
        signed = [
            hmac.new(secret.encode(), moment.encode() + body, hashlib.sha256).hexdigest()
            for secret in (*other_secrets, self._webhook_secret)
        ]
        return ",".join([f"t={moment}", *(f"v1={one}" for one in signed)])

    def posted(self, session_id: str, at: datetime, kind: str = "checkout.session.completed") -> Any:
        """The headers and the body of a notification."""
        body = self.event(session_id, kind)
        return {"Wave-Signature": self.signature(body, at)}, body

    def _open(self, body: dict[str, Any]) -> Reply:
        # /checkout, “Create a checkout session”: amount, currency, success_url and error_url are required.
        if not isinstance(body.get("amount"), str) or not AMOUNT.fullmatch(body["amount"]):
            return _error(400, "request-validation-error", "amount")
        if body.get("currency") != "XOF":
            return _error(400, "request-validation-error", "currency")
        for name in ("success_url", "error_url"):
            if not str(body.get(name, "")).startswith("https://"):
                return _error(400, "request-validation-error", name)
        # /checkout: client_reference, at most 255 characters.
        if len(body.get("client_reference", "")) > 255:
            return _error(400, "request-validation-error", "client_reference")
        session_id = f"cos-{len(self.sessions):013d}"
        self.sessions[session_id] = {
            "id": session_id,
            "amount": body["amount"],
            "checkout_status": "open",
            "client_reference": body.get("client_reference"),
            "currency": body["currency"],
            "error_url": body["error_url"],
            "last_payment_error": None,
            "business_name": "La Dépêche",
            "payment_status": "processing",
            "transaction_id": None,
            "success_url": body["success_url"],
            "wave_launch_url": f"{self.address}/c/{session_id}",
            "when_completed": None,
            "when_created": _written(OPENED_AT),
            "when_expires": _written(OPENED_AT + LIFE),
        }
        return Reply(200, self.sessions[session_id])

    def _refund(self, session_id: str) -> Reply:
        # /checkout, “Refund a checkout”: no body, and idempotent.
        if self.sessions[session_id]["payment_status"] != "succeeded":
            return _error(400, "checkout-refund-failed", "The payment is not in a state to be refunded.")
        if session_id not in self.refunded:
            self.refunded.append(session_id)
        return Reply(200)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _error(status: int, code: str, message: str) -> Reply:
    return Reply(status, {"code": code, "message": message})
