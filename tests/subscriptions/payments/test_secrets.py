"""Whatever fails, no key comes out: not in an exception, nor in what it drags along, nor in a log, nor in a repr."""

import logging
import traceback
from contextlib import suppress

import pytest

from rotative.subscriptions.payments.credentials import Credentials, quoted
from rotative.subscriptions.payments.interface import PaymentProblem, ProviderMisconfigured
from rotative.subscriptions.payments.offering import make_providers
from tests.providers.service import Trouble
from tests.subscriptions.payments.counters import NAMES, NOW, PRICE, Counter, checkout, opened

CANARY = "canary"


def _everything_said(error: BaseException) -> str:
    """All that an error tracker could print of an exception, and of those behind it."""
    said = []
    seen: BaseException | None = error
    while seen is not None:
        said += [str(seen), repr(seen), repr(seen.args), repr(vars(seen))]
        said += traceback.format_exception(seen)
        seen = seen.__context__ or seen.__cause__
    return "\n".join(said)


def _all_that_can_be_asked(counter: Counter, reference: str) -> list[PaymentProblem]:
    problems = []
    for act in (
        lambda: counter.provider.start(checkout()),
        lambda: counter.provider.verify("ORDER-1", reference),
        lambda: counter.provider.verify("ORDER-1", ""),
        lambda: counter.provider.refund("ORDER-1", reference, PRICE, refund_id="REFUND-1"),
        lambda: counter.provider.read_notification({"Wave-Signature": "t=1,v1=2"}, b"cpm_site_id=1", now=NOW),
        lambda: counter.provider.read_notification({"Stripe-Signature": "t=1,v1=2"}, b"{", now=NOW),
    ):
        try:
            act()
        except PaymentProblem as problem:
            problems.append(problem)
    return problems


@pytest.mark.parametrize("name", NAMES)
def test_no_failure_tells_a_key(name: str, local_stripe: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    problems = []

    for trouble in (None, *set(Trouble) - {Trouble.HANGS}):
        # The services repeat a wrong key in what they answer.
        with opened(name, local_stripe, wrong_key="sk_test_wrong_canary") as counter:
            if trouble:
                counter.service.trouble(*[trouble] * 20)
            problems += _all_that_can_be_asked(counter, "cs_or_cos-1")
            shown = [repr(counter.provider), str(counter.provider), repr(vars(counter.provider))]
            assert CANARY not in "".join(shown)

    assert len(problems) > 20
    for problem in problems:
        assert CANARY not in _everything_said(problem)
        assert problem.__cause__ is None
        assert problem.__context__ is None
    assert CANARY not in caplog.text


@pytest.mark.parametrize("name", NAMES)
def test_no_success_tells_a_key(name: str, local_stripe: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    with opened(name, local_stripe) as counter:
        wanted = checkout()
        started = counter.provider.start(wanted)
        counter.pay(wanted, started)
        verdict = counter.provider.verify(wanted.order_id, started.provider_ref)
        with suppress(PaymentProblem):
            counter.provider.refund(wanted.order_id, started.provider_ref, PRICE, refund_id="REFUND-1")

    assert CANARY not in f"{started} {verdict} {caplog.text}"


def test_a_missing_key_is_told_without_the_ones_that_are_there() -> None:
    key = f"sk_live_{CANARY}"

    with pytest.raises(ProviderMisconfigured) as told:
        make_providers({"STRIPE_SECRET_KEY": key})

    assert "STRIPE_WEBHOOK_SECRET" in str(told.value)
    assert CANARY not in _everything_said(told.value)


def test_what_a_provider_wrote_is_quoted_short_on_one_line_and_without_keys() -> None:
    credentials = Credentials(short="abc", long="abcdef")

    assert credentials.quote("the key abcdef,\nor\tabc\x00\x1b[31m") == "the key …, or … [31m"
    assert len(quoted("x" * 5000)) == 201
    assert repr(credentials) == "Credentials(short, long)"
