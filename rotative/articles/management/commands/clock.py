"""`rotative clock`: publishes and withdraws what is due, again and again."""

import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from rotative.articles.clock import run_due, tell

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C; `rotative serve` starts one of these by itself."""

    help = "Publish what is scheduled and withdraw what has expired. One process a site is enough."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="one round; ends with status 1 when an item failed"
        )
        parser.add_argument("--every", type=float, default=30, metavar="SECONDS", help="pause between rounds")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end with this process, which started it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            report = run_due(timezone.now())
            tell(report)
            if report.failed:
                raise CommandError(f"{len(report.failed)} items failed: {', '.join(report.failed)}")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        known: frozenset[str] = frozenset()
        while not stop.is_set():
            known = self._round(known)
            self._pause(options["every"], stop, options["parent"])

    def _round(self, known: frozenset[str]) -> frozenset[str]:
        """One round; a database that is away for a while ends nothing."""
        close_old_connections()
        try:
            return tell(run_due(timezone.now()), known)
        except DatabaseError:
            logger.exception("clock: the database does not answer; the next round tries again")
            connection.close()
            return known

    def _pause(self, seconds: float, stop: threading.Event, parent: int | None) -> None:
        """Wait, a second at a time to see whether the parent is still there: orphans get another one."""
        while seconds > 0 and not stop.wait(min(1.0, seconds)):
            seconds -= 1
            if parent is not None and os.getppid() != parent:
                stop.set()
