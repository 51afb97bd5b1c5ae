"""Words the mails about answers: in the language of the article, as plain text, with a link that ends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.discussion.markup import plain
from rotative.discussion.models import Contribution, Contributor, Notice
from rotative.discussion.unsubscribing import unsubscribing_address
from rotative.subscriptions.typesetting import paper_name
from rotative.typography import teaser

BEGINNING = 200  # characters of each contribution in a mail of many


@dataclass(frozen=True)
class Told:
    """A contribution as mails tell it."""

    name: str
    text: str
    address: str


@dataclass(frozen=True)
class Thread:
    """What came in a thread: under which article, how the thread begins."""

    headline: str
    beginning: str
    told: list[Told]


def about_one(notice: Notice) -> EmailMessage:
    """Return the mail about one answer, with its whole text."""
    row = notice.contribution
    article = row.discussion.article
    with translation.override(article.language):
        subject = _("%(name)s has written: %(headline)s") % {
            "name": _name(row),
            "headline": article.title,
        }
        said = {"told": _told(row, plain(row.text)), "headline": article.title}
        return _message(notice.to, subject, "discussion/mails/answer.txt", said)


def about_all(to: Contributor, notices: Sequence[Notice]) -> EmailMessage:
    """Return the mail about several, by thread, in the language of the latest; ``notices`` are not empty."""
    rows = [notice.contribution for notice in notices]
    with translation.override(rows[-1].discussion.article.language):
        subject = ngettext(
            "%(count)d new contribution in threads you follow",
            "%(count)d new contributions in threads you follow",
            len(rows),
        ) % {"count": len(rows)}
        by_thread = groupby(sorted(rows, key=lambda row: row.root_id), key=lambda row: row.root_id)
        said = {"threads": [_thread(list(some)) for _root, some in by_thread]}
        return _message(to, subject, "discussion/mails/digest.txt", said)


def _thread(rows: list[Contribution]) -> Thread:
    article, root = rows[0].discussion.article, rows[0].thread or rows[0]
    # What has been withdrawn or taken down is not quoted, though its thread goes on.
    begins = _short(root, article.language) if root.is_published else ""
    return Thread(article.title, begins, [_told(row, _short(row, article.language)) for row in rows])


def _told(row: Contribution, text: str) -> Told:
    with translation.override(row.discussion.article.language):
        address = reverse("contribution", args=[row.pk])
    return Told(_name(row), text, f"{settings.SITE_URL}{address}")


def _name(row: Contribution) -> str:
    return row.author.public_name if row.author else _("A reader who has left")


def _short(row: Contribution, language: str) -> str:
    return teaser(plain(row.text), language, limit=BEGINNING)


def _message(to: Contributor, subject: str, template: str, said: dict[str, Any]) -> EmailMessage:
    paper, ends = paper_name(), unsubscribing_address(to)
    settings_page = f"{settings.SITE_URL}{reverse('account_discussion')}"
    known = {"paper": paper, "ends": ends, "settings_page": settings_page}
    return EmailMessage(
        " ".join(f"[{paper}] {subject}".split()),
        render_to_string(template, said | known).strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [to.account.email],
        headers={
            "List-Unsubscribe": f"<{ends}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # RFC 3834: no answering machine answers
        },
    )
