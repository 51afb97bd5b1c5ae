"""Says to a reader in words how her subscription stands, and what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rotative.subscriptions.models import Plan, Rules, Subscription
from rotative.subscriptions.offers import current_language
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.renewal import caught_up
from rotative.subscriptions.states import READING, TRANSITIONS, Event, State
from rotative.subscriptions.terms import policy_of
from rotative.typography import format_date


@dataclass(frozen=True, slots=True)
class Shown:
    """A subscription as its holder sees it. ``next``: what comes, in a sentence; ``renews``: the plan to buy again."""

    subscription: Subscription
    is_reading: bool
    state: str
    next: str
    renews: Plan | None
    can_cancel: bool
    can_resume: bool


def shown(subscription: Subscription, *, now: datetime) -> Shown:
    """Return how a subscription stands at ``now``, in the active language, however late the renewal run is."""
    policy = policy_of(subscription, Rules.current())
    state = caught_up(subscription.standing, policy, now).state
    ends_at = subscription.ends_at
    day = _day(ends_at)
    grace = _day(ends_at + timedelta(days=policy.grace)) if ends_at else ""
    is_endless = ends_at is None and state in READING
    has_end = ends_at is not None and state in READING
    is_ones_own = subscription.kind in (Subscription.Kind.PERSONAL, Subscription.Kind.GIFT)
    begins_later = state in READING and subscription.started_at is not None and subscription.started_at > now
    if begins_later:
        told = _("It begins on %(begins)s; you read until %(day)s.") % {
            "begins": _day(subscription.started_at),
            "day": day,
        }
    else:
        told = _("You read without end.") if is_endless else _sentence(subscription, state, day, grace)
    plan = subscription.plan
    collects = subscription.renews_itself and state in (State.TRIAL, State.ACTIVE, State.GRACE)
    return Shown(
        subscription=subscription,
        is_reading=state in READING and not begins_later,
        state=told,
        next=_next(subscription, state, day),
        renews=plan
        if is_ones_own and plan.is_active and plan.price_amount and not is_endless and not collects
        else None,
        can_cancel=is_ones_own
        and has_end
        and state != State.CANCELLED
        and (state, Event.CANCELLED) in TRANSITIONS,
        can_resume=is_ones_own and state == State.CANCELLED,
    )


def shown_to(user: Any, *, now: datetime) -> list[Shown]:
    """Return a person's own subscriptions, those by which she reads first."""
    own = Subscription.objects.of(user).exclude(state=State.PENDING).select_related("plan")
    return sorted((shown(one, now=now) for one in own), key=lambda one: not one.is_reading)


def in_a_few_words(user: Any) -> str:
    """Return how a person's subscription stands, for the list on her account page."""
    all_of_them = shown_to(user, now=timezone.now())
    return all_of_them[0].state if all_of_them else _("none")


def _day(at: datetime | None) -> str:
    return format_date(paper_time(at).date(), current_language()) if at else ""


def _sentence(subscription: Subscription, state: State, day: str, grace: str) -> str:
    match state:
        case State.PENDING:
            return _("Nothing is paid yet.")
        case State.TRIAL:
            return _("You are trying it until %(day)s.") % {"day": day}
        case State.ACTIVE:
            return _("You read until %(day)s.") % {"day": day}
        case State.GRACE if subscription.renews_itself:
            return _("Your next term is being collected from your card.")
        case State.GRACE:
            return _("It ended on %(day)s; you can still read until %(grace)s.") % {
                "day": day,
                "grace": grace,
            }
        case State.PAST_DUE if subscription.renews_itself:
            return _(
                "Your card was refused; it is tried again in the next days. You can also renew in another way."
            )
        case State.PAST_DUE:
            return _("The last payment could not be collected; renew to go on reading.")
        case State.CANCELLED:
            return _("You have cancelled; you read until %(day)s.") % {"day": day}
        case State.EXPIRED:
            return _("It ended on %(day)s.") % {"day": day}
        case State.REFUNDED:
            return _("It was paid back.")


def _price_collected(subscription: Subscription, day: str) -> str:
    """Say what is collected next. The price is the one agreed on, whatever the plan costs by now."""
    agreement = subscription.agreements.going_on().select_related("order").first()
    if agreement is None:
        return _("It renews by itself.")
    price = agreement.price.present(current_language())
    return _(
        "It renews by itself: about %(day)s, %(price)s is collected from your card, until you cancel."
    ) % {
        "day": day,
        "price": price,
    }


def _next(subscription: Subscription, state: State, day: str) -> str:
    if subscription.ends_at is None:
        return ""
    if state in (State.TRIAL, State.ACTIVE) and subscription.renews_itself:
        return _price_collected(subscription, day)
    if state is State.TRIAL:
        return _("Then it is over, and nothing is charged; subscribe to go on reading.")
    if state is State.ACTIVE:
        return _(
            "Nothing is charged by itself: we write to you before it ends. What you buy now begins when it ends."
        )
    return ""
