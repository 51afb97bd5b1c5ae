"""Sends the reminders that the renewal run has written: by mail, and by text where the paper has a gateway."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.subscriptions.addresses import renewing_address
from rotative.subscriptions.models import Reminder
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.renewal import Kind
from rotative.subscriptions.states import State
from rotative.subscriptions.texting import NoTextMessages, TextMessages
from rotative.subscriptions.typesetting import paper_name
from rotative.typography import format_date

logger = logging.getLogger(__name__)
BATCH = 200
ATTEMPTS = 6
RETRY = timedelta(minutes=10)  # doubled at each attempt: the last comes after five hours
_IN_GRACE = {State.GRACE, State.PAST_DUE}
_BEFORE = {State.TRIAL, State.ACTIVE}


@dataclass
class Sent:
    """How many reminders went out, were no longer needed, and are to be tried again."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0


def no_phone(_user: Any) -> str:
    """Say that nobody's number is known."""
    return ""


def send_reminders(
    *,
    now: datetime,
    texts: TextMessages | None = None,
    phone_of: Callable[[Any], str] = no_phone,
    batch: int = BATCH,
) -> Sent:
    """Send what is due at ``now``, and return what became of it.

    A reminder is claimed before it is sent, so that two runs do not both send it; a run that dies on the way leaves at
    most a batch of them to be sent a second time.
    """
    done = Sent()
    connection = get_connection()
    paper, gateway = paper_name(), texts or NoTextMessages()
    while claimed := _claim(now, batch):
        sent, dropped = [], []
        for reminder in claimed:
            if not _still_applies(reminder):
                dropped.append(reminder.pk)
                continue
            try:
                _send(reminder, paper, connection, gateway, phone_of)
            except (OSError, SMTPException) as error:
                logger.warning("subscriptions: a reminder was not sent: %s", type(error).__name__)
                done.failed += 1
                if reminder.attempts >= ATTEMPTS:
                    dropped.append(reminder.pk)
            else:
                sent.append(reminder.pk)
        Reminder.objects.filter(pk__in=sent).update(sent_at=now)
        Reminder.objects.filter(pk__in=dropped).update(dropped_at=now)
        done.sent += len(sent)
        done.dropped += len(dropped)
    return done


@transaction.atomic
def _claim(now: datetime, batch: int) -> list[Reminder]:
    """Take reminders that are due for this run; others see them again only after a while."""
    waiting = Reminder.objects.filter(sent_at=None, dropped_at=None, retry_at__lte=now)
    claimed = list(
        waiting.order_by("retry_at", "pk")
        .select_related("subscription__holder", "subscription__organisation", "subscription__plan")
        .select_for_update(skip_locked=True, of=("self",))[:batch]
    )
    for attempts in {reminder.attempts for reminder in claimed}:
        ids = [reminder.pk for reminder in claimed if reminder.attempts == attempts]
        Reminder.objects.filter(pk__in=ids).update(
            attempts=F("attempts") + 1, retry_at=now + RETRY * 2**attempts
        )
    for reminder in claimed:
        reminder.attempts += 1
    return claimed


def _still_applies(reminder: Reminder) -> bool:
    """Whether nobody has renewed or cancelled in the meantime, and there is somebody to write to."""
    subscription = reminder.subscription
    states = _BEFORE if reminder.kind == Kind.REMIND else _IN_GRACE
    return (
        subscription.ends_at == reminder.ends_at and subscription.state in states and bool(_people(reminder))
    )


def _people(reminder: Reminder) -> list[Any]:
    subscription = reminder.subscription
    if subscription.organisation is not None:
        return list(subscription.organisation.administrators.filter(is_active=True))
    holder = subscription.holder
    return [holder] if holder is not None and holder.is_active else []


def _send(
    reminder: Reminder,
    paper: str,
    connection: Any,
    gateway: TextMessages,
    phone_of: Callable[[Any], str],
) -> None:
    subscription = reminder.subscription
    with translation.override(subscription.language):
        day = format_date(paper_time(reminder.ends_at).date(), subscription.language)
        said = {"paper": paper, "plan": subscription.plan.name, "day": day, "address": renewing_address()}
        is_over = reminder.kind == Kind.REMIND_IN_GRACE
        sentence = (
            _("Your subscription to %(paper)s ended on %(day)s")
            if is_over
            else _("Your subscription to %(paper)s ends on %(day)s")
        ) % said
        name = "reminder_in_grace" if is_over else "reminder_before_end"
        body = render_to_string(f"subscriptions/{name}.txt", said)
        for person in _people(reminder):
            message = EmailMessage(
                sentence, body, settings.DEFAULT_FROM_EMAIL, [person.email], connection=connection
            )
            message.send()
            if number := phone_of(person):
                gateway.send(number, f"{sentence}. {said['address']}")
