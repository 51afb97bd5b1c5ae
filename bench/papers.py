"""Demonstration newspapers of a given size, each in a folder of its own under build/bench, used again when there."""

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.machine import ROOT, free_port

FOLDER = ROOT / "build" / "bench"
PATIENCE = 90  # seconds for a server to answer its first request; the first start collects static files


def say(text: str) -> None:
    """Tell the person who waits what is being done."""
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Paper:
    """A newspaper with so many articles; 0 is the demo as it is. Without its press each page is rendered when asked.

    ``place``: the name of its folder, where it is not the usual one; ``database``: its DATABASE_URL likewise; ``site``:
    its SITE_URL, which also tells papers apart that share a Redis.
    """

    articles: int
    press: bool = True
    place: str = ""
    database: str = ""
    site: str = "http://localhost:8000"

    @property
    def home(self) -> Path:
        """Its ROTATIVE_HOME."""
        return FOLDER / (self.place or (f"paper-{self.articles}" if self.articles else "demo"))

    @property
    def kind_of_database(self) -> str:
        """What its database is: “sqlite” or “postgres”."""
        return self.environment["DATABASE_URL"].partition(":")[0]

    @property
    def environment(self) -> dict[str, str]:
        """The environment for its commands; settings of another newspaper do not reach them."""
        return os.environ | {
            "ROTATIVE_HOME": str(self.home),
            "DATABASE_URL": self.database or f"sqlite:///{self.home / 'rotative.sqlite3'}",
            "SITE_URL": self.site,
            "LOG_LEVEL": "WARNING",
            "DEBUG": "false",
            "PRESS": "true" if self.press else "false",
        }

    def command(self, module: str, *arguments: str) -> list[str]:
        """Return the command line that runs a module of Python with this paper's site."""
        return [sys.executable, "-m", module, *arguments]

    def make(self, smaller: "Paper | None" = None) -> None:
        """Make the paper, or bring the one that is there up to today's tables; begins as a copy of ``smaller``.

        Raises subprocess.CalledProcessError when a command fails.
        """
        if smaller is not None and not self.home.exists() and smaller.home.exists():
            making = self.home.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            shutil.copytree(smaller.home, making)
            making.rename(self.home)
        self.home.mkdir(parents=True, exist_ok=True)
        log = self.home.with_suffix(".log")
        say(
            f"Paper of {self.articles or 'the demo’s'} articles in {self.home} … (progress in {log.name} beside it)"
        )
        wanted = ["--articles", str(self.articles)] if self.articles else []
        with log.open("w", encoding="utf-8") as progress:
            for step in (["migrate", "--verbosity", "0"], ["demo", *wanted]):
                subprocess.run(  # noqa: S603
                    self.command("rotative", *step),
                    cwd=ROOT,
                    env=self.environment | {"PYTHONUNBUFFERED": "1"},
                    check=True,
                    stdout=progress,
                )

    @contextmanager
    def served(self, workers: int = 1, *, beside: bool = False) -> Iterator[int]:
        """Serve the paper while the block runs; gives the port. See `serving`."""
        with self.serving(workers, beside=beside) as (_server, port):
            yield port

    @contextmanager
    def serving(
        self, workers: int = 1, *, beside: bool = False
    ) -> "Iterator[tuple[subprocess.Popen[bytes], int]]":
        """Serve the paper from so many processes while the block runs; gives the server and its port.

        ``beside``: the clock and the worker run too. Raises RuntimeError.
        """
        port = free_port()
        options = ["--port", str(port), "--workers", str(workers)]
        options += [] if beside else ["--no-clock", "--no-worker"]
        command = self.command("rotative", "serve", *options)
        server = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(server, port)
            yield server, port
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=30)
            connection.request("GET", "/robots.txt")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The server at port {port} does not answer.")
