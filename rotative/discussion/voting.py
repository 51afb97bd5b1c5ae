"""Votes: that a contribution is useful. There are none against; the count equals the rows."""

from datetime import datetime

from django.db import transaction

from rotative.discussion import touching
from rotative.discussion.models import Contribution, Contributor, Vote


def has_voted(contributor: Contributor, row: Contribution) -> bool:
    """Whether somebody found a contribution useful."""
    return Vote.objects.filter(by=contributor, contribution=row).exists()


def vote(contributor: Contributor, row: Contribution, *, is_useful: bool, now: datetime) -> int:
    """Note that somebody finds a contribution useful, or does not; said twice it counts once. Returns the count.

    Raises ValueError for one's own.
    """
    if row.author_id == contributor.pk:
        raise ValueError("one’s own contribution is for others to judge")
    with transaction.atomic():
        row = (
            Contribution.objects.select_for_update(no_key=True).prefetch_related("discussion").get(pk=row.pk)
        )
        if is_useful:
            _vote, changed = Vote.objects.get_or_create(
                contribution=row, by=contributor, defaults={"voted_at": now}
            )
        else:
            changed = bool(Vote.objects.filter(contribution=row, by=contributor).delete()[0])
        if changed:
            row.useful = Vote.objects.filter(contribution=row).count()
            row.save(update_fields=["useful"])
            touching.voted(row)
        return row.useful
