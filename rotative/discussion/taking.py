"""A moderator takes contributions before her for some minutes, so that no other decides about them at the same time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from rotative.accounts.models import User
from rotative.discussion.models import Contribution
from rotative.discussion.placing import hold

TAKEN_FOR = timedelta(minutes=5)


def take(ids: Iterable[int], *, by: User, now: datetime) -> int:
    """Take those that nobody else has; returns how many are hers now. Taken again, they are hers for longer."""
    ids = set(ids)
    is_free = Q(taken_until=None) | Q(taken_until__lte=now) | Q(taken_by=by) | Q(taken_by=None)
    with transaction.atomic():
        hold(ids)
        free = Contribution.objects.filter(is_free, pk__in=ids)
        return free.update(taken_by=by, taken_until=now + TAKEN_FOR)


def leave(ids: Iterable[int], *, by: User) -> int:
    """Give back what she has taken; returns how many they were."""
    ids = set(ids)
    with transaction.atomic():
        hold(ids)
        hers = Contribution.objects.filter(pk__in=ids, taken_by=by)
        return hers.update(taken_by=None, taken_until=None)
