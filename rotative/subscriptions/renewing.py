"""Terms that renew by themselves: opens agreements, and does what a provider says of one.

What counts is the provider's whole answer, never a notification: it says how the agreement stands and all that was
collected. Whatever of it is known already changes nothing, so answers may come twice, late and in any order.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from rotative.subscriptions import wishing
from rotative.subscriptions.cancelling import happen
from rotative.subscriptions.models import (
    Agreement,
    Collection,
    OddPayment,
    Order,
    Plan,
    Rules,
    Subscription,
    Term,
)
from rotative.subscriptions.payments import interface
from rotative.subscriptions.payments.interface import Agreed, Collected, Renewal
from rotative.subscriptions.pricing import introductory_terms_left
from rotative.subscriptions.selling import (
    Facts,
    Outcome,
    Result,
    Settlement,
    note_odd,
    open_order,
    settle,
)
from rotative.subscriptions.states import Event, NotPossible, State
from rotative.subscriptions.terms import add_term, save_followed, subscription_for
from rotative.subscriptions.trials import may_try

# Stripe makes an invoice when the term ends and collects it about an hour later, after a trial too
# (https://docs.stripe.com/billing/invoices/subscription): nobody is locked out meanwhile.
COLLECTING = timedelta(days=1)
ASK_AFTER = timedelta(hours=2)  # the end of a term: then the next one should be collected
ASK_AGAIN = timedelta(hours=6)


def renewal_for(plan: Plan, *, buyer: Any) -> Renewal:
    """Return how a plan renews for this reader: her own introductory terms, and a trial if she may have one."""
    return Renewal(
        period=plan.period,
        price=plan.price,
        first_terms=introductory_terms_left(plan, buyer=buyer),
        trial_days=plan.trial_days if may_try(plan, buyer) else 0,
    )


def may_renew(plan: Plan, reader: Any) -> bool:
    """Whether a plan is offered to this reader as renewing by itself: nobody has two things that do."""
    return plan.renews_itself and not Agreement.objects.of(reader).going_on().exists()


def trial_of(agreement: Agreement, *, now: datetime) -> datetime | None:
    """Return until when somebody reads for nothing by an agreement of which nothing was collected yet."""
    if agreement.ended_at is not None or agreement.subscription is None or agreement.collections.exists():
        return None
    trial = agreement.subscription.terms.at(now).filter(source=Term.Source.TRIAL).first()
    return trial.until_at - COLLECTING if trial else None


@transaction.atomic
def follow(agreement: Agreement, said: Agreed, *, now: datetime) -> Settlement:
    """Do what a provider says of an agreement that was made. ``agreement`` is as it was when the provider was asked.

    Books what was collected, each as an order with its term and receipt; begins the trial; notes a charge that failed,
    an end, and what was changed at the provider's own site. Answers for the order that opened the agreement.
    """
    order = (
        Order.objects.select_for_update(no_key=True)
        .prefetch_related("plan", "buyer")
        .get(pk=agreement.order_id)
    )
    held = Agreement.objects.select_related("subscription").get(pk=agreement.pk)
    _make(held, order, said, now)
    if held.subscription is not None:  # before its agreement, as everywhere
        Subscription.objects.select_for_update(no_key=True).get(pk=held.subscription.pk)
    result = Settlement(Result.NOT_PAID, order)
    known = set(held.collections.values_list("ref", flat=True))  # at once: answers grow by a term each time
    for one in said.collected:
        settled = _take(held, order, one, known, now)
        if settled is not None and settled.order.pk == order.pk:
            result = settled
    is_news = len(said.collected) >= len(known)
    if held.subscription is not None:
        _begin_trial(held.subscription, order, said, now)
        _heed(held, held.subscription, agreement, said, is_news, now)
    is_over = said.state is interface.Agreement.OVER
    held.ended_at = (held.ended_at or now) if is_over else None
    held.ask_at = _ask_at(held, now)
    # Not the wishes: somebody may have had another one since they were read.
    held.save(update_fields=["ended_at", "ask_at"])
    if is_over:
        Agreement.objects.filter(pk=held.pk).update(told=F("wish"), tell_at=None)
        if not said.collected:
            result = settle(order, Facts(Outcome.FAILED), now=now)
    if held.subscription is not None:
        _note_whether_it_renews(held.subscription, now)
    return result


def _make(held: Agreement, order: Order, said: Agreed, now: datetime) -> None:
    """Tie an agreement that was just made to its reader's subscription; a second one ends with what it has paid.

    Whose account has gone in the meantime pays nothing more.
    """
    if held.provider_ref:
        return
    held.provider_ref, wish = said.ref, None
    if order.buyer is None:
        wish = Agreement.Wish.STOP
    else:
        held.subscription = subscription_for(
            plan=order.plan,
            kind=Subscription.Kind.PERSONAL,
            holder=order.buyer,
            language=order.language,
            now=now,
        )
        if held.wish == Agreement.Wish.GO_ON and wishing.renews(held.subscription):
            wish = Agreement.Wish.END
    held.save(update_fields=["provider_ref", "subscription"])
    if wish is not None:
        _turn(held, wish=wish, changes=held.changes + 1, tell_at=now)


def _take(held: Agreement, order: Order, one: Collected, known: set[str], now: datetime) -> Settlement | None:
    """Settle what was collected, each once: the first by the order of the agreement, the others by their own.

    ``known``: what was collected already, by the provider's names; what is taken is added.
    """
    if one.ref in known:
        return None
    facts = Facts(Outcome.PAID, one.amount, provider_ref=one.ref, paid_at=one.paid_at)
    if one.amount not in (order.price, held.price):
        is_foreign = one.amount.currency != order.currency
        return note_odd(order, OddPayment.Kind.CURRENCY if is_foreign else OddPayment.Kind.AMOUNT, facts, now)
    number = len(known) + 1
    paid = order
    if number > 1:
        paid = open_order(
            plan=order.plan,
            provider=order.provider,
            buyer=held.subscription.holder if held.subscription else None,
            price=one.amount,
            reference=f"{order.reference}-{number}",
            language=order.language,
            billed_to=order.billed_to,
            now=now,
        )
    Collection.objects.create(agreement=held, ref=one.ref, order=paid)
    known.add(one.ref)
    return settle(paid, facts, now=now)


def _begin_trial(subscription: Subscription, order: Order, said: Agreed, now: datetime) -> None:
    state = Subscription.objects.values_list("state", flat=True).get(pk=subscription.pk)
    if said.state is not interface.Agreement.TRIAL or said.trial_ends_at is None or state != State.PENDING:
        return
    until = said.trial_ends_at + COLLECTING
    if until > now:
        add_term(subscription, plan=order.plan, source=Term.Source.TRIAL, until=until, now=now)


def _heed(
    held: Agreement, subscription: Subscription, asked: Agreement, said: Agreed, is_news: bool, now: datetime
) -> None:
    """Take over what happened at the provider's: a charge that failed, an end or a going on that was chosen there."""
    if said.state is interface.Agreement.PAST_DUE and is_news:
        _happens(subscription, Event.CHARGE_FAILED, now)
    if said.state is interface.Agreement.OVER or held.changes != asked.changes or held.wish != held.told:
        return  # what we wish is not told yet, or the answer is older than the wish
    wish, event = None, Event.CANCELLED
    if said.ends_with_term and held.wish == Agreement.Wish.GO_ON:
        wish = Agreement.Wish.END
    elif not said.ends_with_term and held.wish == Agreement.Wish.END:
        wish, event = Agreement.Wish.GO_ON, Event.RESUMED
    if wish is not None and _turn(held, wish=wish, told=wish):
        _happens(subscription, event, now)


def _turn(held: Agreement, **what: Any) -> bool:
    """Change what is to become of an agreement, unless somebody has wished something since it was read."""
    return bool(Agreement.objects.filter(pk=held.pk, changes=held.changes).update(**what))


def _happens(subscription: Subscription, event: Event, now: datetime) -> None:
    """Let something happen to a subscription where its state has a way for it."""
    with suppress(NotPossible):
        happen(subscription, event, now)


def _note_whether_it_renews(subscription: Subscription, now: datetime) -> None:
    held = (
        Subscription.objects.select_for_update(no_key=True).prefetch_related("plan").get(pk=subscription.pk)
    )
    renews = wishing.renews(held)
    if held.renews_itself != renews:
        held.renews_itself = renews
        save_followed(held, Rules.current(), now)


def _ask_at(held: Agreement, now: datetime) -> datetime | None:
    """Return when to ask again without having been notified: after the end of the term, then every few hours."""
    if held.ended_at is not None:
        return None
    ends_at = None
    if held.subscription_id is not None:
        ends_at = Subscription.objects.values_list("ends_at", flat=True).get(pk=held.subscription_id)
    if ends_at is not None and ends_at + ASK_AFTER > now:
        return ends_at + ASK_AFTER
    return now + ASK_AGAIN
