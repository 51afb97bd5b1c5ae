"""CinetPay's own rules: the pages of https://docs.cinetpay.com/api/1.0-en/checkout/."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.cinetpay import CinetPay
from rotative.subscriptions.payments.interface import (
    NotificationForged,
    ProviderMisconfigured,
    ProviderRefused,
    State,
)
from rotative.subscriptions.payments.reasons import Method, Reason
from tests.providers.cinetpay import SIGNED
from tests.subscriptions.payments.counters import NOW, PRICE, WEBHOOK_SECRET, Counter, checkout, opened


@pytest.fixture
def cinetpay() -> Iterator[Counter]:
    with opened("cinetpay", "") as counter:
        yield counter


@pytest.fixture(scope="module")
def lasting_cinetpay() -> Iterator[Counter]:
    with opened("cinetpay", "") as counter:
        yield counter


def test_a_payment_is_initialised_with_what_the_page_asks_for(cinetpay: Counter) -> None:
    wanted = checkout(
        description="Un mois #1 / 5 $_& plus",
        name="Awa Traoré",
        email="awa@example.org",
        phone="+22670000000",
    )

    cinetpay.provider.start(wanted)

    (asked,) = cinetpay.service.asked
    assert asked.json == {
        "apikey": "cinetpay-canary-key",
        "site_id": "445160",
        "transaction_id": wanted.order_id,
        "amount": 5000,
        "currency": "XOF",
        "description": "Un mois  1   5   plus",
        "notify_url": wanted.notification_address,
        "return_url": wanted.return_address,
        "channels": "ALL",
        "lang": "fr",
        "metadata": wanted.order_id,
        "customer_name": "Awa Traoré",
        "customer_email": "awa@example.org",
        "customer_phone_number": "+22670000000",
    }


@pytest.mark.parametrize(
    ("amount", "sent"),
    [
        (Money(5, "XOF"), 5),
        (Money(1500, "USD"), 15),
        (Money(500000, "CDF"), 5000),
        (Money(12, "XOF"), None),
        (Money(1550, "USD"), None),
        (Money(1200, "USD"), None),
    ],
)
def test_amounts_are_whole_multiples_of_five(cinetpay: Counter, amount: Money, sent: int | None) -> None:
    if sent is None:
        with pytest.raises(ProviderRefused) as refused:
            cinetpay.provider.start(checkout(amount))
        assert refused.value.reason is Reason.AMOUNT_NOT_TAKEN
        assert cinetpay.service.asked == []
    else:
        wanted = checkout(amount)
        started = cinetpay.provider.start(wanted)
        assert cinetpay.service.asked[0].json["amount"] == sent
        assert cinetpay.provider.verify(wanted.order_id, started.provider_ref).amount == amount


@pytest.mark.parametrize(
    ("code", "status", "state", "reason"),
    [
        ("00", "ACCEPTED", State.PAID, None),
        ("00", "REFUSED", State.UNKNOWN, Reason.UNCLEAR),
        ("627", "ACCEPTED", State.UNKNOWN, Reason.UNCLEAR),
        ("00", None, State.UNKNOWN, Reason.UNCLEAR),
        ("602", "REFUSED", State.FAILED, Reason.INSUFFICIENT_FUNDS),
        ("604", "REFUSED", State.FAILED, Reason.WRONG_CODE),
        ("627", "REFUSED", State.FAILED, Reason.CANCELLED),
        ("999", "REFUSED", State.FAILED, Reason.DECLINED),
        ("662", "REFUSED", State.UNKNOWN, Reason.UNCLEAR),
        ("623", "WAITING_FOR_CUSTOMER", State.PENDING, Reason.TO_BE_CONFIRMED),
        ("662", "WAITING_CUSTOMER_PAYMENT", State.PENDING, Reason.TO_BE_CONFIRMED),
        ("662", None, State.PENDING, Reason.TO_BE_CONFIRMED),
        ("600", None, State.UNKNOWN, Reason.UNCLEAR),
        ("00", "accepted", State.UNKNOWN, Reason.UNCLEAR),
    ],
)
def test_only_code_and_status_together_make_a_payment(
    cinetpay: Counter, code: str, status: str | None, state: State, reason: Reason | None
) -> None:
    wanted = checkout()
    started = cinetpay.provider.start(wanted)
    transaction = cinetpay.service.transactions[wanted.order_id]
    transaction.code, transaction.status = code, status

    verdict = cinetpay.provider.verify(wanted.order_id, started.provider_ref)

    assert (verdict.state, verdict.reason) == (state, reason)


def test_a_wait_on_the_phone_is_no_failure(cinetpay: Counter) -> None:
    wanted = checkout()
    started = cinetpay.provider.start(wanted)
    cinetpay.service.wait(wanted.order_id)

    assert cinetpay.provider.verify(wanted.order_id, started.provider_ref).state is State.PENDING


@pytest.mark.parametrize(
    ("written", "method"),
    [
        ("OM", Method.ORANGE_MONEY),
        ("MOMO", Method.MTN_MOMO),
        ("FLOOZ", Method.MOOV_MONEY),
        ("WAVECI", Method.WAVE),
        ("CARD", Method.CARD),
        ("SOMETHING", None),
    ],
)
def test_the_operator_and_the_moment_are_told(cinetpay: Counter, written: str, method: Method | None) -> None:
    wanted = checkout()
    started = cinetpay.provider.start(wanted)
    cinetpay.service.pay(wanted.order_id, written)

    verdict = cinetpay.provider.verify(wanted.order_id, started.provider_ref)

    assert (verdict.method, verdict.paid_at) == (method, datetime(2022, 9, 15, 22, 57, 15, tzinfo=UTC))


def test_an_order_is_opened_once(cinetpay: Counter) -> None:
    wanted = checkout()
    cinetpay.provider.start(wanted)

    with pytest.raises(ProviderRefused, match="608"):
        cinetpay.provider.start(wanted)


def test_nothing_is_paid_back_through_cinetpay(cinetpay: Counter) -> None:
    assert not cinetpay.provider.can_refund
    with pytest.raises(ProviderRefused) as refused:
        cinetpay.provider.refund("ORDER-1", "", PRICE, refund_id="REFUND-1")

    assert refused.value.reason is Reason.NO_REFUNDS
    assert "by hand" in str(refused.value)


@given(name=st.sampled_from(SIGNED), value=st.text(max_size=12))
def test_no_value_of_the_form_may_change(lasting_cinetpay: Counter, name: str, value: str) -> None:
    wanted = checkout()
    lasting_cinetpay.provider.start(wanted)
    form = lasting_cinetpay.service.notification(wanted.order_id)
    token = {"x-token": lasting_cinetpay.service.token(form)}
    altered = {**form, name: value}

    if altered == form:
        assert lasting_cinetpay.provider.read_notification(token, urlencode(form).encode(), now=NOW)
    else:
        with pytest.raises(NotificationForged):
            lasting_cinetpay.provider.read_notification(token, urlencode(altered).encode(), now=NOW)


@given(place=st.integers(0, 10_000), first=st.integers(0, len(SIGNED) - 2))
def test_letters_that_wander_from_one_value_to_the_next_lead_to_no_other_order(
    lasting_cinetpay: Counter, place: int, first: int
) -> None:
    wanted = checkout()
    lasting_cinetpay.provider.start(wanted)
    form = lasting_cinetpay.service.notification(wanted.order_id)
    token = {"x-token": lasting_cinetpay.service.token(form)}
    left, right = SIGNED[first], SIGNED[first + 1]
    together = form[left] + form[right]
    place %= len(together) + 1
    altered = {**form, left: together[:place], right: together[place:]}

    try:
        notice = lasting_cinetpay.provider.read_notification(token, urlencode(altered).encode(), now=NOW)
    except NotificationForged:
        return

    assert notice is not None
    assert notice.order_id == wanted.order_id


@pytest.mark.parametrize(
    "spoilt",
    [
        b"{form}&cpm_trans_id=ORDER-X",
        b"{form}&cpm_amount=5000",
        b"{}",
        b"",
        b"{form}" + b"&a=b" * 200,
        b"cpm_trans_id=%ff",
    ],
)
def test_a_form_that_can_be_read_in_two_ways_or_in_none_is_forged(cinetpay: Counter, spoilt: bytes) -> None:
    wanted = checkout()
    started = cinetpay.provider.start(wanted)
    headers, body = cinetpay.posted(wanted, started)

    with pytest.raises(NotificationForged):
        cinetpay.provider.read_notification(headers, spoilt.replace(b"{form}", body), now=NOW)


def test_a_token_for_another_site_of_the_same_key_is_forged(cinetpay: Counter) -> None:
    wanted = checkout()
    cinetpay.provider.start(wanted)
    form = {**cinetpay.service.notification(wanted.order_id), "cpm_site_id": "999999"}
    token = {"x-token": cinetpay.service.token(form)}

    with pytest.raises(NotificationForged, match="another site"):
        cinetpay.provider.read_notification(token, urlencode(form).encode(), now=NOW)


def test_channels_that_cinetpay_does_not_know_are_told() -> None:
    with pytest.raises(ProviderMisconfigured, match="ALL, MOBILE_MONEY, CREDIT_CARD, WALLET"):
        CinetPay(api_key="a", site_id="1", secret_key=WEBHOOK_SECRET, channels="CASH")
