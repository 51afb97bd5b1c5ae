"""Mails about answers, to those who want them: each at once, or all of a day in the morning. Nothing is told twice."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.utils import timezone

from rotative.discussion.hearing import still_to_be_told
from rotative.discussion.models import Contributor, Mails, Notice
from rotative.discussion.wording import about_all, about_one

logger = logging.getLogger(__name__)
PATIENCE = timedelta(days=7)  # how long a mail that could not be sent is tried again
KEPT = timedelta(days=30)
MORNING = 7  # the hour, in the paper's time zone, from which on digests go out
BATCH = 200


def mail_at_once(*, now: datetime) -> int:
    """Tell those who want to hear of each answer, a mail for each; return how many went out."""
    sent = 0
    for notice in _untold(now).filter(to__mails=Mails.AT_ONCE).order_by("made_at", "pk")[:BATCH]:
        claimed = Notice.objects.filter(pk=notice.pk, sent_at=None)
        if not claimed.update(sent_at=now):
            continue  # another process tells it
        if not still_to_be_told(notice.to, [notice], now=now):
            continue
        if not _send(about_one(notice)):
            Notice.objects.filter(pk=notice.pk).update(sent_at=None)
            break  # the next one would fail as well
        sent += 1
    return sent


def mail_digests(*, now: datetime) -> int:
    """Tell those who want one mail a day what came in until this morning; return how many went out."""
    morning = last_morning(now)
    of_whom: dict[int, list[Notice]] = defaultdict(list)
    for notice in _untold(now).filter(to__mails=Mails.DAILY, made_at__lt=morning).order_by("to", "pk"):
        of_whom[notice.to_id].append(notice)
    sent = 0
    for notices in of_whom.values():
        to, mine = notices[0].to, Notice.objects.filter(pk__in=[one.pk for one in notices])
        not_today = Contributor.objects.filter(
            Q(digest_sent_at=None) | Q(digest_sent_at__lt=morning), pk=to.pk
        )
        if not not_today.update(digest_sent_at=now):
            continue  # another process tells her, or has told her today
        mine.update(sent_at=now)
        if not (left := still_to_be_told(to, notices, now=now)):
            continue
        if not _send(about_all(to, left)):
            mine.update(sent_at=None)
            Contributor.objects.filter(pk=to.pk).update(digest_sent_at=to.digest_sent_at)
            break
        sent += 1
    return sent


def forget_old_notices(*, now: datetime) -> int:
    """Delete the notices that nothing asks for any more; return how many."""
    return Notice.objects.filter(made_at__lt=now - KEPT).delete()[0]


def last_morning(now: datetime) -> datetime:
    """Return when digests were last due."""
    morning = timezone.localtime(now).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning <= now else morning - timedelta(days=1)


def _untold(now: datetime) -> QuerySet[Notice]:
    rows = Notice.objects.filter(sent_at=None, made_at__gt=now - PATIENCE)
    article = "contribution__discussion__article"
    return rows.select_related(
        "to__user",
        "contribution__author",
        "contribution__thread",
        f"{article}__locale",
        f"{article}__section",
    )


def _send(message: EmailMessage) -> bool:
    """Send a mail; False where it can be tried again."""
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        logger.warning("discussion: the mail server refuses the address of a mail")
        # For good (RFC 5321, 4.2.1): tried again, it would keep all others waiting.
        return all(code >= 500 for code, _why in error.recipients.values())
    except OSError as error:  # smtplib's own errors are of this kind too
        logger.warning("discussion: a mail was not sent and is tried again: %s", type(error).__name__)
        return False
    return True
