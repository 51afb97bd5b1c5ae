"""Stripe's own rules, with localstripe behind the sessions (tests/providers/stripe_checkout.py says what is whose)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import (
    Notice,
    NotificationForged,
    ProviderRefused,
    State,
)
from rotative.subscriptions.payments.reasons import Method, Reason
from tests.providers.stripe_checkout import OPENED_AT
from tests.running import wait_for
from tests.subscriptions.payments.counters import NOW, PRICE, Counter, checkout, opened


@pytest.fixture
def stripe(local_stripe: str) -> Iterator[Counter]:
    with opened("stripe", local_stripe) as counter:
        yield counter


@pytest.mark.parametrize(
    ("amount", "unit_amount", "currency"),
    [
        (Money(5000, "XOF"), "5000", "xof"),
        (Money(500, "EUR"), "500", "eur"),
        (Money(7, "GNF"), "7", "gnf"),
    ],
)
def test_a_currency_without_smaller_units_is_sent_as_it_is(
    stripe: Counter, amount: Money, unit_amount: str, currency: str
) -> None:
    wanted = checkout(amount)

    started = stripe.provider.start(wanted)

    session = stripe.service.sessions[started.provider_ref]
    assert (str(session["amount_total"]), session["currency"]) == (unit_amount, currency)
    assert stripe.provider.verify(wanted.order_id, started.provider_ref).amount == amount
    assert started.expires_at == OPENED_AT + timedelta(hours=24)


def test_the_card_is_charged_at_localstripe_with_the_order_in_its_metadata(stripe: Counter) -> None:
    wanted = checkout(email="awa@example.org")
    started = stripe.provider.start(wanted)
    stripe.pay(wanted, started)

    verdict = stripe.provider.verify(wanted.order_id, started.provider_ref)

    payment = stripe.service._shown(started.provider_ref)["payment_intent"]
    assert (payment["status"], payment["amount"], payment["currency"]) == ("succeeded", 5000, "xof")
    assert payment["metadata"] == {"order_id": wanted.order_id}
    assert verdict.paid_at == datetime.fromtimestamp(payment["latest_charge"]["created"], UTC)
    assert verdict.method is Method.CARD


def test_the_same_order_opens_the_same_session_and_another_price_is_refused(stripe: Counter) -> None:
    wanted = checkout()

    first = stripe.provider.start(wanted)
    second = stripe.provider.start(wanted)
    with pytest.raises(ProviderRefused) as refused:
        stripe.provider.start(checkout(Money(1, "XOF"), order_id=wanted.order_id))

    assert first == second
    assert refused.value.reason is Reason.ORDER_TAKEN


def test_a_session_that_ran_out_is_expired(stripe: Counter) -> None:
    wanted = checkout()
    started = stripe.provider.start(wanted)
    stripe.service.expire(started.provider_ref)

    verdict = stripe.provider.verify(wanted.order_id, started.provider_ref)

    assert (verdict.state, verdict.reason) == (State.EXPIRED, Reason.TIME_RAN_OUT)


@pytest.mark.parametrize(
    ("payment", "state", "reason"),
    [
        ({"status": "processing"}, State.PENDING, Reason.TO_BE_CONFIRMED),
        (
            {
                "status": "requires_payment_method",
                "last_payment_error": {"code": "card_declined", "decline_code": "insufficient_funds"},
            },
            State.FAILED,
            Reason.INSUFFICIENT_FUNDS,
        ),
        ({"status": "canceled"}, State.FAILED, Reason.DECLINED),
    ],
)
def test_a_session_that_is_complete_but_unpaid_waits_or_has_failed(
    stripe: Counter, payment: dict[str, Any], state: State, reason: Reason
) -> None:
    wanted = checkout()
    started = stripe.provider.start(wanted)
    stripe.service.sessions[started.provider_ref].update(status="complete", payment_intent=payment)

    verdict = stripe.provider.verify(wanted.order_id, started.provider_ref)

    assert (verdict.state, verdict.reason) == (state, reason)


def test_a_part_and_then_the_rest_is_paid_back_at_localstripe(stripe: Counter) -> None:
    wanted = checkout()
    started = stripe.provider.start(wanted)
    stripe.pay(wanted, started)
    order, reference = wanted.order_id, started.provider_ref

    part = stripe.provider.refund(order, reference, Money(2000, "XOF"), refund_id="R-1" + order)
    again = stripe.provider.refund(order, reference, Money(2000, "XOF"), refund_id="R-1" + order)
    between = stripe.provider.verify(order, reference)
    stripe.provider.refund(order, reference, Money(3000, "XOF"), refund_id="R-2" + order)
    afterwards = stripe.provider.verify(order, reference)

    assert part == again
    assert part.state is State.REFUNDED
    assert (between.state, between.reason) == (State.PAID, Reason.PARTLY_REFUNDED)
    assert (afterwards.state, afterwards.amount) == (State.REFUNDED, PRICE)


def test_what_was_not_paid_is_not_paid_back_nor_in_another_currency(stripe: Counter) -> None:
    wanted = checkout()
    started = stripe.provider.start(wanted)

    for reference in (started.provider_ref, "", "cs_test_never"):
        with pytest.raises(ProviderRefused) as unpaid:
            stripe.provider.refund(wanted.order_id, reference, PRICE, refund_id="R-3")
        assert unpaid.value.reason is Reason.REFUND_REFUSED
    stripe.pay(wanted, started)
    with pytest.raises(ProviderRefused) as foreign:
        stripe.provider.refund(wanted.order_id, started.provider_ref, Money(1, "EUR"), refund_id="R-4")

    assert foreign.value.reason is Reason.CURRENCY_DIFFERS


@contextmanager
def _postbox() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """An address, and what is posted to it."""
    posts: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.append((dict(self.headers.items()), body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", posts
    finally:
        server.shutdown()
        server.server_close()


def test_what_localstripe_posts_and_signs_itself_is_believed_and_names_the_order(stripe: Counter) -> None:
    with _postbox() as (address, posts):
        stripe.service.have_localstripe_notify(address)
        wanted = checkout()
        stripe.pay(wanted, stripe.provider.start(wanted))
        assert wait_for(lambda: any(wanted.order_id.encode() in body for _headers, body in posts))

    headers, body = next(post for post in posts if wanted.order_id.encode() in post[1])
    created = datetime.fromtimestamp(json.loads(body)["created"], UTC)
    assert stripe.provider.read_notification(headers, body, now=created) == Notice(wanted.order_id, "")
    with pytest.raises(NotificationForged):
        stripe.provider.read_notification(headers, body, now=created + timedelta(minutes=6))


@pytest.mark.parametrize(
    "body",
    [
        b'{"object": "event", "type": "payout.paid", "data": {"object": {"id": "po_1", "metadata": {}}}}',
        b'{"object": "event", "type": "checkout.session.completed", "data": {"object": {"id": "cs_1"}}}',
        b'{"object": "event", "data": []}',
        b"[]",
        b"not JSON",
    ],
)
def test_a_genuine_event_about_no_order_of_ours_is_nothing(stripe: Counter, body: bytes) -> None:
    headers = {"Stripe-Signature": stripe.service.signature(body, NOW)}

    assert stripe.provider.read_notification(headers, body, now=NOW) is None


def test_an_old_signature_cannot_be_dressed_up_with_a_new_moment(stripe: Counter) -> None:
    wanted = checkout()
    started = stripe.provider.start(wanted)
    headers, body = stripe.posted(wanted, started, NOW - timedelta(days=1))
    now = int(NOW.timestamp())

    old = headers["Stripe-Signature"]
    for dressed_up in (old, f"{old},t={now}", old.replace(",", f"={now},", 1), f" t={now},{old}"):
        with pytest.raises(NotificationForged):
            stripe.provider.read_notification({"Stripe-Signature": dressed_up}, body, now=NOW)
