"""Sends the reminders that the renewal run has written: by mail, and by text where the paper has a gateway."""

import logging
from contextlib import suppress
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

from rotative.accounts.texting import NotTexted, Texts, gateway
from rotative.subscriptions.addresses import renewing_address
from rotative.subscriptions.models import Reminder
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.renewal import Kind
from rotative.subscriptions.states import State
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


def send_reminders(
    *,
    now: datetime,
    texts: Texts | None = None,
    batch: int = BATCH,
) -> Sent:
    """Send what is due at ``now``, and return what became of it. ``texts``: the gateway, where it is not the site's.

    A reminder is claimed before it is sent, so that two runs do not both send it; a run that dies on the way leaves at
    most a batch of them to be sent a second time.
    """
    done = Sent()
    connection = get_connection()
    paper, texts = paper_name(), texts or gateway()
    while claimed := _claim(now, batch):
        sent, dropped = [], []
        with suppress(OSError, SMTPException):  # who is away now refuses each mail below
            connection.open()  # one call for the batch: over a slow line a call costs more than a mail
        for reminder in claimed:
            if not _still_applies(reminder):
                dropped.append(reminder.pk)
                continue
            try:
                _send(reminder, paper, connection, texts)
            except (OSError, SMTPException) as error:
                logger.warning("subscriptions: a reminder was not sent: %s", type(error).__name__)
                _hang_up(connection)  # a line that broke would fail all that follow
                done.failed += 1
                if reminder.attempts >= ATTEMPTS:
                    dropped.append(reminder.pk)
            else:
                sent.append(reminder.pk)
        _hang_up(connection)
        Reminder.objects.filter(pk__in=sent).update(sent_at=now)
        Reminder.objects.filter(pk__in=dropped).update(dropped_at=now)
        done.sent += len(sent)
        done.dropped += len(dropped)
    return done


def _hang_up(connection: Any) -> None:
    """End the call to the mail server; a mail that follows calls by itself."""
    with suppress(OSError, SMTPException):
        connection.close()


@transaction.atomic
def _claim(now: datetime, batch: int) -> list[Reminder]:
    """Take reminders that are due for this run; others see them again only after a while."""
    waiting = Reminder.objects.filter(sent_at=None, dropped_at=None, retry_at__lte=now)
    claimed = list(
        waiting.order_by("retry_at", "pk")
        .select_related("subscription__holder", "subscription__organisation", "subscription__plan")
        .select_for_update(skip_locked=True, of=("self",), no_key=True)[:batch]
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
    texts: Texts | None,
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
            if texts is not None and person.phone_for_texts:
                _text(reminder, person, f"{sentence}. {said['address']}", texts)


def _text(reminder: Reminder, person: Any, text: str, texts: Texts) -> None:
    """Send the text; the mail is gone already, so a gateway that fails does not have it sent again."""
    try:
        texts.send(person.phone_for_texts, text, key=f"reminder-{reminder.pk}-{person.pk}")
    except NotTexted as problem:
        logger.warning("subscriptions: a reminder went by mail alone: %s", problem)
