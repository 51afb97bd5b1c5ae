"""`rotative serve`: the newspaper, its back office, its clock and its worker, until SIGTERM or Ctrl-C."""

import os
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from rotative.press.purging import cache_backends
from rotative.press.release import begin_release, release_stamp
from rotative.server import obstacles, static_files
from rotative.server.companion import Companion
from rotative.server.family import configuration, serve, share

MOST_WORKERS = 4  # by default; with a large archive one takes about 130 MB


class Command(BaseCommand):
    """Checks that the site can start, starts it, stays."""

    help = (
        "Serve the newspaper and its back office; beside it run the clock, which publishes scheduled articles, "
        "and the worker, which prints pages again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen; 0.0.0.0 for all networks")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers",
            type=int,
            default=min(MOST_WORKERS, os.cpu_count() or 1),
            help="processes that answer",
        )
        parser.add_argument("--no-clock", action="store_true", help="another process runs `rotative clock`")
        parser.add_argument("--no-worker", action="store_true", help="other processes run `rotative worker`")
        parser.add_argument("--access-log", action="store_true", help="write a line for each request")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        cache_backends()  # one that lacks its library is told before anything starts
        absence = obstacles.absence_of_the_database()
        if obstacle := (None if absence else obstacles.of_the_database()) or obstacles.of_the_port(
            host, port
        ):
            raise CommandError(obstacle)
        if absence:
            self.stderr.write(
                self.style.WARNING(
                    f"{absence}. Printed pages are served; all else answers 503 until it is back."
                )
            )
        elif settings.PRESS:
            begin_release(timezone.now(), release_stamp())
        if obstacle := obstacles.of_the_search_index():
            self.stderr.write(self.style.WARNING(obstacle))
        sources = static_files.fingerprint()
        if static_files.are_outdated(sources):
            self.stdout.write("Collecting static files…")
            static_files.collect(sources)
        names = ["clock"] * (not options["no_clock"]) + ["worker"] * (
            settings.PRESS and not options["no_worker"]
        )
        self._announce(host, port)
        config = configuration(host, port, workers=options["workers"], access_log=options["access_log"])
        # All others are forks of this process, and no connection survives being shared.
        connections.close_all()
        share()
        with ExitStack() as beside:
            for name in names:
                companion = Companion(name)
                companion.start()
                beside.callback(companion.stop)
            serve(config)

    def _announce(self, host: str, port: int) -> None:
        here = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self.stdout.write(f"Newspaper    {here}/")
        self.stdout.write(f"Back office  {here}/redaction/")
        if settings.SITE_URL not in (here, f"http://localhost:{port}"):
            self.stdout.write(f"Public address (SITE_URL)  {settings.SITE_URL}/")
        self.stdout.write("Ctrl-C stops.")
        self.stdout.flush()
