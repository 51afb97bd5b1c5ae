"""Fills an organisation's seats, by invitation or by an address at its domain; and who reads from its networks."""

import hashlib
import secrets
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models import Invitation, Organisation, Seat, Subscription

INVITED_FOR = timedelta(days=14)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(organisation: Organisation, email: str, *, by: Any, now: datetime) -> tuple[Invitation, str]:
    """Return an invitation and the token for the mail's link, which is not kept. Asked again, the old link dies.

    Raises ValidationError when all seats are taken.
    """
    _lock_with_a_free_seat(organisation)
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
    found = Invitation.objects.select_for_update(of=("self",)).filter(token_digest=_digest(token))
    invitation = found.select_related("organisation").first()
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
        _lock_with_a_free_seat(organisation)
        mine, _is_new = Seat.objects.get_or_create(
            organisation=organisation, user=user, defaults={"taken_at": now}
        )
    return mine


def _lock_with_a_free_seat(organisation: Organisation) -> None:
    """Hold the organisation's row, so that two do not take the last seat. Raises ValidationError when there is none."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.taken_seats.count() >= locked.seats:
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
    return list((own | seated).select_related("plan").distinct())
