"""Deletes accounts whose owners want it: a day later, so that a thief or a bad moment does not have the last word."""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from rotative.accounts import mails, own_data
from rotative.accounts.models import Deletion, User
from rotative.paper.models import default_paper

logger = logging.getLogger(__name__)
WAIT = timedelta(hours=24)
_LETTERS = "accounts/email/deletion_"


class NotDeletable(Exception):
    """The account cannot be deleted by its owner. ``sentence`` says why, and what she can do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Done:
    """What became of the accounts whose day had passed."""

    deleted: int = 0
    refused: int = 0
    failed: int = 0


def ask(user: User, *, language: str, now: datetime) -> Deletion:
    """Have an account deleted a day from now, and send its owner the link to call it off; asked again, nothing changes.

    Raises NotDeletable, and what the mail server raises (OSError, SMTPException): then nothing was asked.
    """
    token = secrets.token_hex(20)
    deletion, is_new = _write_down(user, token, language, now)
    if not is_new:
        return deletion
    with translation.override(language):
        link = settings.SITE_URL + reverse("account_deletion_call_off", kwargs={"token": token})
    try:
        _letter("asked", user.email, language, due_at=deletion.due_at, link=link).send()
    except (OSError, SMTPException):
        deletion.delete()
        raise
    return deletion


@transaction.atomic
def _write_down(user: User, token: str, language: str, now: datetime) -> tuple[Deletion, bool]:
    # A form that is sent twice at once is one wish.
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if refusal := own_data.refusal_of(held):
        raise NotDeletable(refusal)
    if (waiting := waiting_for(held)) is not None:
        return waiting, False
    return Deletion.objects.create(
        user=held, asked_at=now, due_at=now + WAIT, language=language, token_digest=_digest(token)
    ), True


def waiting_for(user: Any) -> Deletion | None:
    """Return the deletion that a user waits for; None for nobody, also where a page knows of no user at all."""
    is_somebody = getattr(user, "is_authenticated", False)
    return Deletion.objects.filter(user=user).first() if is_somebody else None


def by_token(token: str) -> Deletion | None:
    """Return the deletion that the link of a letter names."""
    return Deletion.objects.filter(token_digest=_digest(token)).first()


def call_off(deletion: Deletion) -> bool:
    """Keep the account; False when it was kept, or is gone, already."""
    deleted, _by_model = Deletion.objects.filter(pk=deletion.pk).delete()
    return bool(deleted)


def delete_due(*, now: datetime) -> Done:
    """Delete the accounts whose day has passed, each in a transaction of its own; run again, nothing more happens.

    An account that got a role in the meantime is kept, and its owner told; one that fails is tried again next time.
    """
    done = Done()
    for pk in Deletion.objects.filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True):
        try:
            outcome = _delete(pk, now)
        except Exception:
            logger.exception("accounts: the deletion %s failed and is tried again", pk)
            done.failed += 1
            continue
        if outcome is None:
            continue  # called off, or done by another process
        letter, email, language = outcome
        done.deleted += letter == "done"
        done.refused += letter == "refused"
        _say_farewell(letter, email, language)
    return done


@transaction.atomic
def _delete(pk: int, now: datetime) -> tuple[str, str, str] | None:
    """Do it, and return which letter goes to which address in which language; None when there was nothing to do."""
    found = Deletion.objects.select_for_update(no_key=True).filter(pk=pk, due_at__lte=now)
    deletion = found.first()
    if deletion is None:
        return None
    user = User.objects.select_for_update(no_key=True).get(pk=deletion.user_id)
    if own_data.refusal_of(user):
        deletion.delete()
        return "refused", user.email, deletion.language
    email = user.email
    own_data.forget(user, now=now)
    return "done", email, deletion.language


def _say_farewell(letter: str, email: str, language: str) -> None:
    """Send the last letter. It is not tried again: there is nowhere left to keep the address."""
    try:
        _letter(letter, email, language).send()
    except (OSError, SMTPException) as error:
        logger.warning("accounts: a letter about a deletion was not sent: %s", type(error).__name__)


def _letter(name: str, email: str, language: str, **said: Any) -> EmailMessage:
    with translation.override(language):
        return mails.letter(default_paper(), f"{_LETTERS}{name}", email, {"language": language, **said})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
