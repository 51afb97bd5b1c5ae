"""What moderators decide about contributions. Each decision is made once, stands in the log, and reaches the pages.

A text is never changed: it is published, rejected with a reason that its author reads, featured, or left alone.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from rotative.accounts.models import User
from rotative.discussion import filtering, posting, touching, webhooks
from rotative.discussion.changing import take_off
from rotative.discussion.learning import NeverLearned
from rotative.discussion.models import Act, Contribution, Decision, HouseRules, Report, State
from rotative.discussion.placing import raise_places


class NotDecidedError(Exception):
    """A decision that was not made; nothing has changed."""


class IsOwnError(NotDecidedError):
    """It is the moderator's own: somebody else decides."""


class IsTakenError(NotDecidedError):
    """Another moderator has it before her: ``row.taken_by``, until ``row.taken_until``."""

    def __init__(self, row: Contribution) -> None:
        super().__init__("taken by another moderator")
        self.row = row


class HasChangedError(NotDecidedError):
    """It is no more what the moderator had before her eyes."""

    def __init__(self, row: Contribution) -> None:
        super().__init__("changed since it was looked at")
        self.row = row


class IsGoneError(NotDecidedError):
    """Its author has withdrawn it, or it is not in a state for this decision."""


def mark_of(row: Contribution) -> str:
    """Return what tells whether a contribution is still as somebody saw it: its text and where it stands."""
    return f"{row.state}-{row.digest}-{int(row.featured_at is not None)}"


class Deciding:
    """How a moderator decides: who, when, and what she saw.

    ``seen``: the mark of the contribution as it was shown; empty: it does not matter. ``is_sure``: she knows that
    another has taken it, or that it has changed.
    """

    def __init__(self, by: User, *, now: datetime, seen: str = "", is_sure: bool = False) -> None:
        self.by, self.now, self.seen, self.is_sure = by, now, seen, is_sure

    def approve(self, row: Contribution) -> Decision | None:
        """Publish it, or say of what is published that it may stay; open reports are dismissed with it.

        None: it was so already. Raises NotDecidedError.
        """
        return self._decide(row, Act.APPROVED, _approved)

    def reject(self, row: Contribution, reason: str) -> Decision | None:
        """Do not publish it, or take it off the pages before this returns; reports are upheld. None: it was so already.

        Raises NotDecidedError, and ValueError without a reason.
        """
        if not reason.strip():
            raise ValueError("a rejection has a reason, which the author reads")
        return self._decide(row, Act.REJECTED, _rejected, reason.strip())

    def feature(self, row: Contribution) -> Decision | None:
        """Mark what is published as chosen by the newsroom. None: it was so already. Raises NotDecidedError."""
        return self._decide(row, Act.FEATURED, _featured)

    def unfeature(self, row: Contribution) -> Decision | None:
        """Take the mark away. None: it had none. Raises NotDecidedError."""
        return self._decide(row, Act.UNFEATURED, _unfeatured)

    def dismiss(self, row: Contribution) -> Decision | None:
        """Say that the open reports were wrong. None: there were none. Raises NotDecidedError."""
        return self._decide(row, Act.REPORTS_DISMISSED, _dismissed)

    def _decide(
        self,
        row: Contribution,
        act: Act,
        change: "Callable[[Contribution, datetime], dict[str, Any] | None]",
        reason: str = "",
    ) -> Decision | None:
        with transaction.atomic():
            row = self.locked(row)
            before = standing_of(row)
            more = change(row, self.now)
            if more is None:
                return None
            row.reviewed_at, row.taken_by, row.taken_until = self.now, None, None
            row.save()
            if before["state"] != row.state:
                webhooks.decided(row, now=self.now)
            return self.note(row, act, reason=reason, before=before | more)

    def locked(self, row: Contribution) -> Contribution:
        """Return the row, locked and anew, if this moderator may decide about it now. Raises NotDecidedError."""
        rows = Contribution.objects.select_for_update(no_key=True)
        row = rows.prefetch_related("author", "discussion", "parent", "taken_by").get(pk=row.pk)
        if row.author is not None and row.author.user_id == self.by.pk:
            raise IsOwnError
        if not self.is_sure:
            if self.seen and self.seen != mark_of(row):
                raise HasChangedError(row)
            if is_taken(row, by=self.by, now=self.now):
                raise IsTakenError(row)
        return row

    def note(self, row: Contribution, act: Act, **more: Any) -> Decision:
        """Write the decision into the log."""
        return Decision.objects.create(
            contribution=row,
            contributor=row.author,
            discussion=row.discussion,
            act=act,
            by=self.by,
            made_at=self.now,
            **more,
        )


def is_taken(row: Contribution, *, by: User, now: datetime) -> bool:
    """Whether another moderator than ``by`` has a contribution before her."""
    is_held = row.taken_until is not None and row.taken_until > now
    return is_held and row.taken_by_id is not None and row.taken_by_id != by.pk


def standing_of(row: Contribution) -> dict[str, Any]:
    """Return what an undo puts back of a contribution."""
    return {
        "state": row.state,
        "published_at": _moment(row.published_at),
        "featured_at": _moment(row.featured_at),
        "reviewed_at": _moment(row.reviewed_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _approved(row: Contribution, now: datetime) -> dict[str, Any] | None:
    if row.state == State.WITHDRAWN:
        raise IsGoneError
    reports = _close_reports(row, now, is_upheld=False)
    if row.is_published and row.reviewed_at is not None and not reports:
        return None
    if not row.is_published:
        put_on(row, now=now)
    return {"reports": reports, **_teach(row, is_spam=False)}


def _rejected(row: Contribution, now: datetime) -> dict[str, Any] | None:
    if row.state == State.WITHDRAWN:
        raise IsGoneError
    if row.state == State.REJECTED:
        return None
    row.featured_at = None
    if row.is_published:
        take_off(row, State.REJECTED)
    else:
        row.state = State.REJECTED
    return {"reports": _close_reports(row, now, is_upheld=True), **_teach(row, is_spam=True)}


def _featured(row: Contribution, now: datetime) -> dict[str, Any] | None:
    if not row.is_published:
        raise IsGoneError
    if row.featured_at is not None:
        return None
    row.featured_at = now
    touching.featured(row)
    return {}


def _unfeatured(row: Contribution, now: datetime) -> dict[str, Any] | None:
    if row.featured_at is None:
        return None
    row.featured_at = None
    touching.featured(row)
    return {}


def _dismissed(row: Contribution, now: datetime) -> dict[str, Any] | None:
    reports = _close_reports(row, now, is_upheld=False)
    return {"reports": reports} if reports else None


def _close_reports(row: Contribution, now: datetime, *, is_upheld: bool) -> list[int]:
    """Decide the open reports of a contribution; the ids of those that were open."""
    still_open = Report.objects.open_of_readers().filter(contribution=row)
    ids = list(still_open.order_by("pk").values_list("pk", flat=True))
    Report.objects.filter(pk__in=ids).update(decided_at=now, is_upheld=is_upheld)
    return ids


def _teach(row: Contribution, *, is_spam: bool) -> dict[str, Any]:
    """Teach the filter a decision, instead of an earlier one about the same text; what it knew and what it knows."""
    knew = taught_of(row)
    knows = knew if knew.get("is_spam") == is_spam else {"is_spam": is_spam, "digest": row.digest}
    if not HouseRules.current().learns:
        knows = knew
    teach_instead(row, knew, knows)
    return {"knew": knew, "taught": knows}


def taught_of(row: Contribution) -> dict[str, Any]:
    """Return what the filter has last been taught of a contribution as it reads now; empty: nothing."""
    decided = row.decisions.filter(act__in=[Act.APPROVED, Act.REJECTED], undone_by=None)
    last = decided.order_by("-made_at", "-pk").first()
    taught: dict[str, Any] = last.before.get("taught", {}) if last is not None else {}
    return taught if taught.get("digest") == row.digest else {}


def teach_instead(row: Contribution, known: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Make the filter forget what it knows of a contribution, and learn something else; either may be nothing."""
    if known == wanted:
        return
    if known:
        with suppress(NeverLearned):  # what it had learned was emptied meanwhile
            filtering.learn_from(row.text, is_spam=known["is_spam"], times=-1)
    if wanted:
        filtering.learn_from(row.text, is_spam=wanted["is_spam"])


def put_on(row: Contribution, *, now: datetime) -> None:
    """Publish what is not published: at the end when it is new, else at its old place. The caller saves."""
    is_new = row.published_at is None
    row.state, row.stands, row.published_at = State.PUBLISHED, True, row.published_at or now
    Contribution.objects.filter(pk=row.pk).update(
        state=row.state, stands=row.stands, published_at=row.published_at
    )
    if raise_places(row) or not is_new:
        touching.moved(row)
    if is_new:
        posting.published(row, now=now)
