"""Has providers pay back, and books what they confirm.

A refund is written down before the provider is asked, and asked for again under the same key until it answers: whatever
breaks off in between, money goes back once and stands in the books once.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.models import AskedRefund, LedgerEntry, OddPayment, Order
from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import (
    PaymentProblem,
    Provider,
    ProviderRefused,
    Refund,
    State,
)
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.payments.reconciling import PAUSES
from rotative.subscriptions.refunding import check_what_is_left, refund, refundable
from rotative.subscriptions.selling import Facts, Outcome, note_odd
from rotative.subscriptions.verifying import within

logger = logging.getLogger(__name__)
SECONDS = 12.0  # that the desk waits for the provider's word
MOST = 200  # refunds in a run
# After a question that was not answered other refusals, of the keys for instance, do not tell what became of it.
_FINAL = {Reason.REFUND_REFUSED, Reason.NO_REFUNDS, Reason.NO_PARTIAL_REFUNDS, Reason.CURRENCY_DIFFERS}


@dataclass
class PaidBack:
    """What a run did: refunds asked for again, and those of them that were confirmed."""

    asked: int = 0
    booked: int = 0


def pays_back(charge: LedgerEntry, providers: Mapping[str, Provider]) -> Provider | None:
    """Return the provider that can be asked to pay a charge back; None where it is done by hand."""
    provider = providers.get(charge.provider)
    return provider if provider is not None and provider.can_refund and charge.provider_ref else None


def ask_back(
    charge: LedgerEntry,
    provider: Provider,
    *,
    amount: Money,
    key: str,
    staff: Any,
    reason: str,
    now: datetime,
    seconds: float | None = SECONDS,
) -> AskedRefund:
    """Ask a provider to pay back a part of a charge or all of it; called again with its ``key`` it is the same refund.

    The answer says whether it is booked, refused, or not known yet. Raises ValidationError for more than is left.
    Not inside a transaction: what is written down must last whatever becomes of the question.
    """
    with transaction.atomic():
        Order.objects.select_for_update(no_key=True).get(pk=charge.order_id)
        asked = AskedRefund.objects.filter(key=key).first()
        if asked is None:
            check_what_is_left(charge, amount)
            asked = AskedRefund.objects.create(
                charge=charge,
                key=key,
                amount=amount.amount,
                currency=amount.currency,
                staff=staff,
                reason=reason,
                asked_at=now,
                ask_at=now + PAUSES[0],
            )
    return ask_again(asked, provider, now=now, seconds=seconds)


def ask_again(
    asked: AskedRefund, provider: Provider, *, now: datetime, seconds: float | None = None
) -> AskedRefund:
    """Ask about a refund under its key, and book it if it is confirmed; what was booked or refused stays so."""
    if asked.state != AskedRefund.State.ASKED:
        return asked
    charge = LedgerEntry.objects.select_related("order").get(pk=asked.charge_id)
    rows = AskedRefund.objects.filter(pk=asked.pk, state=AskedRefund.State.ASKED)
    pause = PAUSES[min(asked.attempts, len(PAUSES) - 1)]
    rows.update(attempts=F("attempts") + 1, ask_at=now + pause)
    ask = partial(
        provider.refund, charge.order.reference, charge.provider_ref, asked.money, refund_id=asked.key
    )
    try:
        answer = within(seconds, ask)
    except ProviderRefused as refusal:
        logger.warning("subscriptions: refund %s: %s", asked.key, refusal)
        rows.update(problem=refusal.reason, detail=refusal.detail[:250])
        if refusal.reason in _FINAL or not asked.attempts:
            rows.update(state=AskedRefund.State.REFUSED)
    except PaymentProblem as problem:
        logger.warning("subscriptions: refund %s: %s", asked.key, problem)
    else:
        if answer is not None and answer.state is State.REFUNDED:
            _book(asked, charge, answer, now)
    asked.refresh_from_db()
    return asked


@transaction.atomic
def _book(asked: AskedRefund, charge: LedgerEntry, answer: Refund, now: datetime) -> None:
    """Book what a provider has confirmed; what the books have no room for is looked at by a person."""
    Order.objects.select_for_update(no_key=True).get(pk=charge.order_id)
    rows = AskedRefund.objects.filter(pk=asked.pk, state=AskedRefund.State.ASKED)
    try:
        entry = refund(
            charge,
            amount=asked.money,
            key=asked.key,
            now=now,
            staff=asked.staff,
            reason=asked.reason,
            provider_ref=_own_ref(answer, charge),
        )
    except ValidationError:
        facts = Facts(Outcome.PAID, asked.money, provider_ref=answer.refund_ref)
        note_odd(charge.order, OddPayment.Kind.REFUNDED, facts, now)
        rows.update(state=AskedRefund.State.REFUSED, problem=Reason.UNCLEAR)
        return
    rows.update(state=AskedRefund.State.BOOKED, entry=entry, problem="", detail="")


def _own_ref(answer: Refund, charge: LedgerEntry) -> str:
    """Return the provider's name for the refund; none where it goes by the payment's, which may be in the books."""
    return "" if answer.refund_ref == charge.provider_ref else answer.refund_ref


@transaction.atomic
def give_up(asked: AskedRefund, *, staff: Any, now: datetime, note: str) -> bool:
    """Say, after having looked at the provider's, that nothing was paid back; False when it was settled already."""
    rows = AskedRefund.objects.filter(pk=asked.pk, state=AskedRefund.State.ASKED)
    if not rows.update(state=AskedRefund.State.REFUSED, problem=Reason.CANCELLED, detail=note[:250]):
        return False
    note_action(
        "gave up a refund", who=staff, about=asked.charge.order, now=now, money=asked.money, note=note
    )
    return True


def hear_of_refunds(order: Order, provider: Provider, *, now: datetime, seconds: float) -> None:
    """Do what a notification about a paid order may mean: a refund of ours is done, or one was made without us."""
    asked = list(
        AskedRefund.objects.filter(charge__order=order, state=AskedRefund.State.ASKED).select_related("staff")
    )
    for one in asked:
        ask_again(one, provider, now=now, seconds=seconds)
    charge = order.entries.filter(kind=LedgerEntry.Kind.CHARGE).first()
    if asked or charge is None or not refundable(charge):
        return
    try:
        verdict = within(seconds, partial(provider.verify, order.reference, order.provider_ref))
    except PaymentProblem as problem:
        logger.warning("subscriptions: order %s: %s", order.reference, problem)
        return
    if verdict is not None and verdict.state is State.REFUNDED:
        facts = Facts(Outcome.PAID, refundable(charge), provider_ref=charge.provider_ref)
        note_odd(order, OddPayment.Kind.REFUNDED, facts, now)


def reconcile_refunds(providers: Mapping[str, Provider], *, now: datetime) -> PaidBack:
    """Ask again about every refund that no provider has confirmed."""
    done = PaidBack()
    waiting = AskedRefund.objects.filter(state=AskedRefund.State.ASKED, ask_at__lte=now).order_by("ask_at")
    for asked in waiting.select_related("charge", "staff")[:MOST]:
        provider = providers.get(asked.charge.provider)
        if provider is not None:
            done.asked += 1
            done.booked += ask_again(asked, provider, now=now).state == AskedRefund.State.BOOKED
    return done
