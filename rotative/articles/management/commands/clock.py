"""`rotative clock`: publishes and withdraws what is due, again and again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rotative.articles.clock import run_due, tell
from rotative.press.turns import keep_turning


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
        known: frozenset[str] = frozenset()

        def act() -> float:
            nonlocal known
            known = tell(run_due(timezone.now()), known)
            return float(options["every"])

        keep_turning("clock", act, options["parent"])
