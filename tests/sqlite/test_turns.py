"""Whoever wants to write into SQLite waits for a turn, and gets it."""

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections, transaction

from rotative.press.outages import database_is_away
from rotative.sqlite.base import DatabaseWrapper
from rotative.sqlite.turns import Turn

fork = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def files_of_our_own(django_db_blocker: Any) -> Iterator[None]:
    """These tests make connections of their own, to files of their own."""
    with django_db_blocker.unblock():
        yield


def connect(path: Path, timeout: float = 20) -> Any:
    """A connection of this thread's own."""
    return DatabaseWrapper(
        {
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": timeout,
                "init_command": "PRAGMA journal_mode=WAL;",
            },
            "TIME_ZONE": None,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": False,
            "AUTOCOMMIT": True,
            "ATOMIC_REQUESTS": False,
            "ENGINE": "rotative.sqlite",
            "TEST": {},
        },
        "other",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database in which numbers are written down."""
    with closing(sqlite3.connect(tmp_path / "some.sqlite3")) as database:
        database.execute("CREATE TABLE number (writer TEXT, value INTEGER)")
    return tmp_path / "some.sqlite3"


def add(connection: Any, writer: str) -> None:
    """Write the number after the highest: as many as there are, if nobody writes in between."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(value), 0) FROM number")
        (highest,) = cursor.fetchone()
        time.sleep(0.002)
        cursor.execute("INSERT INTO number VALUES (%s, %s)", [writer, highest + 1])
    connection.commit()
    connection.set_autocommit(True)


def write_many(path: Path, name: str, count: int) -> None:
    """What a process does: four threads that write."""

    def act(number: int) -> None:
        with closing(connect(path)) as connection:
            for _each in range(count):
                add(connection, f"{name} {number}")

    threads = [threading.Thread(target=act, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_forks(*acts: Callable[[], None]) -> None:
    """Do things in processes of their own."""
    processes = [fork.Process(target=act) for act in acts]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * len(processes)


def test_threads_of_several_processes_write_one_after_the_other_and_none_starves(path: Path) -> None:
    in_forks(*(lambda name=name: write_many(path, name, 10) for name in "abc"))

    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT writer, value FROM number ORDER BY value").fetchall()
    assert [value for _writer, value in rows] == list(range(1, 121))
    # In turns: none of the three processes had written all of its own before another wrote its first.
    first = {name: min(value for writer, value in rows if writer[0] == name) for name in "abc"}
    last = {name: max(value for writer, value in rows if writer[0] == name) for name in "abc"}
    assert max(first.values()) < min(last.values())


def test_whoever_dies_has_no_turn_any_more(path: Path) -> None:
    ready = fork.Event()

    def die() -> None:
        turn = Turn(str(path), has_file=True)
        assert turn.take(1)
        ready.set()
        os.kill(os.getpid(), signal.SIGKILL)

    process = fork.Process(target=die)
    process.start()
    assert ready.wait(20)
    process.join(20)

    turn = Turn(str(path), has_file=True)
    assert turn.take(5)
    turn.close()


@pytest.mark.parametrize("is_another_process", [True, False])
def test_who_waits_too_long_is_told_as_sqlite_would(path: Path, is_another_process: bool) -> None:
    has_turn, is_over = fork.Event(), fork.Event()

    def hold() -> None:
        with closing(connect(path)) as connection:
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            has_turn.set()
            is_over.wait(20)
            connection.rollback()

    holder: Any = fork.Process(target=hold) if is_another_process else threading.Thread(target=hold)
    holder.start()
    assert has_turn.wait(20)
    with closing(connect(path, timeout=0.1)) as connection:
        with pytest.raises(OperationalError, match="database is locked") as told:
            add(connection, "late")
        assert database_is_away(told.value)
        is_over.set()
        holder.join(20)
        connection.close()
        add(connection, "in time")
    assert not is_another_process or holder.exitcode == 0


def test_a_connection_that_is_closed_or_rolled_back_gives_its_turn_back(path: Path) -> None:
    for end in ("rollback", "close"):
        with closing(connect(path)) as connection:
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            getattr(connection, end)()
            with closing(connect(path, timeout=0.5)) as other:
                add(other, end)


def test_a_transaction_in_another_is_part_of_its_turn(path: Path) -> None:
    with closing(connect(path)) as connection:
        connections["other"] = connection
        try:
            with transaction.atomic(using="other"):
                with transaction.atomic(using="other"):
                    assert connection._turn.is_taken
                assert connection._turn.is_taken
                with pytest.raises(ZeroDivisionError), transaction.atomic(using="other"):
                    raise ZeroDivisionError
                assert connection._turn.is_taken
            assert not connection._turn.is_taken
        finally:
            del connections["other"]
