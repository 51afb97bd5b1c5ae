"""Asks a provider what became of an order and does what the answer means; nobody waits longer than she is told to."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from typing import TypeVar

from rotative.subscriptions.models import Agreement, Order
from rotative.subscriptions.payments import judging
from rotative.subscriptions.payments.interface import (
    Agreed,
    PaymentProblem,
    Provider,
    Renewing,
    State,
    Verdict,
)
from rotative.subscriptions.payments.reconciling import MARGIN
from rotative.subscriptions.renewing import follow
from rotative.subscriptions.selling import Facts, Outcome, Settlement, settle

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
_OUTCOMES = {
    State.PAID: Outcome.PAID,
    State.FAILED: Outcome.FAILED,
    State.EXPIRED: Outcome.EXPIRED,
    State.REFUNDED: Outcome.FAILED,  # paid and paid back before we heard of it: nothing is to be given
}


@cache
def _askers() -> ThreadPoolExecutor:
    """Return the threads that wait for slow providers in the place of those who answer readers."""
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="payments")


def facts_of(verdict: Verdict, order: Order, now: datetime) -> Facts:
    """Return what an answer means. Money that does not fit is told with its amount: settling makes it an odd payment.

    An order counts as expired only some time after its end: an operator may confirm what the provider calls over.
    """
    outcome = Outcome.PAID if verdict.needs_a_person and verdict.amount else _OUTCOMES.get(verdict.state)
    if outcome is None or (outcome is Outcome.EXPIRED and now < order.expires_at + MARGIN):
        return Facts(Outcome.PENDING)
    return Facts(outcome, verdict.amount, provider_ref=verdict.provider_ref, paid_at=verdict.paid_at)


def agreement_of(order: Order) -> Agreement | None:
    """Return the agreement to renew that an order opened, None for an order that is one payment."""
    return Agreement.objects.filter(order=order).first()


def ask_about(
    provider: Provider, order: Order, provider_ref: str = "", *, agreement: Agreement | None = None
) -> Verdict | Agreed:
    """Ask about an order, or about the agreement that it opened. Raises ProviderAway and ProviderRefused.

    Touches no database, so any thread may.
    """
    if agreement is not None and isinstance(provider, Renewing):
        return provider.agreement(order.reference, agreement.checkout_ref or provider_ref)
    return judging.ask(
        provider,
        order_id=order.reference,
        provider_ref=order.provider_ref or provider_ref,
        expected=order.price,
    )


def take(
    order: Order, answer: Verdict | Agreed, *, now: datetime, agreement: Agreement | None = None
) -> Settlement:
    """Do what an answer means, and say what has become of the order."""
    if isinstance(answer, Verdict):
        return settle(order, facts_of(answer, order, now), now=now)
    if agreement is not None and answer.opening.state is State.PAID:
        return follow(agreement, answer, now=now)
    return settle(order, facts_of(answer.opening, order, now), now=now)


def within(seconds: float | None, act: Callable[[], Answer]) -> Answer | None:
    """Return what ``act`` returns; None where that takes longer than ``seconds``. Raises what it raises.

    It runs in another thread, so it may touch no database; without ``seconds`` it runs here.
    """
    if seconds is None:
        return act()
    asked = _askers().submit(act)
    try:
        return asked.result(timeout=seconds)
    except TimeoutError:
        asked.cancel()
        return None


def look_up(
    provider: Provider, order: Order, *, now: datetime, seconds: float, provider_ref: str = ""
) -> Settlement | None:
    """Ask about an order and do what the answer means; None where the provider says nothing within ``seconds``.

    Then nothing has changed, and the reconciliation asks again. ``provider_ref``: where the order has none yet.
    """
    agreement = agreement_of(order)
    try:
        answer = within(seconds, lambda: ask_about(provider, order, provider_ref, agreement=agreement))
    except PaymentProblem as problem:
        logger.warning("subscriptions: order %s: %s", order.reference, problem)
        return None
    return None if answer is None else take(order, answer, now=now, agreement=agreement)
