"""Tells providers what is to become of agreements to renew, and asks them what they have collected.

A wish is told until it is confirmed; an answer that no notification brought is asked for after the end of each term.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import F

from rotative.subscriptions.models import Agreement, Subscription
from rotative.subscriptions.payments.interface import PaymentProblem, Provider, ProviderAway, Renewing
from rotative.subscriptions.payments.reconciling import PAUSES
from rotative.subscriptions.verifying import ask_about, take, within

logger = logging.getLogger(__name__)
MOST = 200  # questions, and as many wishes, in a run
SECONDS = 4.0  # that somebody waits who has just cancelled or resumed


@dataclass
class Told:
    """What a run did: wishes that were confirmed, agreements asked about, terms that were collected."""

    told: int = 0
    asked: int = 0
    collected: int = 0


def tell(agreement: Agreement, provider: Renewing, *, now: datetime, seconds: float | None = None) -> bool:
    """Tell a provider what we wish, and say whether it has confirmed; else it is told again later."""
    act = partial(provider.end, agreement.provider_ref, at_once=agreement.wish == Agreement.Wish.STOP)
    if agreement.wish == Agreement.Wish.GO_ON:
        act = partial(provider.go_on, agreement.provider_ref)
    rows = Agreement.objects.filter(pk=agreement.pk, changes=agreement.changes)
    pause = PAUSES[min(agreement.attempts, len(PAUSES) - 1)]
    try:
        is_answered = within(seconds, lambda: act() or True)
    except PaymentProblem as problem:
        logger.warning("subscriptions: agreement %s: %s", agreement.order, problem)
        if not isinstance(problem, ProviderAway):
            rows.update(ask_at=now)  # it may be over there: then there is nothing to tell
        is_answered = None
    if not is_answered:
        rows.update(attempts=F("attempts") + 1, tell_at=now + pause)
        return False
    return bool(rows.update(told=agreement.wish, attempts=0, tell_at=None))


def tell_now(subscription: Subscription, providers: Mapping[str, Provider], *, now: datetime) -> None:
    """Tell what was just wished for a subscription, while somebody waits; what is not answered is told later."""
    for agreement in subscription.agreements.to_be_told(now).select_related("order"):
        provider = providers.get(agreement.order.provider)
        if isinstance(provider, Renewing):
            tell(agreement, provider, now=now, seconds=SECONDS)


def tell_and_ask(providers: Mapping[str, Provider], *, now: datetime) -> Told:
    """Tell and ask what is due. A provider that is away is left alone until the next run."""
    done, away = Told(), set[str]()
    agreements = Agreement.objects.select_related("order__plan", "order__buyer")
    for agreement in agreements.to_be_told(now)[:MOST]:
        provider = providers.get(agreement.order.provider)
        if isinstance(provider, Renewing) and provider.name not in away:
            if tell(agreement, provider, now=now):
                done.told += 1
            else:
                away.add(provider.name)
    for agreement in agreements.to_be_asked(now)[:MOST]:
        provider = providers.get(agreement.order.provider)
        if isinstance(provider, Renewing) and provider.name not in away:
            done.asked += 1
            done.collected += _ask(agreement, provider, away, now)
    return done


def _ask(agreement: Agreement, provider: Renewing, away: set[str], now: datetime) -> int:
    """Ask about one agreement, and return how many terms it has brought."""
    before = agreement.collections.count()
    pause = PAUSES[-1]
    Agreement.objects.filter(pk=agreement.pk).update(ask_at=now + pause)
    try:
        answer = ask_about(provider, agreement.order, agreement=agreement)
    except PaymentProblem as problem:
        logger.warning("subscriptions: agreement %s: %s", agreement.order, problem)
        if isinstance(problem, ProviderAway):
            away.add(provider.name)
        return 0
    take(agreement.order, answer, now=now, agreement=agreement)
    return agreement.collections.count() - before
