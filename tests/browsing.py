"""The demonstration newspaper, served as readers get it, and a real Chromium to read it with.

Fixtures for the rooms `journeys` and `budgets`. Each of pytest's workers has a server of its own; the newspaper
they serve is made once.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.moulds import NOT_FOR_A_NEWSPAPER, ROOT, copy_newspaper, demonstration

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS_TO_START = 90  # on a busy machine
SECONDS_TO_SHOW = 60  # what is to be on a page, on a busy machine


@dataclass(frozen=True)
class Answer:
    """What the server sent: the body as it came over the line, compressed if it was."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Served:
    """A newspaper at an address such as `http://localhost:41234`."""

    address: str
    home: Path

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch a path without a browser; underscores in the names of ``headers`` stand for hyphens."""
        with closing(HTTPConnection(self.address.removeprefix("http://"), timeout=60)) as connection:
            connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def text(self, path: str) -> str:
        """Return a page or feed that must be there."""
        answer = self.get(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer.body.decode()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(newspaper: Served, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            if newspaper.get("/favicon.svg").status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.2)
    process.kill()
    pytest.fail(
        f"The newspaper is not served at {newspaper.address}:\n{log.read_text(errors='replace')[-3000:]}"
    )


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """Serve the newspaper that lives in ``home`` on a free port, and stop it at the end."""
    port = _free_port()
    newspaper = Served(f"http://localhost:{port}", home)
    log = home.parent / f"served-{port}.log"
    environment = {k: v for k, v in os.environ.items() if k not in NOT_FOR_A_NEWSPAPER}
    environment |= {"ROTATIVE_HOME": str(home), "SITE_URL": newspaper.address}
    command = [sys.executable, "-m", "rotative", "serve", "--port", str(port), "--workers", "1", "--no-clock"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_served(newspaper, process, log)
        yield newspaper
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="session")
def demo_home() -> Path:
    """The folder of the demonstration newspaper, made once for all workers. For reading only."""
    return demonstration()


@pytest.fixture(scope="session")
def served(demo_home: Path) -> Iterator[Served]:
    """The demonstration newspaper, served for reading."""
    with serving(demo_home) as newspaper:
        yield newspaper


@pytest.fixture(scope="module")
def served_for_editing(demo_home: Path, served: Served, tmp_path_factory: Any) -> Iterator[Served]:
    """A copy of the demonstration newspaper in which a test may change what it likes."""
    home = tmp_path_factory.mktemp("editing") / "demo"
    copy_newspaper(demo_home, home)
    with serving(home) as newspaper:
        yield newspaper


def _chromium() -> str | None:
    found = [path for path in map(shutil.which, BROWSERS) if path]
    return found[0] if found else None


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """A browser; it reaches this machine only.

    For a module and not for the whole session: as long as it is open, Django takes this thread for an
    asynchronous one and refuses the database to the tests of other rooms.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SECONDS_TO_SHOW * 1000)
    with sync_playwright() as playwright:
        path = _chromium() or playwright.chromium.executable_path
        if not Path(path).exists():
            pytest.fail("The browser tests need Chromium: run `make test`, or apt install chromium")
        only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, only_here])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Open a page in a fresh context; takes what Playwright's `new_context` takes (viewport, color_scheme…)."""
    contexts = []

    def open_one(**options: Any) -> "Page":
        context = chromium.new_context(**options)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
