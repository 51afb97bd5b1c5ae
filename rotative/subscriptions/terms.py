"""Adds terms to a subscription and takes them back: the only place where the end of a subscription moves."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from rotative.subscriptions.models import Plan, Rules, Subscription, Term
from rotative.subscriptions.paper_time import paper_zone
from rotative.subscriptions.periods import Period, Stretch, Unit, stretch
from rotative.subscriptions.renewal import Policy, caught_up
from rotative.subscriptions.states import READING, Event, State

_EVENTS = {
    Term.Source.TRIAL: Event.TRIAL_BEGUN,
    Term.Source.PAYMENT: Event.PAID,
    Term.Source.VOUCHER: Event.PAID,
    Term.Source.GIFT: Event.PAID,
    Term.Source.GIVEN: Event.GIVEN,
}


def policy_of(subscription: Subscription, rules: Rules) -> Policy:
    """Return what time does to a subscription; a trial is as long as its days."""
    plan = subscription.plan
    is_trial = subscription.state == State.TRIAL
    period = Period(Unit.DAY, max(plan.trial_days, 1)) if is_trial else plan.period
    return rules.policy_for(period, is_paid=subscription.is_paid)


def subscription_for(
    *,
    plan: Plan,
    kind: str,
    now: datetime,
    holder: Any = None,
    organisation: Any = None,
    language: str = "fr",
) -> Subscription:
    """Return the subscription of a kind that a person, or an organisation, has; a new one is pending."""
    whose = {"organisation": organisation} if organisation else {"holder": holder, "kind": kind}
    subscription, _is_new = Subscription.objects.get_or_create(
        **whose,
        defaults={
            "kind": kind,
            "plan": plan,
            "state": State.PENDING,
            "language": language,
            "followed_to": now,
            "created_at": now,
        },
    )
    return subscription


def end_of_others(holder: Any, *, besides: Subscription) -> datetime | None:
    """Return when all is over that a person has paid or been given as a gift, one subscription left aside.

    What is bought on top begins then, so that no day is paid twice.
    """
    others = Subscription.objects.of(holder).in_reading_state().exclude(pk=besides.pk)
    bought = others.filter(kind__in=[Subscription.Kind.PERSONAL, Subscription.Kind.GIFT])
    return max(bought.exclude(ends_at=None).values_list("ends_at", flat=True), default=None)


@transaction.atomic
def add_term(
    subscription: Subscription,
    *,
    plan: Plan,
    source: Term.Source,
    now: datetime,
    period: Period | None = None,
    until: datetime | None = None,
    not_before: datetime | None = None,
    seats: int | None = None,
    **origin: Any,
) -> Term:
    """Add a term of ``plan``, and give it back with its subscription as it is now.

    It begins where the last one ends, in grace too, and now when nothing runs; never before ``not_before``. It lasts
    ``period`` (the plan's own) or goes ``until`` a moment after its beginning. ``seats``: of an organisation; without a
    number those of the term before, else those that were agreed. ``origin``: the ``entry``, ``voucher``
    or ``gift`` that it comes from, each of which brings one term. Raises NotPossible for what the states do not allow.
    """
    held = (
        Subscription.objects.select_for_update(no_key=True).prefetch_related("plan").get(pk=subscription.pk)
    )
    rules = Rules.current()
    start, anchor = _start(held, policy_of(held, rules), now, not_before)
    if until is None:
        piece = stretch(start, period or plan.period, paper_zone(), anchor)
        if piece.end <= now:  # grace has eaten it whole: whoever pays reads
            piece = stretch(now, period or plan.period, paper_zone())
        length = period or plan.period
    else:
        piece = Stretch(start, until, until)
        length = Period(Unit.DAY, max((until - start).days, 1))
    was_reading = anchor is not None
    held.happens(_EVENTS[source])
    held.plan, held.ends_at, held.anchor_at = plan, piece.end, piece.anchor
    held.started_at = held.started_at if was_reading and held.started_at else piece.start
    save_followed(held, rules, now)
    return Term.objects.create(
        subscription=held,
        plan=plan,
        source=source,
        unit=length.unit,
        count=length.count,
        from_at=piece.start,
        until_at=piece.end,
        anchor_at=piece.anchor,
        seats=_seats(held) if seats is None else seats,
        created_at=now,
        **origin,
    )


def _seats(held: Subscription) -> int:
    if held.organisation is None:
        return 0
    last = held.terms.standing().last()
    return last.seats if last else held.organisation.agreed_seats


def _start(
    held: Subscription, policy: Policy, now: datetime, not_before: datetime | None
) -> tuple[datetime, datetime | None]:
    """Return where a new term begins, and the anchor of the row that it goes on with, None for a new row."""
    standing = caught_up(held.standing, policy, now)
    if held.ends_at is None or standing.state not in READING:
        return max(now, not_before or now), None
    if not_before and not_before > held.ends_at:
        return not_before, None
    return held.ends_at, held.anchor_at or held.ends_at


def save_followed(held: Subscription, rules: Rules, now: datetime) -> None:
    """Save a subscription as time has left it, with the moment when it is to be looked at again."""
    held.follow(caught_up(held.standing, policy_of(held, rules), now), policy_of(held, rules))
    held.save()


@transaction.atomic
def revoke_term(term: Term, *, now: datetime) -> Subscription:
    """Take a term back: what it was paid with has gone back. The terms that adjoin it move up.

    When nothing is left that runs or will run, the subscription is refunded.
    """
    held = (
        Subscription.objects.select_for_update(no_key=True)
        .prefetch_related("plan")
        .get(pk=term.subscription_id)
    )
    if not Term.objects.filter(pk=term.pk, revoked_at=None).update(revoked_at=now):
        return held
    terms = list(held.terms.filter(Q(revoked_at=None) | Q(pk=term.pk)).order_by("from_at"))
    left = _moved_up(terms, term, now)
    if left and left[-1].until_at > now:
        held.plan, held.ends_at, held.anchor_at = left[-1].plan, left[-1].until_at, left[-1].anchor_at
    else:
        held.happens(Event.REFUNDED)
        held.ends_at = max([one.until_at for one in left], default=max(now, term.from_at))
    save_followed(held, Rules.current(), now)
    return held


def _moved_up(terms: list[Term], revoked: Term, now: datetime) -> list[Term]:
    """Save the terms after a revoked one earlier, as far as they adjoined it; return those that are left."""
    left: list[Term] = []
    free_from, joint, anchor = None, None, None
    for term in terms:
        if term.pk == revoked.pk:
            free_from, joint = max(now, term.from_at), term.until_at
            anchor = left[-1].anchor_at if left and left[-1].until_at == free_from else None
            continue
        if free_from is not None and term.from_at == joint and term.from_at > free_from:
            joint = term.until_at
            _move(term, free_from, anchor)
            free_from, anchor = term.until_at, term.anchor_at
        left.append(term)
    return left


def _move(term: Term, start: datetime, anchor: datetime | None) -> None:
    piece = stretch(start, term.period, paper_zone(), anchor)
    term.from_at, term.until_at, term.anchor_at = piece.start, piece.end, piece.anchor
    term.save(update_fields=["from_at", "until_at", "anchor_at"])


def days_left(subscription: Subscription, *, now: datetime) -> int:
    """Return how many days the holder has still, the last one counted, 0 when it is over."""
    if subscription.ends_at is None or subscription.ends_at <= now:
        return 0
    return -(-(subscription.ends_at - now) // timedelta(days=1))
