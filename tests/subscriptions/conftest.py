"""A database of one's own, for tests in which several connections commit."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections


def _copy_sqlite(old: Any) -> tuple[str, Callable[[], None]]:
    """Copy the migrated database of the tests, which is in memory, into a file, as a newspaper has it."""
    import sqlite3

    folder = tempfile.mkdtemp(prefix="rotative-books-")
    name = str(Path(folder) / "books.sqlite3")
    old.ensure_connection()
    with sqlite3.connect(name) as file:
        old.connection.backup(file)
    file.close()
    return name, lambda: shutil.rmtree(folder)


def _copy_postgresql(old: Any) -> tuple[str, Callable[[], None]]:
    """Have the server copy the migrated database of the tests; nobody may be connected to it meanwhile."""
    origin = old.settings_dict["NAME"]
    name = f"{origin}_books"
    old.close()
    with old._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{origin}"')

    def drop() -> None:
        with old._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    return name, drop


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Here transactions are real: what is committed is there for every connection, and is gone after the test.

    Django's TransactionTestCase would empty the tables, which the books refuse, and what migrations put there would go.
    """
    old = connections["default"]
    with django_db_blocker.unblock():
        copy = _copy_sqlite if old.vendor == "sqlite" else _copy_postgresql
        name, remove = copy(old)
        settings = connections.settings["default"]
        before = settings["NAME"]
        settings["NAME"] = name
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = old
            settings["NAME"] = before
            remove()


@pytest.fixture
def at_once(committed: None) -> Callable[..., list[Any]]:
    """Runs functions at the same moment, each in a thread with a connection of its own; gives results or errors."""

    def run(*acts: Callable[[], Any]) -> list[Any]:
        barrier = Barrier(len(acts))

        def one(act: Callable[[], Any]) -> Any:
            try:
                connection.ensure_connection()
                barrier.wait(timeout=30)
                return act()
            except Exception as error:  # the test judges it
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as threads:
            return list(threads.map(one, acts))

    return run
