"""A till for trying the newspaper out: nobody pays anything, two buttons decide what it says.

It refuses to be made outside the demonstration. Its orders are small files in a folder, so all processes of a site see
them; the pages with the buttons are made by whoever shows them, and press `pay` and `turn_down`.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.amounts import CURRENCIES
from rotative.subscriptions.payments.credentials import Credentials
from rotative.subscriptions.payments.interface import (
    Checkout,
    Notice,
    NotificationForged,
    ProviderMisconfigured,
    ProviderRefused,
    Refund,
    Started,
    State,
    Verdict,
    header,
)
from rotative.subscriptions.payments.msgids import gettext_noop
from rotative.subscriptions.payments.reasons import Method, Reason

OPEN_FOR = timedelta(minutes=30)
SIGNATURE = "X-Test-Till-Signature"


class DemoTill:
    """The test till. ``page`` is the address of its page with ``{reference}`` in it.

    Raises ProviderMisconfigured unless ``is_demo``.
    """

    name = "test-till"
    label = gettext_noop("Test till (nobody pays anything)")
    currencies = CURRENCIES
    can_refund = True

    def __init__(
        self,
        *,
        folder: Path,
        page: str,
        is_demo: bool,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not is_demo:
            raise ProviderMisconfigured(self.name, "the test till opens in the demonstration only")
        if "{reference}" not in page:
            raise ProviderMisconfigured(self.name, "the address of its page needs {reference} in it")
        self._folder = folder
        self._page = page
        self._clock = clock

    def start(self, checkout: Checkout) -> Started:
        """Write the order down. Raises ProviderRefused where it stands there already."""
        reference = f"test-{checkout.order_id}"
        expires_at = self._clock() + OPEN_FOR
        if self._path(reference).exists():
            raise ProviderRefused(self.name, Reason.ORDER_TAKEN)
        self._write(
            reference,
            {
                "order_id": checkout.order_id,
                "minor": checkout.amount.amount,
                "currency": checkout.amount.currency,
                "description": checkout.description,
                "return_address": checkout.return_address,
                "cancel_address": checkout.cancel_address,
                "notification_address": checkout.notification_address,
                "state": State.PENDING,
                "expires_at": expires_at.isoformat(),
                "paid_at": None,
            },
        )
        return Started(self._page.format(reference=reference), reference, expires_at)

    def verify(self, order_id: str, provider_ref: str) -> Verdict:
        """Read what is written down."""
        order = self.order(provider_ref or f"test-{order_id}")
        if order is None:
            return Verdict(state=State.UNKNOWN, order_id=order_id, reason=Reason.NOT_FOUND)
        if order["order_id"] != order_id:
            return Verdict(state=State.UNKNOWN, order_id=order_id, reason=Reason.ANOTHER_ORDER)
        state = State(order["state"])
        if state is State.PENDING and self._clock() >= datetime.fromisoformat(order["expires_at"]):
            state = State.EXPIRED
        return Verdict(
            state=state,
            order_id=order_id,
            provider_ref=f"test-{order_id}",
            amount=Money(order["minor"], order["currency"]),
            paid_at=datetime.fromisoformat(order["paid_at"]) if order["paid_at"] else None,
            method=Method.TEST_MONEY,
            reason={State.FAILED: Reason.DECLINED, State.EXPIRED: Reason.TIME_RAN_OUT}.get(state),
        )

    def read_notification(
        self, headers: Mapping[str, str], raw_body: bytes, *, now: datetime
    ) -> Notice | None:
        """Check the signature of this site's own till."""
        if not hmac.compare_digest(self._sign(raw_body), header(headers, SIGNATURE).encode()):
            raise NotificationForged(self.name, "the signature is not the till’s")
        order = self.order(raw_body.decode())
        return Notice(order["order_id"], raw_body.decode()) if order else None

    def refund(self, order_id: str, provider_ref: str, amount: Money, *, refund_id: str) -> Refund:
        """Write down that the whole amount was paid back; asked again, it says so again."""
        verdict = self.verify(order_id, provider_ref)
        if verdict.state not in (State.PAID, State.REFUNDED):
            raise ProviderRefused(self.name, Reason.REFUND_REFUSED, f"the payment is {verdict.state}")
        if verdict.amount != amount:
            raise ProviderRefused(self.name, Reason.NO_PARTIAL_REFUNDS, f"{verdict.amount} was paid")
        self._change(verdict.provider_ref, state=State.REFUNDED)
        return Refund(State.REFUNDED, verdict.provider_ref, amount)

    def order(self, reference: str) -> dict[str, Any] | None:
        """Return what the till's page shows: amount (minor, currency), description, addresses, state."""
        try:
            order: dict[str, Any] = json.loads(self._path(reference).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return order

    def pay(self, reference: str) -> None:
        """Press the button that pays. Raises ProviderRefused where the order is not open any more."""
        self._open_order(reference)
        self._change(reference, state=State.PAID, paid_at=self._clock().isoformat())

    def turn_down(self, reference: str) -> None:
        """Press the button that refuses. Raises ProviderRefused where the order is not open any more."""
        self._open_order(reference)
        self._change(reference, state=State.FAILED)

    def notification(self, reference: str) -> tuple[dict[str, str], bytes]:
        """Return the headers and the body of a notification about an order."""
        return {SIGNATURE: self._sign(reference.encode()).decode()}, reference.encode()

    def _open_order(self, reference: str) -> None:
        order = self.order(reference)
        verdict = self.verify(order["order_id"], reference) if order else None
        if verdict is None or verdict.state is not State.PENDING:
            raise ProviderRefused(self.name, Reason.REQUEST_REFUSED, "the order is not open")

    def _path(self, reference: str) -> Path:
        # Whatever an address bar holds, it names no file elsewhere.
        return self._folder / f"{hashlib.sha256(reference.encode()).hexdigest()}.json"

    def _change(self, reference: str, **what: Any) -> None:
        self._write(reference, {**(self.order(reference) or {}), **what})

    def _write(self, reference: str, order: Mapping[str, Any]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        _replace(self._path(reference), json.dumps(order))

    def _sign(self, body: bytes) -> bytes:
        return hmac.new(self._credentials()["key"].encode(), body, hashlib.sha256).hexdigest().encode()

    def _credentials(self) -> Credentials:
        """Return the till's key, made when it is first needed."""
        path = self._folder / "key"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(path, secrets.token_hex(32))
        return Credentials(key=path.read_text(encoding="utf-8"))


def _replace(path: Path, text: str) -> None:
    """Write a file so that others read the old one or the new one, never half of it."""
    half = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
