"""Sanctions: imposed with a reason that the person is told, acknowledged, appealed against, lifted. None is hidden.

A ban takes away writing, never reading: what a reader has paid for stays hers.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.discussion import letters
from rotative.discussion.models import Act, Contribution, Contributor, Decision, Letter, Sanction
from rotative.discussion.policy import in_force
from rotative.discussion.removing import put_back, remove_all
from rotative.discussion.rooms import Room

Kind = Sanction.Kind
BARS = frozenset({Kind.BAN, Kind.SUSPENSION})  # she does not write as long as it holds


@dataclass(frozen=True)
class Terms:
    """What is imposed. ``section`` None: everywhere. ``removes``: a ban that takes down what the person wrote."""

    kind: str
    reason: str
    section: Any = None
    until: datetime | None = None
    removes: bool = False
    # Of a removal.
    contribution: Contribution | None = None
    ground: str = ""

    def check(self, *, now: datetime) -> None:
        """Raise ValidationError, by field, for terms that make no sense."""
        wrong: dict[str, str] = {}
        if not self.reason.strip():
            wrong["reason"] = _("The person is told why: give the reason.")
        if self.kind == Kind.SUSPENSION and self.until is None:
            wrong["until"] = _("A suspension has an end.")
        if self.until is not None and self.kind not in (Kind.SUSPENSION, Kind.PRE_MODERATION):
            wrong["until"] = _("Only a suspension and reading before publication have an end.")
        elif self.until is not None and self.until <= now:
            wrong["until"] = _("This moment is over.")
        if self.removes and self.kind != Kind.BAN:
            wrong["removes"] = _("Only an exclusion takes down all that somebody wrote.")
        if wrong:
            raise ValidationError(wrong)


def impose(contributor: Contributor, terms: Terms, *, by: User, now: datetime) -> Sanction:
    """Impose a sanction; a letter to the person goes out with the commit. Raises ValidationError by field.

    Whoever writes at the same moment waits for it or comes before it: after a ban nothing of hers appears.
    """
    terms.check(now=now)
    _demand_not_oneself(contributor, by)
    with transaction.atomic():
        Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
        sanction = Sanction.objects.create(
            contributor=contributor,
            kind=terms.kind,
            section=terms.section,
            reason=terms.reason.strip(),
            by=by,
            imposed_at=now,
            until=terms.until,
            removes=terms.removes,
            contribution=terms.contribution,
            ground=terms.ground,
        )
        _log(sanction, Act.SANCTIONED, by=by, reason=sanction.reason, now=now)
        if terms.removes:
            remove_all(contributor, by=by, reason=sanction.reason, now=now, sanction=sanction)
        letters.write(Letter.Kind.SANCTION, sanction=sanction, now=now)
        return sanction


def lift(sanction: Sanction, *, by: User, reason: str, now: datetime) -> bool:
    """End a sanction before its time and tell the person; False when it is over already. Raises ValidationError."""
    _demand_not_oneself(sanction.contributor, by)
    if not reason.strip():
        raise ValidationError({"reason": _("The person is told why: give the reason.")})
    with transaction.atomic():
        held = _held(sanction)
        if held.lifted_at is not None:
            return False
        _lift(held, reason.strip(), now)
        _log(held, Act.LIFTED, by=by, reason=held.lifting, now=now)
        letters.write(Letter.Kind.LIFTED, sanction=held, now=now)
        return True


def acknowledge(sanction: Sanction, *, now: datetime) -> bool:
    """Note that the person has read a warning; False when she had said so before."""
    with transaction.atomic():
        held = _held(sanction)
        if held.acknowledged_at is not None:
            return False
        held.acknowledged_at = now
        held.save(update_fields=["acknowledged_at"])
        _log(held, Act.ACKNOWLEDGED, by=held.contributor.user, now=now)
        return True


def appeal(sanction: Sanction, text: str, *, now: datetime) -> bool:
    """Take in the person's appeal, the one there is; False when there was one, or a message cannot have any."""
    with transaction.atomic():
        held = _held(sanction)
        if not held.may_be_appealed or not text.strip():
            return False
        held.appeal, held.appealed_at = text.strip(), now
        held.save(update_fields=["appeal", "appealed_at"])
        _log(held, Act.APPEALED, by=held.contributor.user, now=now)
        return True


def may_decide_appeal(sanction: Sanction, by: User) -> bool:
    """Whether somebody may answer an appeal: not who imposed the sanction, nor whom it is about."""
    return by.pk not in (sanction.by_id, sanction.contributor.user_id)


def decide_appeal(sanction: Sanction, *, by: User, is_upheld: bool, answer: str, now: datetime) -> Sanction:
    """Answer an appeal. Upheld, the sanction ends and what it took down is there again. Raises ValidationError."""
    if not may_decide_appeal(sanction, by):
        raise ValidationError(_("Somebody else than who decided answers the appeal."))
    if not answer.strip():
        raise ValidationError({"answer": _("The person is told why: give the reason.")})
    with transaction.atomic():
        held = _held(sanction)
        if held.appealed_at is None or held.appeal_decided_at is not None:
            raise ValidationError(_("This appeal has been answered, or there is none."))
        held.appeal_answer, held.appeal_is_upheld = answer.strip(), is_upheld
        held.appeal_decided_at, held.appeal_decided_by = now, by
        held.save(
            update_fields=["appeal_answer", "appeal_is_upheld", "appeal_decided_at", "appeal_decided_by"]
        )
        _log(held, Act.APPEAL_DECIDED, by=by, reason=held.appeal_answer, now=now, is_upheld=is_upheld)
        if is_upheld:
            if held.lifted_at is None:
                _lift(held, held.appeal_answer, now)
                _log(held, Act.LIFTED, by=by, reason=held.appeal_answer, now=now)
            put_back(held, by=by, reason=held.appeal_answer, now=now)
        letters.write(Letter.Kind.APPEAL, sanction=held, now=now)
        return held


def barring(contributor: Contributor, room: Room, *, now: datetime) -> list[Sanction]:
    """Return what keeps somebody from writing in a room: bans, suspensions, warnings that she has not acknowledged."""
    found = in_force(contributor, room.article.section_id, now=now)
    return [
        one for one in found if one.kind in BARS or (one.kind == Kind.WARNING and one.acknowledged_at is None)
    ]


def _held(sanction: Sanction) -> Sanction:
    rows = Sanction.objects.select_for_update(no_key=True).prefetch_related("contributor__user")
    return rows.get(pk=sanction.pk)


def _lift(held: Sanction, reason: str, now: datetime) -> None:
    held.lifted_at, held.lifting = now, reason
    held.save(update_fields=["lifted_at", "lifting"])


def _demand_not_oneself(contributor: Contributor, by: User) -> None:
    if contributor.user_id == by.pk:
        raise ValidationError(_("Nobody decides about herself: a colleague does."))


def _log(
    sanction: Sanction, act: Act, *, by: User | None, now: datetime, reason: str = "", **more: object
) -> None:
    Decision.objects.create(
        contributor=sanction.contributor,
        contribution=sanction.contribution,
        act=act,
        by=by,
        rule=sanction.kind,
        reason=reason,
        before={"sanction": sanction.pk} | more,
        made_at=now,
    )
