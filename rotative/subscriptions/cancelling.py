"""Cancels and resumes, as easily as one subscribes: what is paid is read to its end."""

from datetime import datetime

from django.db import transaction

from rotative.subscriptions.models import Rules, Subscription
from rotative.subscriptions.renewal import caught_up
from rotative.subscriptions.states import Event
from rotative.subscriptions.terms import policy_of, save_followed
from rotative.subscriptions.wishing import let_end, let_go_on


@transaction.atomic
def cancel(subscription: Subscription, *, now: datetime) -> Subscription:
    """End a subscription with what is paid; no reminders come, and nothing more is collected.

    Raises NotPossible when it is over already. Where the term is over and its renewal not paid, a provider that would
    try again to collect it stops at once.
    """
    held = happen(subscription, Event.CANCELLED, now)
    let_end(held, now=now, at_once=held.ends_at is None or held.ends_at <= now)
    held.refresh_from_db(fields=["renews_itself"])
    return held


@transaction.atomic
def resume(subscription: Subscription, *, now: datetime) -> Subscription:
    """Take a cancellation back before the end; what renewed by itself does again.

    Raises NotPossible when there is none, or it is too late.
    """
    held = happen(subscription, Event.RESUMED, now)
    let_go_on(held, now=now)
    held.refresh_from_db(fields=["renews_itself"])
    save_followed(held, Rules.current(), now)
    return held


def note_failed_charge(subscription: Subscription, *, now: datetime) -> Subscription:
    """Note that a provider could not collect what renews itself. Raises NotPossible when it is over already."""
    return happen(subscription, Event.CHARGE_FAILED, now)


@transaction.atomic
def happen(subscription: Subscription, event: Event, now: datetime) -> Subscription:
    """Let an event happen to a subscription as time has left it. Raises NotPossible where the table has no way."""
    held = (
        Subscription.objects.select_for_update(no_key=True).prefetch_related("plan").get(pk=subscription.pk)
    )
    rules = Rules.current()
    held.follow(caught_up(held.standing, policy_of(held, rules), now), policy_of(held, rules))
    held.happens(event)
    held.follow(caught_up(held.standing, policy_of(held, rules), now), policy_of(held, rules))
    held.save()
    return held
