"""Gives what nobody pays for: to staff, schools, colleagues, one by one; and days on top of a subscription."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.models import Plan, Subscription, Term
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.states import READING
from rotative.subscriptions.terms import add_term, subscription_for

LONGEST = timedelta(days=5 * 366)


@transaction.atomic
def give(
    holder: Any,
    *,
    plan: Plan,
    until: datetime,
    staff: Any,
    now: datetime,
    note: str = "",
    language: str = "fr",
) -> Term | None:
    """Give somebody a plan until a moment; None when what she was given lasts as long already.

    Raises ValidationError for a moment that is past or more than five years away: what is given is looked at again;
    and for a plan of organisations.
    """
    if plan.is_for_organisations:
        raise ValidationError({"plan": _("This plan is for organisations; choose another.")})
    if not now < until <= now + LONGEST:
        raise ValidationError({"until": _("Choose a day from today on, within five years.")})
    subscription = subscription_for(
        plan=plan, kind=Subscription.Kind.COMPLIMENTARY, holder=holder, language=language, now=now
    )
    held = Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
    if held.state in READING and held.ends_at is not None and held.ends_at >= until:
        return None
    note_action("gave a subscription", who=staff, about=f"{holder.pk}: {plan}", now=now, note=note)
    return add_term(held, plan=plan, source=Term.Source.GIVEN, until=until, now=now)


@transaction.atomic
def extend(subscription: Subscription, *, days: int, staff: Any, now: datetime, reason: str) -> Term:
    """Add days to a subscription that nobody pays for: a strike at the printer's, a mistake of ours."""
    if not 1 <= days <= 366:
        raise ValidationError({"days": _("Between 1 and 366 days can be added.")})
    term = add_term(
        subscription,
        plan=subscription.plan,
        source=Term.Source.GIVEN,
        period=Period(Unit.DAY, days),
        now=now,
    )
    note_action("added days", who=staff, about=subscription.pk, now=now, note=f"{days}: {reason}")
    return term
