"""What readers read is in the database when the server has ended, from whichever of its processes they had it."""

import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.moulds import copy_newspaper, empty_newspaper
from tests.server.test_serve import PATIENCE, answer, server

__all__ = ["server"]  # the fixture


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A site without content."""
    copy_newspaper(empty_newspaper(), tmp_path)
    return tmp_path


def test_a_graceful_stop_loses_no_read(home: Path, server: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = server
    answer(f"{address}/favicon.svg")  # printed for its first reader
    for _time in range(40):
        answer(f"{address}/favicon.svg?utm_source=lettre")
    answer(f"{address}/redaction/login/")

    process.send_signal(signal.SIGTERM)
    output, _nothing = process.communicate(timeout=PATIENCE)

    with sqlite3.connect(home / "rotative.sqlite3") as database:
        reads = database.execute(
            "SELECT address, SUM(reads) FROM press_hourlyreads GROUP BY address"
        ).fetchall()
        answers = dict(
            database.execute("SELECT label, count FROM press_tally WHERE name = 'answers' AND minute = 0")
        )
    database.close()
    assert reads == [("/favicon.svg", 41)], output
    assert answers["django"] == 2
    assert answers["memory"] + answers["store"] == 40
    assert "Traceback" not in output
