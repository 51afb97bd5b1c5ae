"""`rotative worker`: prints again what has changed, the most read first, and does what else can wait a moment."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from rotative.press.printing import Outcome
from rotative.press.queue import work_off
from rotative.press.turns import keep_turning
from rotative.press.upkeep import Upkeep
from rotative.related.choosing import choose_due

logger = logging.getLogger(__name__)

IDLE = 0.5  # seconds between two looks at an empty queue
_upkeep = Upkeep()


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
        if options["once"]:
            while turn():
                """Something was done."""
        else:
            keep_turning("worker", lambda: 0.0 if turn() else IDLE, options["parent"])
        _upkeep.end(timezone.now())


def turn() -> bool:
    """Do a turn's work; return whether there was any."""
    now = timezone.now()
    outcomes = work_off(now)
    if failed := outcomes.count(Outcome.FAILED):
        logger.warning("worker: %s pages could not be printed and are tried again later", failed)
    _upkeep.tend(timezone.now())
    return bool(outcomes) | bool(choose_due(now))
