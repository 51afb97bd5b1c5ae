"""A gift after it was ordered: how it stands, when its code is mailed, and what its buyer may still change."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models import Gift

LATEST = timedelta(days=365)  # from the order on that a gift may begin
MOST_MAILINGS = 5  # that a buyer asks for: a gift is no way to send mail to strangers


class Standing(StrEnum):
    """How a gift stands."""

    NOT_PAID = "not paid"
    WAITING = "waiting"  # its mail goes out on a day that is still to come, or in a moment
    TO_HAND_ON = "to hand on"  # no address is known: its buyer hands the code on
    SENT = "sent"
    REDEEMED = "redeemed"
    BLOCKED = "blocked"  # it was paid back


def standing_of(gift: Gift) -> Standing:
    """Return how a gift stands; what was paid back is blocked, redeemed or not."""
    if gift.revoked_at:
        return Standing.BLOCKED
    if gift.redeemed_at:
        return Standing.REDEEMED
    if gift.paid_at is None:
        return Standing.NOT_PAID
    if not gift.recipient_email:
        return Standing.TO_HAND_ON
    return Standing.SENT if gift.mailed_at else Standing.WAITING


def mail_day(gift: Gift, now: datetime) -> datetime:
    """Return when the mail of a gift is due: on its first day; at once to a buyer who hands it on herself."""
    if not gift.recipient_email or gift.starts_at is None:
        return now
    return max(now, gift.starts_at)


def check_first_day(day: date, today: date) -> date:
    """Return the first day of a gift. Raises ValidationError for one that is over, or too far away."""
    if not today <= day <= today + LATEST:
        raise ValidationError(_("Choose a day from today on, within a year."))
    return day


@transaction.atomic
def readdress(gift: Gift, email: str, *, now: datetime, at_once: bool = False) -> Gift:
    """Give a gift's code another address, an empty one where its buyer hands it on; the mail waits for its day.

    ``at_once``: the mail is due now, sent before or not. Without, nothing happens where it is the address already.
    Raises ValidationError for what cannot be changed any more, or was sent too often.
    """
    held = _held(gift)
    if at_once and not email:
        raise ValidationError(_("Write the address of whoever gets it."))
    if email == held.recipient_email and not at_once:
        return held
    if email and held.mailings >= MOST_MAILINGS:
        raise ValidationError(_("This gift was sent often enough; hand its code on yourself."))
    held.recipient_email, held.mailings = email, held.mailings + bool(email)
    held.mail_at, held.mailed_at = (now if at_once else mail_day(held, now)) if email else None, None
    held.save(update_fields=["recipient_email", "mail_at", "mailed_at", "mailings"])
    return held


def _held(gift: Gift) -> Gift:
    held = (
        Gift.objects.select_for_update(no_key=True).prefetch_related("order__buyer", "plan").get(pk=gift.pk)
    )
    if standing_of(held) in (Standing.NOT_PAID, Standing.REDEEMED, Standing.BLOCKED):
        raise ValidationError(_("This gift cannot be changed any more: look how it stands."))
    return held
