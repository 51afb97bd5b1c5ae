"""Counts an organisation's seats and fills them, by invitation or by an address at its domain; knows its networks.

An organisation has the seats of the term that runs: what it bought, or was given. When the term is over or was paid
back nobody reads by it; where a later one has fewer seats, those who sat down first keep theirs.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.booking import note_action
from rotative.subscriptions.models import Invitation, Organisation, Rules, Seat, Subscription
from rotative.subscriptions.terms import policy_of

INVITED_FOR = timedelta(days=14)


def seats_of(organisation: Organisation, *, now: datetime) -> int:
    """Return how many seats an organisation has now; in grace those of the term that is over."""
    subscription = Subscription.objects.filter(organisation=organisation).select_related("plan").first()
    if subscription is None or not subscription.reads(policy_of(subscription, Rules.current()), now):
        return 0
    term = subscription.terms.standing().filter(from_at__lte=now).last()
    return term.seats if term else 0


def usable_seats(organisation: Organisation, *, now: datetime) -> "list[Seat]":
    """Return the seats that people read by, those who sat down first before the others."""
    taken = organisation.taken_seats.select_related("user").order_by("taken_at", "pk")
    return list(taken[: seats_of(organisation, now=now)])


def has_a_usable_seat(user: Any, organisation: Organisation, *, now: datetime) -> bool:
    """Whether somebody reads by her seat of an organisation."""
    return user.pk in {seat.user_id for seat in usable_seats(organisation, now=now)}


@transaction.atomic
def change_seats(subscription: Subscription, seats: int, *, staff: Any, now: datetime, reason: str) -> None:
    """Give the terms of an organisation that run or will run another number of seats: what was agreed in between."""
    if seats < 1:
        raise ValidationError({"seats": _("An organisation has at least one seat.")})
    Organisation.objects.select_for_update(no_key=True).get(subscription=subscription)
    subscription.terms.standing().filter(until_at__gt=now).update(seats=seats)
    note_action("changed the seats", who=staff, about=subscription.pk, now=now, note=f"{seats}: {reason}")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(organisation: Organisation, email: str, *, by: Any, now: datetime) -> tuple[Invitation, str]:
    """Return an invitation and the token for the mail's link, which is not kept. Asked again, the old link dies.

    Raises ValidationError when all seats are taken.
    """
    _lock_with_a_free_seat(organisation, now)
    token = secrets.token_urlsafe(24)
    invitation, _is_new = Invitation.objects.update_or_create(
        organisation=organisation,
        email=email.strip().lower(),
        defaults={
            "token_digest": _digest(token),
            "invited_by": by,
            "created_at": now,
            "expires_at": now + INVITED_FOR,
            "accepted_at": None,
        },
    )
    return invitation, token


@transaction.atomic
def accept_invitation(token: str, *, user: Any, now: datetime) -> Seat:
    """Take the seat that an invitation offers; whoever has one keeps it. Raises ValidationError."""
    found = Invitation.objects.select_for_update(no_key=True).filter(token_digest=_digest(token))
    invitation = found.prefetch_related("organisation").first()
    if invitation is None or invitation.expires_at <= now:
        raise ValidationError(_("This invitation is not valid any more; ask for another."))
    if invitation.accepted_at is not None:
        mine = Seat.objects.filter(organisation=invitation.organisation, user=user).first()
        if mine is None:
            raise ValidationError(_("This invitation is not valid any more; ask for another."))
        return mine
    seat = _take_seat(invitation.organisation, user, now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return seat


def join_by_address(organisation: Organisation, *, user: Any, confirmed_email: str, now: datetime) -> Seat:
    """Take a seat by an address at one of the organisation's domains.

    The caller has made sure that the address is confirmed. Raises ValidationError.
    """
    domain = confirmed_email.rpartition("@")[2].lower()
    if domain not in organisation.email_domains:
        raise ValidationError(_("Only addresses of the organisation take a seat by themselves."))
    return _take_seat(organisation, user, now)


@transaction.atomic
def _take_seat(organisation: Organisation, user: Any, now: datetime) -> Seat:
    mine = Seat.objects.filter(organisation=organisation, user=user).first()
    if mine is None:
        _lock_with_a_free_seat(organisation, now)
        mine, _is_new = Seat.objects.get_or_create(
            organisation=organisation, user=user, defaults={"taken_at": now}
        )
    return mine


def _lock_with_a_free_seat(organisation: Organisation, now: datetime) -> None:
    """Hold the organisation's row, so that two do not take the last seat. Raises ValidationError when there is none."""
    locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    seats = seats_of(locked, now=now)
    if not seats:
        raise ValidationError(_("Nothing is paid for %(name)s at the moment.") % {"name": locked.name})
    if locked.taken_seats.count() >= seats:
        raise ValidationError(_("All seats of %(name)s are taken.") % {"name": locked.name})


def organisation_at(address: str) -> Organisation | None:
    """Return the organisation from whose networks somebody reads, None for anywhere else or what is no address."""
    try:
        place = ip_address(address)
    except ValueError:
        return None
    place = getattr(place, "ipv4_mapped", None) or place
    for organisation in Organisation.objects.exclude(ip_ranges=[]):
        if any(place in ip_network(text) for text in organisation.ip_ranges):
            return organisation
    return None


def subscriptions_of(user: Any) -> list[Subscription]:
    """Return all that a person may read by: her own subscriptions and those of organisations where she has a seat."""
    own = Subscription.objects.of(user)
    seated = Subscription.objects.filter(organisation__taken_seats__user=user)
    return list((own | seated).select_related("plan", "organisation").distinct())
