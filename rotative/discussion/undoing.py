"""Takes a moderator's decision back: what was before stands again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from rotative.accounts.models import User
from rotative.discussion import touching, webhooks
from rotative.discussion.changing import take_off
from rotative.discussion.deciding import Deciding, IsGoneError, put_on, standing_of, teach_instead
from rotative.discussion.models import Act, Contribution, Decision, Report, State

UNDOABLE = (Act.APPROVED, Act.REJECTED, Act.FEATURED, Act.UNFEATURED, Act.REPORTS_DISMISSED)


def is_undoable(decision: Decision) -> bool:
    """Whether a decision can still be taken back: nothing was decided about the contribution since."""
    if decision.act not in UNDOABLE or decision.contribution_id is None:
        return False
    of_it = Decision.objects.filter(contribution=decision.contribution_id)
    return of_it.order_by("-pk").values_list("pk", flat=True).first() == decision.pk


def undo(decision: Decision, *, by: User, now: datetime) -> Decision:
    """Put back what was before a decision, once, as long as nothing else was decided about the contribution.

    Raises IsGoneError when that is over, IsOwnError for the moderator's own contribution.
    """
    if decision.contribution is None:
        raise IsGoneError
    deciding = Deciding(by, now=now, is_sure=True)
    with transaction.atomic():
        row = deciding.locked(decision.contribution)
        if not is_undoable(decision):
            raise IsGoneError
        was = standing_of(row)
        _restore_state(row, decision.before, now)
        _restore_feature(row, decision.before)
        row.reviewed_at = _moment(decision.before["reviewed_at"])
        row.save()
        Report.objects.filter(pk__in=decision.before.get("reports", [])).update(
            decided_at=None, is_upheld=None
        )
        teach_instead(row, decision.before.get("taught", {}), decision.before.get("knew", {}))
        if was["state"] != row.state:
            webhooks.decided(row, now=now)
        return deciding.note(row, Act.UNDONE, before=was, undoes=decision)


def _restore_state(row: Contribution, before: dict[str, Any], now: datetime) -> None:
    state = State(before["state"])
    if state is State.PUBLISHED and not row.is_published:
        put_on(row, now=now)
    elif state is not State.PUBLISHED and row.is_published:
        take_off(row, state)
    row.state = state
    if not row.stands:  # what was answered meanwhile keeps its place, and the moment that goes with it
        row.published_at = _moment(before["published_at"])


def _restore_feature(row: Contribution, before: dict[str, Any]) -> None:
    featured_at = _moment(before["featured_at"])
    if featured_at != row.featured_at:
        row.featured_at = featured_at
        touching.featured(row)


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
