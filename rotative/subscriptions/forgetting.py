"""Lets a person go: her subscriptions end, the books stay without her. Called when her account is deleted."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.accounts.own_account import Fate
from rotative.subscriptions.cancelling import cancel
from rotative.subscriptions.models import (
    Gift,
    Invitation,
    LedgerEntry,
    OddPayment,
    Order,
    Organisation,
    StaffAction,
    Subscription,
    VoucherBatch,
)
from rotative.subscriptions.offers import current_language
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.standing import shown_to
from rotative.subscriptions.states import NotPossible
from rotative.subscriptions.wishing import stop_all_of
from rotative.typography import format_date


def refuses(user: Any) -> str:
    """Say why somebody who has worked at the desk stays: the books name whoever took money, by law and by trigger."""
    in_the_books = (
        StaffAction.objects.filter(who=user),
        LedgerEntry.objects.filter(taken_by=user),
        OddPayment.objects.filter(resolved_by=user),
        VoucherBatch.objects.filter(created_by=user),
    )
    if not any(rows.exists() for rows in in_the_books):
        return ""
    return _(
        "The books name you as somebody of the subscription desk, and what is in the books stays. "
        "Ask an administrator: she can close your account."
    )


def fate(user: Any, now: datetime) -> Fate:
    """Say what becomes of subscriptions and payments."""
    goes, stays = [], []
    for shown in shown_to(user, now=now):
        if shown.is_reading:
            goes.append(_what_is_lost(shown.subscription))
    goes += [
        _("Your seat at %(name)s.") % {"name": seat.organisation.name}
        for seat in user.seats.select_related("organisation")
    ]
    goes += [
        _("You no longer look after the seats of %(name)s.") % {"name": organisation.name}
        for organisation in Organisation.objects.filter(administrators=user)
    ]
    goes.append(
        _(
            "Your name on orders, the notes of the desk, the articles that you have given away "
            "and what the meter has counted."
        )
    )
    if payments := LedgerEntry.objects.filter(order__buyer=user).count():
        stays.append(
            ngettext(
                "%(count)d payment in the books: amount, day, receipt and transaction number. The law wants the books "
                "kept; your name goes from them, so download the receipt first.",
                "%(count)d payments in the books: amounts, days, receipt and transaction numbers. The law wants the "
                "books kept; your name goes from them, so download the receipts first.",
                payments,
            )
            % {"count": payments}
        )
    if (
        Gift.objects.filter(order__buyer=user, redeemed_at=None, revoked_at=None)
        .exclude(paid_at=None)
        .exists()
    ):
        stays.append(_("A gift that you have paid: its code stays good for whoever has it."))
    return Fate(tuple(goes), tuple(stays))


def _what_is_lost(subscription: Subscription) -> str:
    name, ends_at = subscription.plan.name, subscription.ends_at
    if ends_at is None:
        return _("Your subscription “%(plan)s”.") % {"plan": name}
    told = _(
        "Your subscription “%(plan)s”, until %(day)s: what is left of it is lost, nothing is paid back."
    ) % {
        "plan": name,
        "day": format_date(paper_time(ends_at).date(), current_language()),
    }
    if not subscription.renews_itself:
        return told
    return " ".join((told, _("It does not renew itself any more.")))


def forget(user: Any, now: datetime) -> None:
    """End the subscriptions, take the person out of orders, gifts and notes; the books themselves are not touched.

    What nobody but she needs hangs on her and goes with her: seats, what the meter counted, articles given away.
    """
    stop_all_of(user, now=now)  # while it is known what is hers
    hers = Order.objects.filter(buyer=user)
    _without(user, OddPayment.objects.filter(order__in=hers).exclude(note=""))
    gifts = Gift.objects.filter(order__in=hers)
    gifts.update(message="", giver_name="")
    # A gift that has not been mailed yet is still to reach whoever it is for.
    gifts.filter(Q(paid_at=None) | Q(mailed_at__isnull=False)).update(recipient_email="", recipient_name="")
    Gift.objects.filter(recipient_email__iexact=user.email).update(recipient_email="", recipient_name="")
    hers.filter(organisation=None).update(billed_to="")
    hers.update(buyer=None)
    for subscription in Subscription.objects.of(user):
        _end(subscription, now)
    Invitation.objects.filter(email__iexact=user.email).delete()


def _end(subscription: Subscription, now: datetime) -> None:
    try:
        held = cancel(subscription, now=now)
    except NotPossible:  # it is over already
        held = subscription
    held.holder, held.note, held.renews_itself = None, "", False
    held.save(update_fields=["holder", "note", "renews_itself"])
    held.reminders.filter(sent_at=None, dropped_at=None).update(dropped_at=now)


def _without(user: Any, payments: Any) -> None:
    """Take the person out of what the desk has noted about odd payments, and leave the rest of the note."""
    words = sorted(
        {user.email, user.get_full_name(), user.last_name, user.phone} - {""}, key=len, reverse=True
    )
    about_her = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)
    for payment in payments:
        payment.note = about_her.sub("…", payment.note)
        payment.save(update_fields=["note"])
