"""`rotative worker`: prints again what has changed, the most read first, and does what else can wait a moment."""

import logging
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error
from django.utils import timezone

from rotative.press.keeping import memory
from rotative.press.notices import print_missing_notices
from rotative.press.outages import database_is_away
from rotative.press.pace import Pace
from rotative.press.printing import Outcome
from rotative.press.purging import Purger, cache_backends
from rotative.press.queue import work_off
from rotative.press.release import begin_release, has_ended, release_stamp
from rotative.press.shelf import purge_notes
from rotative.press.store import StoreError
from rotative.press.turns import keep_turning
from rotative.press.upkeep import Upkeep
from rotative.related.choosing import choose_due
from rotative.related.most_read import choose_most_read
from rotative.server.beside import (
    Beside,
    look_after_accounts,
    look_after_discussions,
    look_after_subscriptions,
)

logger = logging.getLogger(__name__)

ROOM = 128 * 1024 * 1024  # bytes of what pages have in common; a worker prints them all
APART = timedelta(seconds=1)  # between two printings of a page that changes all the time
IDLE = 0.5  # seconds between two looks at an empty queue
ALL_FAILED = 2.0  # seconds after a batch of which nothing could be printed: most often the store is away
RESTS = 5.0  # seconds between two looks of a worker whose release has ended
LAST_MAILS = 5.0  # seconds that what is beside may still take when the worker ends
_subscriptions = Beside("subscriptions", look_after_subscriptions)
_accounts = Beside("accounts", look_after_accounts)
_discussions = Beside("discussions", look_after_discussions)
_upkeep = Upkeep(
    ("most read", timedelta(minutes=10), choose_most_read),
    ("subscriptions", timedelta(minutes=5), _subscriptions.begin),
    ("accounts", timedelta(minutes=5), _accounts.begin),
    ("discussions", timedelta(seconds=30), _discussions.begin),
)


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C; `rotative serve` starts one of these by itself. Several share the work."""

    help = "Print pages again that have changed. `rotative serve` starts one; a large paper may run several more."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work until nothing is left to do, then end")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end with this process, which started it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        memory.room = ROOM
        purger = Purger(purge_notes(), cache_backends())
        if options["once"]:
            begin()
            pace = Pace()
            while turn(pace) is not None:
                """Something was done."""
            while purger.turn():
                """There may be more."""
        else:
            purger.start()
            _keep_turning(options["parent"])
            purger.stop()
        _subscriptions.wait(LAST_MAILS)
        _accounts.wait(LAST_MAILS)
        _discussions.wait(LAST_MAILS)
        try:
            _upkeep.end(timezone.now())
        except Error as error:
            if not database_is_away(error):
                raise
            logger.warning("worker: the last counts are lost: %s", " ".join(str(error).split()))


def begin() -> None:
    """Do what comes before the first turn: pages of an older release become stale, notices are printed."""
    begin_release(timezone.now(), release_stamp())
    try:
        print_missing_notices()
    except StoreError as error:
        logger.warning("worker: notices cannot be printed: %s", error)


def _keep_turning(parent: int | None) -> None:
    # Of the files as they are when the process starts, however long the database is away.
    stamp, pace = release_stamp(), Pace()
    has_begun = has_rested = False

    def act() -> float:
        nonlocal has_begun, has_rested
        if not has_begun:
            begin()
            has_begun = True
        if has_ended(stamp):
            if not has_rested:
                logger.warning(
                    "worker: a newer release prints this paper; this one rests until it is restarted"
                )
            has_rested = True
            return RESTS
        pause = turn(pace, APART)
        return IDLE if pause is None else pause

    keep_turning("worker", act, parent)


def turn(pace: Pace, apart: timedelta = timedelta()) -> float | None:
    """Do a turn's work; return how many seconds to wait before the next, None if there was nothing to do.

    Pages that were printed less than ``apart`` ago are left for a later turn.
    """
    now = timezone.now()
    began = time.monotonic()
    outcomes = work_off(now, pace.size, apart)
    pace.note(len(outcomes), time.monotonic() - began)
    if failed := outcomes.count(Outcome.FAILED):
        logger.warning("worker: %s pages could not be printed and are tried again later", failed)
    _upkeep.tend(timezone.now())
    chosen = choose_due(now)
    if not outcomes and not chosen:
        return None
    return ALL_FAILED if outcomes and failed == len(outcomes) else 0.0
