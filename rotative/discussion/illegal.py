"""Notices of illegal content, which anybody may send: number, receipt, decision with its reasons, both sides told.

The model is the EU's Digital Services Act (Regulation 2022/2065), articles 16 and 17. It wants notices decided “in a
timely, diligent, non-arbitrary and objective manner”; the days within which we do are the house's own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.discussion import letters
from rotative.discussion.models import (
    Act,
    Contribution,
    Contributor,
    Decision,
    Letter,
    Report,
    Sanction,
    State,
)
from rotative.discussion.removing import remove
from rotative.discussion.sanctioning import Terms, impose
from rotative.subscriptions.paper_time import paper_time

WITHIN = timedelta(days=3)
WITHIN_FOR_CHILDREN = timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """What somebody says. Name and address may be empty only if it is about the abuse of children (article 16, 2 c)."""

    explanation: str
    name: str = ""
    email: str = ""
    law: str = ""
    is_child_abuse: bool = False
    language: str = ""


def due_at(report: Report) -> datetime:
    """Return by when a notice is to be decided."""
    return report.made_at + (WITHIN_FOR_CHILDREN if report.is_child_abuse else WITHIN)


def take_in(row: Contribution, notice: Notice, *, now: datetime) -> Report:
    """Take in a notice, give it a number and write its receipt. Sent again word for word, the first one is returned."""
    with transaction.atomic():
        Contribution.objects.select_for_update(no_key=True).get(pk=row.pk)
        same = Report.objects.of_illegal_content().filter(
            contribution=row, explanation=notice.explanation, email=notice.email, decided_at=None
        )
        if (earlier := same.first()) is not None:
            return earlier
        report = Report.objects.create(
            contribution=row,
            reason=Report.Reason.ILLEGAL,
            explanation=notice.explanation,
            name=notice.name,
            email=notice.email,
            law=notice.law,
            is_child_abuse=notice.is_child_abuse,
            language=notice.language,
            made_at=now,
        )
        report.number = f"{paper_time(now).year}-{report.pk:05d}"
        report.save(update_fields=["number"])
        if report.email:
            letters.write(Letter.Kind.RECEIPT, report=report, now=now)
        return report


def may_decide(report: Report, by: User) -> bool:
    """Whether somebody may decide about a notice: not about her own contribution, nor her own notice."""
    author = report.contribution.author
    return (author is None or author.user_id != by.pk) and report.email.lower() != by.email.lower()


def decide(
    report: Report, *, by: User, is_upheld: bool, decision: str, ground: str = "", now: datetime
) -> Report:
    """Decide about a notice. Upheld, the contribution is taken down, and its author told why. Raises ValidationError.

    ``decision``: the facts and the reasons, which both sides read; ``ground``: the law, or the rule of the house.
    """
    if not may_decide(report, by):
        raise ValidationError(
            _("Nobody decides about her own contribution, or her own notice: a colleague does.")
        )
    decision, ground = decision.strip(), ground.strip()
    if not decision:
        raise ValidationError({"decision": _("Both sides are told why: give the reasons.")})
    if is_upheld and not ground:
        raise ValidationError({"ground": _("Name the law or the house rule that this goes against.")})
    with transaction.atomic():
        # As a writer does: the author first, then what she wrote.
        if report.contribution.author_id is not None:
            Contributor.objects.select_for_update(no_key=True).filter(
                pk=report.contribution.author_id
            ).first()
        row = Contribution.objects.select_for_update(no_key=True).get(pk=report.contribution_id)
        held = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
        if held.decided_at is not None:
            raise ValidationError(_("This notice has been decided."))
        held.decided_at, held.decided_by, held.is_upheld, held.decision = now, by, is_upheld, decision
        held.save(update_fields=["decided_at", "decided_by", "is_upheld", "decision"])
        Decision.objects.create(
            contribution=row,
            contributor_id=row.author_id,
            discussion_id=row.discussion_id,
            act=Act.NOTICE_UPHELD if is_upheld else Act.NOTICE_REFUSED,
            by=by,
            rule=f"notice {held.number}",
            reason=decision,
            made_at=now,
        )
        if is_upheld and row.state in (State.PUBLISHED, State.WAITING):
            _take_down(row, decision, ground, by, now)
        if held.email:
            letters.write(Letter.Kind.NOTICE, report=held, now=now)
        return held


def _take_down(row: Contribution, decision: str, ground: str, by: User, now: datetime) -> None:
    sanction = None
    if row.author is not None:
        terms = Terms(Sanction.Kind.REMOVAL, decision, contribution=row, ground=ground)
        sanction = impose(row.author, terms, by=by, now=now)
    remove(row, by=by, reason=decision, now=now, sanction=sanction)
    # What readers had reported is answered with it.
    Report.objects.open_of_readers().filter(contribution=row).update(decided_at=now, is_upheld=True)
