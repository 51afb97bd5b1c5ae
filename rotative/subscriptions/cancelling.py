"""Cancels and resumes, as easily as one subscribes: what is paid is read to its end."""

from datetime import datetime

from django.db import transaction

from rotative.subscriptions.models import Rules, Subscription
from rotative.subscriptions.renewal import caught_up
from rotative.subscriptions.states import Event
from rotative.subscriptions.terms import policy_of


def cancel(subscription: Subscription, *, now: datetime) -> Subscription:
    """End a subscription with what is paid; no reminders come. Raises NotPossible when it is over already."""
    return _happen(subscription, Event.CANCELLED, now)


def resume(subscription: Subscription, *, now: datetime) -> Subscription:
    """Take a cancellation back before the end. Raises NotPossible when there is none, or it is too late."""
    return _happen(subscription, Event.RESUMED, now)


def note_failed_charge(subscription: Subscription, *, now: datetime) -> Subscription:
    """Note that a provider could not collect what renews itself. Raises NotPossible when it is over already."""
    return _happen(subscription, Event.CHARGE_FAILED, now)


@transaction.atomic
def _happen(subscription: Subscription, event: Event, now: datetime) -> Subscription:
    held = Subscription.objects.select_for_update(of=("self",)).select_related("plan").get(pk=subscription.pk)
    rules = Rules.current()
    held.follow(caught_up(held.standing, policy_of(held, rules), now), policy_of(held, rules))
    held.happens(event)
    held.follow(caught_up(held.standing, policy_of(held, rules), now), policy_of(held, rules))
    held.save()
    return held
