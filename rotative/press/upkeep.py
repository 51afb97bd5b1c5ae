"""What a worker does beside printing: keeps the counts, forgets what is old, sees whether the store has its pages."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import Error

from rotative.press.flushing import flush_tallies
from rotative.press.inventory import refill, tidy
from rotative.press.models import Chore, Tally
from rotative.press.publications import forget_old_publications, settle
from rotative.press.readership import forget_old_reads, rank_pages

logger = logging.getLogger(__name__)

MINUTES_KEPT = timedelta(days=1)


def is_due(name: str, now: datetime, every: timedelta) -> bool:
    """Whether a chore is due; to one of the processes that ask, which then does it."""
    again = now + every
    if Chore.objects.filter(name=name, due_at__lte=now).update(due_at=again):
        return True
    if Chore.objects.filter(name=name).exists():
        return False
    _chore, made = Chore.objects.get_or_create(name=name, defaults={"due_at": again})
    return made


def forget_what_is_old(now: datetime) -> None:
    """Delete the counts and publications that nothing shows any more."""
    while forget_old_reads(now):
        """There is more."""
    forget_old_publications(now)
    oldest = int((now - MINUTES_KEPT).timestamp()) // 60
    Tally.objects.filter(minute__gt=0, minute__lt=oldest).delete()


CHORES = (
    ("refill", timedelta(minutes=1), refill),
    ("rank pages", timedelta(minutes=5), rank_pages),
    ("forget", timedelta(minutes=10), forget_what_is_old),
    ("tidy", timedelta(hours=1), tidy),
)


class Upkeep:
    """The upkeep of one process. ``others`` are chores of rooms that know more than the press: name, interval, act."""

    def __init__(self, *others: tuple[str, timedelta, Callable[[datetime], object]]) -> None:
        self._next: dict[str, datetime] = {}
        self._chores = [*CHORES, *others]

    def tend(self, now: datetime) -> None:
        """Do what is due; called at every turn, it asks the database for something twice a second at most."""
        if self._is_time("settle", now, timedelta(seconds=0.5)):
            settle(now)
        if self._is_time("flush", now, timedelta(seconds=10)):
            flush_tallies(now)
        if self._is_time("chores", now, timedelta(seconds=10)):
            for name, every, act in self._chores:
                if is_due(name, now, every):
                    act(now)

    def end(self, now: datetime) -> None:
        """Hand over what is counted, before the process ends; a database that is away does not keep it from ending."""
        try:
            settle(now)
            flush_tallies(now)
        except Error as error:
            logger.warning("press: tallies cannot be kept and are lost: %s", error)

    def _is_time(self, name: str, now: datetime, every: timedelta) -> bool:
        if now < self._next.get(name, now):
            return False
        self._next[name] = now + every
        return True
