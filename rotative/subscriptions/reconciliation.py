"""Asks providers again about orders whose end is not known: notifications may never come, and readers not come back.

When to ask and when to give up is decided by payments/reconciling.py. What it needs to know of earlier questions stands
among the site's counters, not in the books: if it is lost, an order is asked about more often.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import caches

from rotative.subscriptions.models import Order
from rotative.subscriptions.payments.interface import PaymentProblem, Provider, ProviderAway
from rotative.subscriptions.payments.reconciling import UNHEARD, PendingOrder, plan
from rotative.subscriptions.selling import Facts, Outcome, Result, settle
from rotative.subscriptions.verifying import ask_about, take

logger = logging.getLogger(__name__)
_KEPT_FOR = (UNHEARD + timedelta(days=30)).total_seconds()
MOST = 200  # questions in a run; the longest waiting come first


@dataclass
class Reconciled:
    """What a run did: questions asked, orders settled and given up, orders of which nothing is heard for too long."""

    asked: int = 0
    settled: int = 0
    expired: int = 0
    unheard: int = 0


def reconcile(providers: Mapping[str, Provider], *, now: datetime) -> Reconciled:
    """Ask about what is due. Run twice nothing doubles; a provider that is away is not asked again in the same run."""
    orders = {
        order.reference: order
        for order in Order.objects.filter(state=Order.State.OPEN, provider__in=list(providers))
        .exclude(agreement__provider_ref__gt="")  # agreed, and nothing due yet: telling.py asks
        .select_related("agreement")
    }
    known = caches["counters"].get_many([_key(reference) for reference in orders])
    todo = plan((_pending(order, known.get(_key(order.reference), {})) for order in orders.values()), now)
    done, away = Reconciled(unheard=len(todo.unheard)), set[str]()
    for pending in todo.expired:
        settle(orders[pending.order_id], Facts(Outcome.EXPIRED), now=now)
        done.expired += 1
    for pending in todo.ask[:MOST]:
        order = orders[pending.order_id]
        if order.provider not in away:
            done.asked += 1
            done.settled += _ask(order, pending, providers[order.provider], away, now)
    return done


def _ask(order: Order, pending: PendingOrder, provider: Provider, away: set[str], now: datetime) -> bool:
    """Ask about one order and settle it; say whether it was paid by now."""
    agreement = getattr(order, "agreement", None)
    told: dict[str, Any] = {"times_asked": pending.times_asked + 1, "asked_at": now}
    try:
        answer = ask_about(provider, order, agreement=agreement)
    except PaymentProblem as problem:
        logger.warning("subscriptions: order %s: %s", order.reference, problem)
        if isinstance(problem, ProviderAway):
            away.add(order.provider)
        caches["counters"].set(_key(order.reference), told | {"answered_at": pending.answered_at}, _KEPT_FOR)
        return False
    settlement = take(order, answer, now=now, agreement=agreement)
    caches["counters"].set(_key(order.reference), told | {"answered_at": now}, _KEPT_FOR)
    return settlement.result is Result.SETTLED


def _pending(order: Order, told: Mapping[str, Any]) -> PendingOrder:
    return PendingOrder(
        order_id=order.reference, started_at=order.created_at, expires_at=order.expires_at, **told
    )


def _key(reference: str) -> str:
    return f"order-asked:{reference}"
