"""Mails about sanctions and notices of illegal content: written down with the decision, sent once by the worker."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rotative.discussion.models import Contribution, Contributor, Letter, Report, Sanction
from rotative.discussion.notice_links import notice_path
from rotative.paper.models import default_paper
from rotative.subscriptions.typesetting import paper_name

logger = logging.getLogger(__name__)
BATCH = 100
ATTEMPTS = 12
RETRY = timedelta(minutes=1)  # doubled at each attempt: the last comes after a day and a half


def write(
    kind: Letter.Kind,
    *,
    sanction: Sanction | None = None,
    report: Report | None = None,
    now: datetime,
) -> None:
    """Write down that a letter is to go out, in the transaction of what it is about; written twice it goes out once."""
    language = report.language if report else language_of(sanction.contributor) if sanction else ""
    Letter.objects.get_or_create(
        kind=kind,
        sanction=sanction,
        report=report,
        defaults={"language": language or settings.LANGUAGE_CODE, "made_at": now, "next_at": now},
    )


def language_of(contributor: Contributor) -> str:
    """Return the language of the edition in which somebody wrote last; the paper's own where she wrote nowhere."""
    rows = Contribution.objects.filter(author=contributor).order_by("-created_at")
    code = rows.values_list("discussion__article__locale__language_code", flat=True).first()
    return str(code or settings.LANGUAGE_CODE)


def send_letters(*, now: datetime, batch: int = BATCH) -> int:
    """Send what is due, and return how many went out; what fails is tried again with growing pauses.

    A letter is claimed before it is sent, so that two runs do not both send it.
    """
    count = 0
    connection = get_connection()
    while claimed := _claim(now, batch):
        for letter in claimed:
            message = _message(letter)
            if message is None:
                Letter.objects.filter(pk=letter.pk).update(dropped_at=now)
                continue
            message.connection = connection
            try:
                message.send()
            except (OSError, SMTPException) as error:
                logger.warning("discussion: a letter was not sent: %s", type(error).__name__)
                if letter.attempts >= ATTEMPTS:
                    Letter.objects.filter(pk=letter.pk).update(dropped_at=now)
            else:
                _note_sent(letter, now)
                count += 1
    return count


@transaction.atomic
def _claim(now: datetime, batch: int) -> list[Letter]:
    waiting = Letter.objects.filter(sent_at=None, dropped_at=None, next_at__lte=now)
    claimed = list(
        waiting.order_by("next_at", "pk")
        .select_related("sanction__contributor__user", "sanction__section", "report__contribution")
        .select_for_update(skip_locked=True, of=("self",), no_key=True)[:batch]
    )
    for letter in claimed:
        Letter.objects.filter(pk=letter.pk).update(
            attempts=F("attempts") + 1, next_at=now + RETRY * 2**letter.attempts
        )
        letter.attempts += 1
    return claimed


def _note_sent(letter: Letter, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(sent_at=now)
    about: Any = Sanction if letter.sanction_id else Report
    about.objects.filter(pk=letter.sanction_id or letter.report_id).update(told_at=now)


def _message(letter: Letter) -> EmailMessage | None:
    """Return the mail, None where there is nobody to write to."""
    to = _address(letter)
    if not to:
        return None
    with translation.override(letter.language):
        paper = paper_name()
        said: dict[str, Any] = {"paper": paper, "language": letter.language}
        if letter.sanction is not None:
            path = reverse("discussion_sanction", args=[letter.sanction_id])
            subject = _sanction_subject(letter.kind)
            said |= {"sanction": letter.sanction, "address": f"{settings.SITE_URL}{path}"}
        else:
            report = letter.report
            assert report is not None  # noqa: S101 - the database holds it
            where = reverse("contribution", args=[report.contribution_id])
            subject = _notice_subject(letter.kind) % {"number": report.number}
            said |= {
                "report": report,
                "address": f"{settings.SITE_URL}{notice_path(report)}",
                "where": f"{settings.SITE_URL}{where}",
            }
        body = render_to_string(f"discussion/letters/{letter.kind}.txt", said).strip() + "\n"
    contact = default_paper().contact_email
    return EmailMessage(
        f"[{paper}] {subject}",
        body,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        reply_to=[contact] if contact else None,
    )


def _address(letter: Letter) -> str:
    if letter.report is not None:
        return str(letter.report.email)
    user = letter.sanction.contributor.user if letter.sanction else None
    return user.email if user is not None and user.is_active else ""


def _sanction_subject(kind: str) -> str:
    return {
        Letter.Kind.SANCTION: _("A decision about your contributions"),
        Letter.Kind.LIFTED: _("A decision about you has been lifted"),
    }.get(kind, _("The answer to your appeal"))  # type: ignore[call-overload]


def _notice_subject(kind: str) -> str:
    if kind == Letter.Kind.RECEIPT:
        return _("We have received your notice %(number)s")
    return _("Our decision about your notice %(number)s")
