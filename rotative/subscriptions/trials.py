"""Trials: some days for nothing, once for each reader."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models import Plan, Subscription, Term
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.states import State
from rotative.subscriptions.terms import add_term, subscription_for


def may_try(plan: Plan, reader: Any) -> bool:
    """Whether a plan has a trial and this reader has had no subscription of her own yet."""
    known = (
        Subscription.objects.of(reader).filter(kind=Subscription.Kind.PERSONAL).exclude(state=State.PENDING)
    )
    return bool(plan.is_active and plan.trial_days) and not known.exists()


@transaction.atomic
def begin_trial(plan: Plan, *, reader: Any, now: datetime, language: str = "fr") -> Term:
    """Begin the trial of a plan. Raises ValidationError where there is none, or not for this reader."""
    subscription = subscription_for(
        plan=plan, kind=Subscription.Kind.PERSONAL, holder=reader, language=language, now=now
    )
    locked = Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
    if locked.state != State.PENDING or not may_try(plan, reader):
        raise ValidationError(
            {"plan": _("This plan cannot be tried, or you have had a subscription already.")}
        )
    return add_term(
        locked, plan=plan, source=Term.Source.TRIAL, period=Period(Unit.DAY, plan.trial_days), now=now
    )
