"""Keeps the places of what was answered: what is published stands in its thread, whatever it answers.

Whoever calls has locked the row. What stands above it is locked from below upwards, the newer before the older, so
nobody waits in a circle, and whoever changes it at this moment has done so before it is looked at.
"""

from collections.abc import Iterable

from django.db import connection

from rotative.discussion.models import Contribution


def hold(ids: Iterable[int]) -> None:
    """Lock contributions and all that stands above them, the newest first, until the transaction ends.

    For whoever changes several in one transaction: each by itself would be locked behind what stands above another.
    """
    if not connection.features.has_select_for_update:
        return  # on SQLite transactions that write come one after another
    held = above = set(ids)
    while above:
        answers = Contribution.objects.filter(pk__in=above)
        above = {pk for pk in answers.values_list("parent", flat=True) if pk is not None} - held
        held = held | above
    rows = Contribution.objects.select_for_update(no_key=True).filter(pk__in=held)
    list(rows.order_by("-pk").values_list("pk"))


def raise_places(row: Contribution) -> bool:
    """Show the empty places again of what a published answer answers; whether any had gone."""
    has_raised, above = False, _above(row)
    while above is not None and not above.stands:
        _set(above, stands=True)
        has_raised, above = True, _above(above)
    return has_raised


def lower_places(row: Contribution) -> bool:
    """Take away the empty places above what does not stand any more, if nothing else answers them; whether any went."""
    has_lowered, above = False, _above(row)
    while above is not None and above.stands and not above.is_published and not is_answered(above):
        _set(above, stands=False)
        has_lowered, above = True, _above(above)
    return has_lowered


def is_answered(row: Contribution) -> bool:
    """Whether something that stands answers it."""
    return Contribution.objects.standing().filter(parent=row.pk).exists()


def _above(row: Contribution) -> Contribution | None:
    if row.parent_id is None:
        return None
    return Contribution.objects.select_for_update(no_key=True).filter(pk=row.parent_id).first()


def _set(row: Contribution, *, stands: bool) -> None:
    Contribution.objects.filter(pk=row.pk).update(stands=stands)
