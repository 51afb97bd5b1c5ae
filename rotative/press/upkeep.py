"""What a worker does beside printing: keeps the counts, and forgets what is old."""

import logging
from datetime import datetime, timedelta

from django.db import Error

from rotative.press.flushing import flush_tallies
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


class Upkeep:
    """The upkeep of one process."""

    def __init__(self) -> None:
        self._next: dict[str, datetime] = {}

    def tend(self, now: datetime) -> None:
        """Do what is due; called at every turn, it asks the database for something twice a second at most."""
        if self._is_time("settle", now, timedelta(seconds=0.5)):
            settle(now)
        if self._is_time("flush", now, timedelta(seconds=10)):
            flush_tallies(now)
        if self._is_time("chores", now, timedelta(seconds=10)):
            _do_chores(now)

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


def _do_chores(now: datetime) -> None:
    if is_due("rank pages", now, timedelta(minutes=5)):
        rank_pages(now)
    if is_due("forget", now, timedelta(minutes=10)):
        while forget_old_reads(now):
            """There is more."""
        forget_old_publications(now)
        oldest = int((now - MINUTES_KEPT).timestamp()) // 60
        Tally.objects.filter(minute__gt=0, minute__lt=oldest).delete()
