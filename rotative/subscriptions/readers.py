"""Finds out who a reader is for access.py: by account, subscriptions, seats, networks and what she has opened."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from rotative.accounts.throttle import client_address
from rotative.paper.models import default_paper
from rotative.subscriptions.access import Reader, Reason
from rotative.subscriptions.models import MeterReading, Rules, Subscription
from rotative.subscriptions.seating import has_a_usable_seat, organisation_at, subscriptions_of
from rotative.subscriptions.terms import policy_of

Somebody = Any  # a user, or nobody


def reader_of(user: Somebody, *, now: datetime, address: str = "") -> Reader:
    """Return what is known of whoever asks, from this network address; nothing yet of what she has opened."""
    if not user.is_authenticated:
        return _by_network(Reader(), address, now)
    reader = Reader(has_account=True)
    if user.has_perm("wagtailadmin.access_admin"):
        return replace(reader, reads_by=Reason.STAFF, discusses=True)
    if subscriptions := _that_read(user, now):
        is_her_own = any(one.holder_id == user.pk for one in subscriptions)
        ends = [one.ends_at for one in subscriptions]
        return replace(
            reader,
            reads_by=Reason.SUBSCRIPTION if is_her_own else Reason.SEAT,
            discusses=any(one.plan.gives_discussion for one in subscriptions),
            reads_until=None if None in ends else max(end for end in ends if end is not None),
        )
    return _by_network(reader, address, now)


def reader_behind(request: HttpRequest, *, now: datetime) -> Reader:
    """Return who sends a request, found out once for all of it; not for views that change what she may read."""
    found: Reader | None = getattr(request, "reader", None)
    if found is None:
        found = reader_of(request.user, now=now, address=client_address(request))
        request.reader = found  # type: ignore[attr-defined]
    return found


def with_the_meter(reader: Reader, user: Somebody, *, now: datetime) -> Reader:
    """Return a reader with what she has opened on the meter this month, and what is left."""
    opened = MeterReading.objects.filter(user=user, month=month_of(now))
    counted = frozenset(opened.values_list("article_id", flat=True))
    return replace(
        reader, counted=counted, meter_left=max(0, default_paper().metered_articles - len(counted))
    )


def count(user: Somebody, article_id: int, *, now: datetime) -> None:
    """Note that somebody has opened a metered article; asked again in the month, nothing more is counted."""
    MeterReading.objects.get_or_create(user=user, month=month_of(now), article_id=article_id)


def beginning_of_month(now: datetime) -> datetime:
    """Return when the month began, in the paper's time zone."""
    return timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_of(now: datetime) -> date:
    """Return the first day of the month, in the paper's time zone."""
    return beginning_of_month(now).date()


def _that_read(user: Somebody, now: datetime) -> list[Subscription]:
    rules = Rules.current()
    return [
        one
        for one in subscriptions_of(user)
        if one.plan.gives_articles
        and one.reads(policy_of(one, rules), now)
        and (one.organisation is None or has_a_usable_seat(user, one.organisation, now=now))
    ]


def _by_network(reader: Reader, address: str, now: datetime) -> Reader:
    organisation = organisation_at(address) if address else None
    subscription = Subscription.objects.filter(organisation=organisation).first() if organisation else None
    if subscription is None or not subscription.plan.gives_articles:
        return reader
    if not subscription.reads(policy_of(subscription, Rules.current()), now):
        return reader
    return replace(reader, reads_by=Reason.NETWORK, discusses=subscription.plan.gives_discussion)
