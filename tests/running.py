"""A newspaper that runs as its operator runs it: real processes, a real database, real requests."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.moulds import ROOT, copy_newspaper, empty_newspaper, made_once

PATIENCE = 90  # seconds; a shared machine may be slow, and the test goes on as soon as it can

_CONTENT = """
import django
django.setup()
from tests.factories import make_article, make_newspaper
paper = make_newspaper()
make_article(paper.politics, "Le bac repart", text="<p>Le bac a repris ses traversées mardi matin.</p>" * 30)
make_article(paper.culture, "Le balafon revient")
make_article(paper.english_culture, "The ferry is back")
"""
ARTICLE = "/politique/le-bac-repart/"


class Answer(NamedTuple):
    """What came back: the status, the headers by their lower-case names, the body as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, which was not compressed."""
        return self.body.decode()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(condition: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Wait until something is so; returns whether it came to be."""
    until = time.monotonic() + patience
    while True:
        if condition():
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.05)


def fetch(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """Ask once, following no redirect; the path goes out as it is written. Raises OSError where nobody answers."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
    path = address.split(where.netloc, 1)[1] or "/"
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        if body is not None:
            headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        )
    finally:
        connection.close()


@dataclass
class Site:
    """A newspaper in a folder of its own; ``settings`` are its environment."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        environment = {**os.environ, "ROTATIVE_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        for name in ("DATABASE_URL", "PRESS_STORE"):
            environment.pop(name, None)
        return {**environment, "DJANGO_SETTINGS_MODULE": "rotative.settings", **self.settings}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start ``rotative <arguments>``, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "rotative", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> str:
        """Run ``rotative <arguments>`` to its end, which must be a good one; returns what it said."""
        process = self.start(*arguments)
        output, _nothing = process.communicate(timeout=PATIENCE * 3)
        assert process.returncode == 0, output
        return output

    def run_python(self, code: str) -> str:
        """Run a piece of Python in the site; returns what it printed."""
        outcome = subprocess.run(
            [sys.executable, "-c", code],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE * 3,
            check=False,
        )
        assert outcome.returncode == 0, outcome.stderr
        return outcome.stdout

    def fill(self) -> None:
        """Have the tables, a paper with three articles, and all of it printed."""
        if "DATABASE_URL" in self.settings:
            self.run("migrate", "--verbosity", "0")
            self._write_and_print()
        elif "PRESS_STORE" in self.settings:
            copy_newspaper(empty_newspaper(), self.home)
            self._write_and_print()
        else:
            copy_newspaper(made_once("printed", _make_printed), self.home)

    def _write_and_print(self) -> None:
        self.run_python(_CONTENT)
        self.run("worker", "--once")

    @contextmanager
    def serving(self, *options: str) -> Iterator["Served"]:
        """Run `rotative serve` as long as the block lasts; it begins when the server answers."""
        port = free_port()
        process = self.start("serve", "--port", str(port), *options)
        served = Served(f"http://127.0.0.1:{port}", process)
        try:
            assert wait_for(lambda: served.is_there() or process.poll() is not None)
            assert process.poll() is None, process.communicate()[0]
            yield served
        finally:
            served.end()


def _make_printed(home: Path) -> None:
    copy_newspaper(empty_newspaper(), home)
    Site(home)._write_and_print()


@dataclass
class Served:
    """A running server: its address, its process, and what it said once it has ended."""

    address: str
    process: subprocess.Popen[str]
    output: str = ""

    def is_there(self) -> bool:
        """Whether somebody answers."""
        try:
            return bool(self.get("/robots.txt").status)
        except OSError:
            return False

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """The answer at a path."""
        return fetch(f"{self.address}{path}", method, body, **headers)

    def end(self) -> None:
        """End it, politely first; afterwards nothing of it runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            output, _nothing = self.process.communicate(timeout=PATIENCE)
            self.output = output or self.output
        finally:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                """All have ended."""


@contextmanager
def reading(
    get: Callable[[str], Answer], *paths: str, again_after: type[OSError] | None = None
) -> Iterator[dict[object, int]]:
    """Somebody reads these paths one after the other while the block runs; counts the answers by status.

    What breaks is counted by its name. ``again_after``: an error after which the reader asks once more, as browsers do.
    """
    seen: dict[object, int] = {}
    ending = threading.Event()

    def once(path: str) -> object:
        try:
            return get(path).status
        except OSError as error:
            if again_after is not None and isinstance(error, again_after):
                return get(path).status
            return repr(error)

    def read() -> None:
        while not ending.is_set():
            for path in paths:
                status = once(path)
                seen[status] = seen.get(status, 0) + 1

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        ending.set()
        reader.join()
