"""What renews by itself at Stripe; tests/providers/stripe_subscriptions.py names the pages that the rules are from."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import (
    Agreement,
    Checkout,
    Notice,
    ProviderAway,
    ProviderRefused,
    Renewal,
    Renewing,
    Started,
    State,
)
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.recurring import Fault, fault_of
from tests.providers.service import Trouble
from tests.providers.stripe_checkout import DECLINED, VISA
from tests.providers.stripe_subscriptions import AGREED_AT
from tests.subscriptions.payments.counters import NOW, PRICE, Counter, checkout, opened

MONTH = Period(Unit.MONTH)


@pytest.fixture
def stripe(local_stripe: str) -> Iterator[Counter]:
    with opened("stripe", local_stripe) as counter:
        yield counter


def renewing(amount: Money = PRICE, **terms: Any) -> Checkout:
    return checkout(amount, renewal=Renewal(**{"period": MONTH, "price": PRICE, **terms}))


def agreed(stripe: Counter, wanted: Checkout, card: str = VISA) -> tuple[Started, str]:
    """The checkout of a reader who has agreed, and Stripe's name for the agreement."""
    started = stripe.provider.start(wanted)
    stripe.service.pay(started.provider_ref, card)
    return started, stripe.service.renewals.of_order(wanted.order_id)


def told(stripe: Counter, wanted: Checkout, started: Started) -> Any:
    provider = stripe.provider
    assert isinstance(provider, Renewing)
    return provider.agreement(wanted.order_id, started.provider_ref)


def test_only_a_provider_that_collects_by_itself_is_offered_for_it(counter: Counter) -> None:
    assert isinstance(counter.provider, Renewing) == (counter.provider.name == "stripe")


@pytest.mark.parametrize(
    ("period", "interval", "times"),
    [
        (Period(Unit.DAY, 10), "day", "10"),
        (Period(Unit.WEEK), "week", "1"),
        (MONTH, "month", "1"),
        (Period(Unit.QUARTER, 2), "month", "6"),
        (Period(Unit.YEAR), "year", "1"),
    ],
)
@pytest.mark.parametrize("price", [Money(5000, "XOF"), Money(1250, "EUR")])
def test_a_term_is_sent_in_stripes_intervals_and_smallest_units(
    stripe: Counter, period: Period, interval: str, times: str, price: Money
) -> None:
    wanted = renewing(price, period=period, price=price)

    stripe.provider.start(wanted)

    sent = stripe.service.asked[-1].body.decode()
    for name, value in {
        "recurring][interval]": interval,
        "recurring][interval_count]": times,
        "unit_amount]": str(price.amount),
        "currency]": price.currency.lower(),
    }.items():
        assert f"{name}={value}".replace("]", "%5D").replace("[", "%5B") in sent.replace("[", "%5B").replace(
            "]", "%5D"
        )


def test_an_agreement_is_paid_once_a_term_and_every_term_is_told_the_oldest_first(stripe: Counter) -> None:
    wanted = renewing()
    started, ref = agreed(stripe, wanted)
    for _term in range(4):
        stripe.service.renewals.next_term(ref)

    said = told(stripe, wanted, started)

    assert (said.opening.state, said.ref, said.state) == (State.PAID, ref, Agreement.ACTIVE)
    assert [one.amount for one in said.collected] == [PRICE] * 5
    assert len({one.ref for one in said.collected}) == 5
    assert said.collected[0].ref < said.collected[-1].ref
    assert said.collected[0].paid_at == AGREED_AT


def test_before_anything_is_agreed_the_checkout_waits(stripe: Counter) -> None:
    wanted = renewing()
    started = stripe.provider.start(wanted)
    assert told(stripe, wanted, started).opening.state is State.PENDING

    stripe.service.pay(started.provider_ref, DECLINED)
    assert told(stripe, wanted, started).opening.state is State.PENDING

    stripe.service.expire(started.provider_ref)
    assert told(stripe, wanted, started).opening.state is State.EXPIRED


def test_an_agreement_of_another_order_is_not_believed(stripe: Counter) -> None:
    wanted = renewing()
    started, ref = agreed(stripe, wanted)
    stripe.service.renewals.agreements[ref]["metadata"] = {"order_id": "ORDER-X"}

    said = told(stripe, wanted, started)

    assert (said.opening.state, said.opening.reason) == (State.UNKNOWN, Reason.ANOTHER_ORDER)
    provider: Any = stripe.provider
    assert provider.agreement("ORDER-Y", started.provider_ref).opening.reason is Reason.ANOTHER_ORDER
    assert provider.agreement("ORDER-Y", "cs_never").opening.reason is Reason.NOT_FOUND


@pytest.mark.parametrize("terms", [1, 2])
def test_the_first_terms_cost_the_introductory_price(stripe: Counter, terms: int) -> None:
    introductory = Money(1000, "XOF")
    wanted = renewing(introductory, first_terms=terms)
    started, ref = agreed(stripe, wanted)
    for _term in range(2):
        stripe.service.renewals.next_term(ref)

    said = told(stripe, wanted, started)

    expected = [introductory] * terms + [PRICE] * (3 - terms)
    assert [one.amount for one in said.collected] == expected
    other = renewing(introductory, first_terms=terms)
    stripe.provider.start(other)  # the discount is there already
    made = [one for one in stripe.service.asked if one.method == "POST" and one.path == "/v1/coupons"]
    assert len(made) <= 1


def test_a_trial_costs_nothing_and_then_the_term_is_collected(stripe: Counter) -> None:
    wanted = renewing(Money(1000, "XOF"), first_terms=1, trial_days=14)
    started, ref = agreed(stripe, wanted)

    trying = told(stripe, wanted, started)
    stripe.service.renewals.next_term(ref)
    paying = told(stripe, wanted, started)

    assert (trying.opening.state, trying.state, trying.collected) == (State.PAID, Agreement.TRIAL, ())
    assert trying.trial_ends_at == AGREED_AT + timedelta(days=14)
    assert (paying.state, [one.amount.amount for one in paying.collected]) == (Agreement.ACTIVE, [1000])


def test_a_charge_that_fails_is_tried_again_and_then_it_is_over(stripe: Counter) -> None:
    wanted = renewing()
    started, ref = agreed(stripe, wanted)
    invoice = stripe.service.renewals.next_term(ref, card=DECLINED)

    failed = told(stripe, wanted, started)
    stripe.service.renewals.retry(invoice, VISA)
    mended = told(stripe, wanted, started)
    stripe.service.renewals.cancel(ref)
    over = told(stripe, wanted, started)

    assert [one.state for one in (failed, mended, over)] == [
        Agreement.PAST_DUE,
        Agreement.ACTIVE,
        Agreement.OVER,
    ]
    assert [len(one.collected) for one in (failed, mended, over)] == [1, 2, 2]


def test_it_ends_with_the_term_goes_on_again_and_is_over_at_once_however_often_it_is_told(
    stripe: Counter,
) -> None:
    wanted = renewing()
    started, ref = agreed(stripe, wanted)
    provider: Any = stripe.provider
    ends = []

    for _time in range(2):
        provider.end(ref, at_once=False)
        ends.append(told(stripe, wanted, started).ends_with_term)
    for _time in range(2):
        provider.go_on(ref)
        ends.append(told(stripe, wanted, started).ends_with_term)
    for _time in range(2):
        provider.end(ref, at_once=True)

    assert ends == [True, True, False, False]
    assert told(stripe, wanted, started).state is Agreement.OVER
    with pytest.raises(ProviderRefused):
        provider.go_on(ref)
    with pytest.raises(ProviderRefused):
        provider.go_on("sub_never")


def test_an_unanswered_question_is_asked_once_more_and_then_stripe_is_away(stripe: Counter) -> None:
    wanted = renewing()
    started, ref = agreed(stripe, wanted)
    provider: Any = stripe.provider
    stripe.service.trouble(Trouble.HANGS_UP)
    assert told(stripe, wanted, started).state is Agreement.ACTIVE

    stripe.service.trouble(*[Trouble.ERROR] * 2)
    with pytest.raises(ProviderAway):
        told(stripe, wanted, started)
    stripe.service.trouble(*[Trouble.GATEWAY_PAGE] * 2)
    with pytest.raises(ProviderAway):
        provider.end(ref, at_once=True)


def test_what_an_invoice_collected_is_paid_back_once(stripe: Counter) -> None:
    wanted = renewing()
    started, _ref = agreed(stripe, wanted)
    invoice = told(stripe, wanted, started).collected[0].ref

    first, again = (
        stripe.provider.refund(wanted.order_id, invoice, PRICE, refund_id=f"R-{wanted.order_id}")
        for _time in range(2)
    )

    assert first == again
    assert first.state is State.REFUNDED
    with pytest.raises(ProviderRefused) as unpaid:
        stripe.provider.refund(wanted.order_id, "in_never", PRICE, refund_id="R-9")
    assert unpaid.value.reason is Reason.REFUND_REFUSED


def test_a_refund_is_found_again_when_stripe_has_forgotten_its_key(stripe: Counter) -> None:
    wanted = checkout()
    started = stripe.provider.start(wanted)
    stripe.pay(wanted, started)
    refund_id = f"R-{wanted.order_id}"
    first = stripe.provider.refund(wanted.order_id, started.provider_ref, PRICE, refund_id=refund_id)
    stripe.service._answered.clear()  # “keys are removed after at least 24 hours” (/api/idempotent_requests)

    again = stripe.provider.refund(wanted.order_id, started.provider_ref, PRICE, refund_id=refund_id)

    assert first == again


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("invoice.paid", {"parent": {"subscription_details": {"metadata": {"order_id": "ORDER-7"}}}}),
        ("invoice.payment_failed", {"subscription_details": {"metadata": {"order_id": "ORDER-7"}}}),
        ("customer.subscription.updated", {"metadata": {"order_id": "ORDER-7"}}),
        ("customer.subscription.deleted", {"metadata": {"order_id": "ORDER-7"}}),
        ("charge.refunded", {"metadata": {"order_id": "ORDER-7"}}),
        ("refund.updated", {"metadata": {"order_id": "ORDER-7", "refund_id": "R-1"}}),
    ],
)
def test_each_event_names_its_order(stripe: Counter, kind: str, subject: dict[str, Any]) -> None:
    headers, body = stripe.service.signed_event(kind, subject, NOW)

    assert stripe.provider.read_notification(headers, body, now=NOW) == Notice("ORDER-7", "")


@pytest.mark.parametrize("subject", [{"parent": None}, {"parent": {"subscription_details": []}}, {}])
def test_an_invoice_of_somebody_else_is_about_nothing_of_ours(
    stripe: Counter, subject: dict[str, Any]
) -> None:
    headers, body = stripe.service.signed_event("invoice.paid", subject, NOW)

    assert stripe.provider.read_notification(headers, body, now=NOW) is None


@pytest.mark.parametrize(
    ("period", "trial_days", "terms", "fault"),
    [
        (MONTH, 0, 0, None),
        (Period(Unit.YEAR, 3), 0, 0, None),
        (Period(Unit.YEAR, 4), 0, 0, Fault.TOO_LONG),
        (Period(Unit.WEEK, 157), 0, 0, Fault.TOO_LONG),
        (Period(Unit.WEEK), 0, 1, None),
        (Period(Unit.WEEK), 0, 2, Fault.INTRODUCTION),
        (Period(Unit.WEEK), 7, 1, Fault.TRIAL),
        (MONTH, 27, 3, None),
        (MONTH, 28, 1, Fault.TRIAL),
        (Period(Unit.QUARTER), 30, 1, None),
    ],
)
def test_what_stripe_cannot_count_is_refused_beforehand(
    period: Period, trial_days: int, terms: int, fault: Fault | None
) -> None:
    assert fault_of(period, trial_days=trial_days, introductory_terms=terms) == fault
