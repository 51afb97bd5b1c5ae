"""Wave's own rules: https://docs.wave.com/checkout and https://docs.wave.com/webhook."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import NotificationForged, ProviderRefused, State
from rotative.subscriptions.payments.reasons import Method, Reason
from tests.providers.service import Trouble
from tests.providers.wave import OPENED_AT
from tests.subscriptions.payments.counters import NOW, PRICE, Counter, checkout, opened


@pytest.fixture
def wave() -> Iterator[Counter]:
    with opened("wave", "") as counter:
        yield counter


def test_a_session_is_opened_with_a_string_without_decimals_and_dies_after_half_an_hour(
    wave: Counter,
) -> None:
    wanted = checkout()

    started = wave.provider.start(wanted)

    (asked,) = wave.service.asked
    assert asked.json == {
        "amount": "5000",
        "currency": "XOF",
        "client_reference": wanted.order_id,
        "success_url": wanted.return_address,
        "error_url": wanted.cancel_address,
    }
    assert asked.headers["Idempotency-Key"] == wanted.order_id
    assert started.expires_at == OPENED_AT + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("happens", "state", "reason"),
    [
        ("fail", State.PENDING, Reason.INSUFFICIENT_FUNDS),
        ("cancel", State.FAILED, Reason.CANCELLED),
        ("expire", State.EXPIRED, Reason.TIME_RAN_OUT),
        ("pay", State.PAID, None),
    ],
)
def test_a_session_that_ended_says_how(
    wave: Counter, happens: str, state: State, reason: Reason | None
) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)
    getattr(wave.service, happens)(started.provider_ref)

    verdict = wave.provider.verify(wanted.order_id, started.provider_ref)

    assert (verdict.state, verdict.reason, verdict.method) == (state, reason, Method.WAVE)
    assert verdict.paid_at == (OPENED_AT + timedelta(minutes=2) if state is State.PAID else None)


@pytest.mark.parametrize(
    ("checkout_status", "payment_status"),
    [
        ("open", "succeeded"),
        ("expired", "succeeded"),
        ("complete", "reversed"),
        ("closed", "succeeded"),
        (None, None),
    ],
)
def test_states_that_the_documentation_does_not_name_are_unknown(
    wave: Counter, checkout_status: str | None, payment_status: str | None
) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)
    wave.service.sessions[started.provider_ref].update(
        checkout_status=checkout_status, payment_status=payment_status
    )

    verdict = wave.provider.verify(wanted.order_id, started.provider_ref)

    assert (verdict.state, verdict.reason) == (State.UNKNOWN, Reason.UNCLEAR)


def test_without_a_reference_the_order_is_looked_for_and_the_paid_session_counts(wave: Counter) -> None:
    wanted = checkout()
    first = wave.provider.start(wanted)
    wave.provider.start(wanted)
    wave.provider.start(checkout())
    wave.service.pay(first.provider_ref)

    verdict = wave.provider.verify(wanted.order_id, "")

    assert (verdict.state, verdict.provider_ref) == (State.PAID, first.provider_ref)
    assert wave.provider.verify("ORDER-NEVER", "").reason is Reason.NOT_FOUND


def test_an_answer_about_another_session_of_the_same_order_settles_nothing(wave: Counter) -> None:
    wanted = checkout()
    asked_about, other = wave.provider.start(wanted), wave.provider.start(wanted)
    wave.service.pay(other.provider_ref)
    wave.service.sessions[asked_about.provider_ref] = wave.service.sessions[other.provider_ref]

    verdict = wave.provider.verify(wanted.order_id, asked_about.provider_ref)

    assert (verdict.state, verdict.reason) == (State.UNKNOWN, Reason.ANOTHER_ORDER)


def test_a_reference_cannot_lead_the_question_elsewhere(wave: Counter) -> None:
    wave.provider.verify("ORDER-1", "../../v1/balance?x=")

    assert wave.service.asked[-1].path == "/v1/checkout/sessions/..%2F..%2Fv1%2Fbalance%3Fx%3D"


def test_two_secrets_may_sign_while_one_replaces_the_other(wave: Counter) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)
    body = wave.service.event(started.provider_ref)
    signature = wave.service.signature(body, NOW, "the-old-secret")

    notice = wave.provider.read_notification({"Wave-Signature": signature}, body, now=NOW)

    assert notice is not None
    assert (notice.order_id, notice.provider_ref) == (wanted.order_id, started.provider_ref)


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24 * 365])
def test_a_notification_of_another_time_is_refused(wave: Counter, minutes: int) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)
    headers, body = wave.posted(wanted, started)

    with pytest.raises(NotificationForged):
        wave.provider.read_notification(headers, body, now=NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": "EV_1", "type": "test.test_event", "data": {"test_key": "test_value"}}',
        b'{"id": "EV_1", "type": "merchant.payment_received", "data": {"client_reference": "ORDER-1"}}',
        b'{"id": "EV_1", "type": "checkout.session.completed", "data": {"client_reference": null}}',
        b'{"id": "EV_1", "type": "checkout.session.completed", "data": []}',
        b"[]",
        b"not JSON",
    ],
)
def test_a_genuine_event_about_no_order_of_ours_is_nothing(wave: Counter, body: bytes) -> None:
    headers = {"Wave-Signature": wave.service.signature(body, NOW)}

    assert wave.provider.read_notification(headers, body, now=NOW) is None


def test_the_whole_amount_is_paid_back_once_however_often_it_is_asked(wave: Counter) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)
    wave.pay(wanted, started)

    refunds = {
        wave.provider.refund(wanted.order_id, started.provider_ref, PRICE, refund_id="REFUND-1").state
        for _time in range(2)
    }

    assert refunds == {State.REFUNDED}
    assert wave.service.refunded == [started.provider_ref]


def test_a_refund_whose_answer_was_lost_is_asked_for_again(wave: Counter) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)
    wave.pay(wanted, started)
    # The question before the refund is answered, the refund itself is done and its answer lost.
    wave.service.trouble(None, Trouble.HANGS_UP)

    refund = wave.provider.refund(wanted.order_id, started.provider_ref, PRICE, refund_id="REFUND-1")

    assert refund.state is State.REFUNDED
    assert [asked.path.rpartition("/")[2] for asked in wave.service.asked[-2:]] == ["refund", "refund"]
    assert wave.service.refunded == [started.provider_ref]


def test_a_part_cannot_be_paid_back_nor_what_was_not_paid(wave: Counter) -> None:
    wanted = checkout()
    started = wave.provider.start(wanted)

    with pytest.raises(ProviderRefused) as unpaid:
        wave.provider.refund(wanted.order_id, started.provider_ref, PRICE, refund_id="REFUND-1")
    wave.pay(wanted, started)
    with pytest.raises(ProviderRefused) as part:
        wave.provider.refund(wanted.order_id, started.provider_ref, Money(100, "XOF"), refund_id="REFUND-2")

    assert unpaid.value.reason is Reason.REFUND_REFUSED
    assert part.value.reason is Reason.NO_PARTIAL_REFUNDS
    assert wave.service.refunded == []


def test_an_address_that_wave_does_not_take_is_refused_with_what_wave_says(wave: Counter) -> None:
    with pytest.raises(ProviderRefused, match="request-validation-error success_url"):
        wave.provider.start(checkout(return_address="http://www.ladepeche.example/"))
