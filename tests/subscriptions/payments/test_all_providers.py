"""What holds for every provider that takes real money, over real HTTP."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import (
    Notice,
    NotificationForged,
    ProviderAway,
    ProviderRefused,
    State,
)
from rotative.subscriptions.payments.judging import ask
from rotative.subscriptions.payments.reasons import Reason
from tests.providers.service import Trouble
from tests.subscriptions.payments.counters import NOW, PRICE, Counter, checkout, opened

UNHEARD = [trouble for trouble in Trouble if trouble is not Trouble.HANGS]


def test_an_open_checkout_is_pending_and_costs_what_was_asked(counter: Counter) -> None:
    wanted = checkout()

    started = counter.provider.start(wanted)
    verdict = counter.provider.verify(wanted.order_id, started.provider_ref)

    assert started.address.startswith(counter.service.address)
    assert started.provider_ref
    assert (verdict.state, verdict.order_id, verdict.amount) == (State.PENDING, wanted.order_id, PRICE)
    assert verdict.paid_at is None


def test_a_payment_is_paid_with_its_amount_its_moment_and_its_means(counter: Counter) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    counter.pay(wanted, started)

    verdict = ask(
        counter.provider, order_id=wanted.order_id, provider_ref=started.provider_ref, expected=PRICE
    )

    assert (verdict.state, verdict.amount, verdict.reason) == (State.PAID, PRICE, None)
    assert verdict.paid_at is not None
    assert verdict.paid_at.utcoffset() is not None
    assert verdict.method is not None


def test_an_attempt_in_vain_is_not_paid_and_says_why(counter: Counter) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    counter.attempt_in_vain(wanted, started)

    verdict = counter.provider.verify(wanted.order_id, started.provider_ref)

    assert verdict.state in (State.PENDING, State.FAILED)
    assert verdict.reason in (Reason.INSUFFICIENT_FUNDS, Reason.DECLINED)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("amount", Reason.AMOUNT_DIFFERS),
        ("currency", Reason.CURRENCY_DIFFERS),
        ("order", Reason.ANOTHER_ORDER),
    ],
)
def test_what_was_paid_otherwise_is_told_and_never_paid(counter: Counter, what: str, reason: Reason) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    counter.pay(wanted, started)
    counter.change(wanted, started, what)

    verdict = ask(
        counter.provider, order_id=wanted.order_id, provider_ref=started.provider_ref, expected=PRICE
    )

    assert (verdict.state, verdict.reason) == (State.UNKNOWN, reason)


def test_a_payment_that_the_provider_does_not_know_settles_nothing(counter: Counter) -> None:
    verdict = counter.provider.verify("ORDER-NEVER", "cs_or_cos-never")

    assert verdict.state is State.UNKNOWN
    assert verdict.reason in (Reason.NOT_FOUND, Reason.UNCLEAR)


def test_a_notification_says_which_payment_to_ask_about_each_time_it_comes(counter: Counter) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    headers, body = counter.posted(wanted, started)

    notices = {counter.provider.read_notification(headers, body, now=NOW) for _time in range(3)}
    lowered = {name.lower(): value for name, value in headers.items()}
    notices.add(counter.provider.read_notification(lowered, body, now=NOW))

    (notice,) = notices
    assert isinstance(notice, Notice)
    assert notice.order_id == wanted.order_id
    assert notice.provider_ref in ("", started.provider_ref)


def test_a_notification_without_its_signature_is_forged(counter: Counter) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    headers, body = counter.posted(wanted, started)
    (name,) = headers

    for signature in ("", "t=,v1=", "t=1,v1=é", "é", "t=1764065100", headers[name].upper() + "0"):
        with pytest.raises(NotificationForged):
            counter.provider.read_notification({name: signature}, body, now=NOW)
    with pytest.raises(NotificationForged):
        counter.provider.read_notification({}, body, now=NOW)
    with pytest.raises(NotificationForged):
        counter.provider.read_notification(headers, b"\xff\xfe", now=NOW)


@settings(max_examples=60)
@given(place=st.integers(0, 9_999), dropped=st.integers(0, 3), inserted=st.binary(max_size=3))
def test_an_altered_notification_never_speaks_of_another_order(
    lasting_counter: Counter, place: int, dropped: int, inserted: bytes
) -> None:
    wanted = checkout()
    started = lasting_counter.provider.start(wanted)
    headers, body = lasting_counter.posted(wanted, started)
    place %= len(body)
    altered = body[:place] + inserted + body[place + dropped :]

    try:
        notice = lasting_counter.provider.read_notification(headers, altered, now=NOW)
    except NotificationForged:
        return

    # A form may be written in two ways that say the same.
    assert notice is not None
    assert notice.order_id == wanted.order_id


@pytest.mark.parametrize("trouble", UNHEARD)
def test_a_question_that_is_not_answered_is_asked_once_more(counter: Counter, trouble: Trouble) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    counter.pay(wanted, started)
    counter.service.trouble(trouble)

    verdict = counter.provider.verify(wanted.order_id, started.provider_ref)

    assert verdict.state is State.PAID


@pytest.mark.parametrize("trouble", UNHEARD)
def test_a_provider_that_does_not_answer_is_away_and_nothing_is_known(
    counter: Counter, trouble: Trouble
) -> None:
    wanted = checkout()
    started = counter.provider.start(wanted)
    counter.pay(wanted, started)
    before = len(counter.service.asked)
    counter.service.trouble(trouble, trouble, trouble)

    with pytest.raises(ProviderAway):
        counter.provider.verify(wanted.order_id, started.provider_ref)

    assert len(counter.service.asked) == before + 2
    assert counter.service.followed == []


def test_a_provider_that_hangs_is_away(counter: Counter, local_stripe: str) -> None:
    with opened(counter.provider.name, local_stripe, answering=0.2) as impatient:
        impatient.service.trouble(Trouble.HANGS, Trouble.HANGS)

        with pytest.raises(ProviderAway):
            impatient.provider.verify("ORDER-1", "cs_or_cos-1")


@pytest.mark.parametrize("trouble", [Trouble.TRUNCATED, Trouble.HANGS_UP])
def test_a_checkout_whose_opening_was_not_answered_is_found_again(counter: Counter, trouble: Trouble) -> None:
    wanted = checkout()
    counter.service.trouble(trouble)

    try:
        reference = counter.provider.start(wanted).provider_ref
    except ProviderAway:
        reference = ""
    verdict = counter.provider.verify(wanted.order_id, reference)

    assert verdict.state is State.PENDING
    opened_orders = getattr(counter.service, "sessions", None) or counter.service.transactions
    assert len(opened_orders) == 1


def test_a_wrong_key_is_refused_with_the_way_out(counter: Counter, local_stripe: str) -> None:
    with opened(counter.provider.name, local_stripe, wrong_key="sk_test_wrong_canary") as locked_out:
        with pytest.raises(ProviderRefused) as opening:
            locked_out.provider.start(checkout())
        with pytest.raises(ProviderRefused) as asking:
            locked_out.provider.verify("ORDER-1", "cs_or_cos-1")

    for refused in (opening.value, asking.value):
        assert refused.reason is Reason.KEYS_REFUSED
        assert "settings" in str(refused)


def test_a_currency_that_a_provider_does_not_take_is_refused_before_it_is_asked(counter: Counter) -> None:
    if counter.provider.name == "stripe":
        assert "EUR" in counter.provider.currencies
        return

    with pytest.raises(ProviderRefused) as refused:
        counter.provider.start(checkout(Money(500, "EUR")))

    assert refused.value.reason is Reason.CURRENCY_NOT_TAKEN
    assert counter.service.asked == []
