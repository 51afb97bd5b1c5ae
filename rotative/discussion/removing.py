"""Takes down what a sanction or a notice of illegal content takes down, and puts it back when an appeal was right."""

from datetime import datetime
from typing import Any

from django.db import transaction

from rotative.accounts.models import User
from rotative.discussion import webhooks
from rotative.discussion.changing import take_off
from rotative.discussion.deciding import put_on, standing_of
from rotative.discussion.models import Act, Contribution, Contributor, Decision, Sanction, State
from rotative.discussion.placing import hold


def remove(row: Contribution, *, by: User, reason: str, now: datetime, sanction: Sanction | None) -> bool:
    """Reject a contribution, published or waiting; its pages go with the commit. False when it was gone already."""
    with transaction.atomic():
        row = (
            Contribution.objects.select_for_update(no_key=True).prefetch_related("discussion").get(pk=row.pk)
        )
        if row.state not in (State.PUBLISHED, State.WAITING):
            return False
        before = standing_of(row) | ({"sanction": sanction.pk} if sanction else {})
        if row.is_published:
            take_off(row, State.REJECTED)
        row.state, row.reviewed_at = State.REJECTED, now
        row.save(update_fields=["state", "stands", "reviewed_at"])
        _log(row, Act.REJECTED, by, reason, now, before)
        webhooks.decided(row, now=now)
        return True


def remove_all(contributor: Contributor, *, by: User, reason: str, now: datetime, sanction: Sanction) -> int:
    """Reject all that somebody has written, in the sanction's section or everywhere, and return how many."""
    rows = Contribution.objects.filter(author=contributor, state__in=(State.PUBLISHED, State.WAITING))
    if sanction.section_id is not None:
        rows = rows.filter(discussion__article__section=sanction.section_id)
    hold(rows.values_list("pk", flat=True))
    # Answers before what they answer: no empty place is left where all of a thread were hers.
    found = list(rows.order_by("-pk"))
    return sum(remove(row, by=by, reason=reason, now=now, sanction=sanction) for row in found)


def put_back(sanction: Sanction, *, by: User, reason: str, now: datetime) -> int:
    """Publish again, or let wait again, what a sanction has taken down and nobody has decided about since."""
    taken = Decision.objects.filter(act=Act.REJECTED, before__sanction=sanction.pk)
    states = dict(taken.order_by("pk").values_list("contribution", "before__state"))
    hold(states)
    rows = Contribution.objects.filter(pk__in=states, state=State.REJECTED).select_related("discussion")
    count = 0
    for row in rows.order_by("pk"):
        last = row.decisions.order_by("-pk").first()
        if last is None or last.before.get("sanction") != sanction.pk:
            continue
        before = standing_of(row)
        if states[row.pk] == State.PUBLISHED:
            put_on(row, now=now)
        row.state, row.reviewed_at = State(states[row.pk]), now
        row.save(update_fields=["state", "stands", "published_at", "reviewed_at"])
        _log(row, Act.APPROVED, by, reason, now, before)
        webhooks.decided(row, now=now)
        count += 1
    return count


def _log(row: Contribution, act: Act, by: User, reason: str, now: datetime, before: dict[str, Any]) -> None:
    Decision.objects.create(
        contribution=row,
        contributor_id=row.author_id,
        discussion=row.discussion,
        act=act,
        by=by,
        reason=reason,
        before=before,
        made_at=now,
    )
