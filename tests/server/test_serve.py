"""`rotative serve` as an operator runs it: real processes, real requests, a real SIGTERM."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.moulds import copy_newspaper, empty_newspaper

PATIENCE = 90  # seconds; a shared machine may be slow, and the test goes on as soon as it can


def rotative(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start ``rotative <arguments>`` on the site in ``home``, in a process group of its own."""
    environment = {**os.environ, "ROTATIVE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "rotative.settings"}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "rotative", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def answer(address: str, **headers: str) -> Any:
    """The answer at ``address`` as soon as somebody answers there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=PATIENCE)  # noqa: S310
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def group_is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Any) -> bool:
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(condition())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated site without content, for which nobody has collected the static files yet."""
    folder = tmp_path_factory.mktemp("site")
    copy_newspaper(empty_newspaper(), folder)
    (folder / "static").unlink()
    return folder


@pytest.fixture
def server(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running server with two workers and the clock; its address and its process."""
    port = free_port()
    process = rotative(home, "serve", "--port", str(port), "--workers", "2")
    yield f"http://127.0.0.1:{port}", process
    if group_is_alive(process.pid):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_it_serves_and_stops_with_all_its_children(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = server

    assert answer(f"{address}/robots.txt").status == 200
    login = answer(f"{address}/redaction/login/")
    page = login.read().decode()
    stylesheet = re.search(r'/static/wagtailadmin/css/core\.[^"]+\.css', page)
    assert login.status == 200
    assert stylesheet is not None
    css = answer(address + stylesheet.group(), **{"Accept-Encoding": "gzip"})
    assert "immutable" in css.headers["Cache-Control"]
    assert css.headers["Content-Encoding"] == "gzip"

    process.send_signal(signal.SIGTERM)
    output, _nothing = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0, output
    assert not group_is_alive(process.pid)
    assert f"{address}/redaction/" in output
    assert "Traceback" not in output
    assert "Warning" not in output


def test_the_clock_ends_when_the_server_is_killed(home: Path) -> None:
    port = free_port()
    process = rotative(home, "serve", "--port", str(port), "--workers", "1")
    answer(f"http://127.0.0.1:{port}/robots.txt")
    clocks = _children(process.pid, "clock")
    assert len(clocks) == 1

    process.kill()

    try:
        assert wait_for(lambda: not _is_running(clocks[0]))
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_a_clock_that_breaks_down_is_started_again(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = server
    answer(f"{address}/robots.txt")
    [clock] = _children(process.pid, "clock")

    os.kill(clock, signal.SIGKILL)

    assert wait_for(lambda: _children(process.pid, "clock") not in ([], [clock]))


def test_ctrl_c_reaches_all_of_them_and_starts_nothing_again(
    server: tuple[str, subprocess.Popen[str]],
) -> None:
    address, process = server
    answer(f"{address}/robots.txt")

    os.killpg(process.pid, signal.SIGINT)
    output, _nothing = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0, output
    assert "starting it again" not in output
    assert "Traceback" not in output


def test_a_clock_that_hangs_does_not_keep_the_server_from_ending(
    server: tuple[str, subprocess.Popen[str]],
) -> None:
    address, process = server
    answer(f"{address}/robots.txt")
    [clock] = _children(process.pid, "clock")

    os.kill(clock, signal.SIGSTOP)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert not group_is_alive(process.pid)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _children(parent: int, command: str) -> list[int]:
    """The running children of ``parent`` that run a command; those started by a thread stand under that thread."""
    tasks = Path(f"/proc/{parent}/task").iterdir()
    pids = [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
    return [pid for pid in pids if _name_of(pid) == f"rotative {command}" and _is_running(pid)]


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except FileNotFoundError:
        return ""


def test_a_second_server_at_the_same_port_is_told_in_one_line(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        output, status = _fails(home, "serve", "--port", str(port))

    assert status == 1
    assert output.startswith(
        f"CommandError: Cannot listen at 127.0.0.1, port {port}: Address already in use."
    )
    assert len(output.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "70000"), "port 70000"),
        (("--host", "no.such.host.invalid"), "no.such.host.invalid"),
    ],
)
def test_an_impossible_place_is_told_in_one_line(home: Path, arguments: tuple[str, ...], words: str) -> None:
    output, status = _fails(home, "serve", *arguments)

    assert status == 1
    assert words in output
    assert len(output.splitlines()) == 1


def test_a_site_without_tables_is_told_what_to_run(tmp_path: Path) -> None:
    output, status = _fails(tmp_path, "serve", "--port", str(free_port()))

    assert status == 1
    assert "`rotative migrate`" in output
    assert len(output.splitlines()) == 1


def _fails(home: Path, *arguments: str) -> tuple[str, int]:
    process = rotative(home, *arguments)
    output, _nothing = process.communicate(timeout=PATIENCE)
    return output, process.returncode
