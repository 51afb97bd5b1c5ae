"""Asks a provider what became of an order and does what the answer means; nobody waits longer than she is told to."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import cache

from rotative.subscriptions.models import Order
from rotative.subscriptions.money import Money
from rotative.subscriptions.payments import judging
from rotative.subscriptions.payments.interface import PaymentProblem, Provider, State, Verdict
from rotative.subscriptions.payments.money import Amount
from rotative.subscriptions.payments.reconciling import MARGIN
from rotative.subscriptions.selling import Facts, Outcome, Settlement, settle

logger = logging.getLogger(__name__)
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
    amount = Money(verdict.amount.minor, verdict.amount.currency) if verdict.amount else None
    outcome = Outcome.PAID if verdict.needs_a_person and amount else _OUTCOMES.get(verdict.state)
    if outcome is None or (outcome is Outcome.EXPIRED and now < order.expires_at + MARGIN):
        return Facts(Outcome.PENDING)
    return Facts(outcome, amount, provider_ref=verdict.provider_ref, paid_at=verdict.paid_at)


def ask_about(provider: Provider, order: Order, provider_ref: str = "") -> Verdict:
    """Ask about an order. Raises ProviderAway and ProviderRefused. Touches no database, so any thread may."""
    return judging.ask(
        provider,
        order_id=order.reference,
        provider_ref=order.provider_ref or provider_ref,
        expected=Amount(order.amount, order.currency),
    )


def look_up(
    provider: Provider, order: Order, *, now: datetime, seconds: float, provider_ref: str = ""
) -> Settlement | None:
    """Ask about an order and settle it; None where the provider says nothing within ``seconds``.

    Then nothing has changed, and the reconciliation asks again. ``provider_ref``: where the order has none yet.
    """
    asked: Future[Verdict] = _askers().submit(ask_about, provider, order, provider_ref)
    try:
        verdict = asked.result(timeout=seconds)
    except TimeoutError:
        asked.cancel()
        return None
    except PaymentProblem as problem:
        logger.warning("subscriptions: order %s: %s", order.reference, problem)
        return None
    return settle(order, facts_of(verdict, order, now), now=now)
