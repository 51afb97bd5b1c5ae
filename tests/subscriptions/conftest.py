"""A database of one's own, for tests in which several connections commit; and localstripe, started once."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.test.utils import setup_databases, teardown_databases

from tests.providers.stripe_checkout import localstripe

# Of the newspaper that the environment names: no test may ever commit there.
REAL_DATABASE = settings.DATABASES["default"]["NAME"]


@pytest.fixture(scope="session")
def local_stripe() -> Iterator[str]:
    """The address of localstripe, a process of its own."""
    with localstripe() as address:
        yield address


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


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of the tests; pytest-django makes it only where a test of the session asks for `db`."""
    if connections.settings["default"]["NAME"] != REAL_DATABASE:
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": True})
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(migrated_database: None, django_db_blocker: Any) -> Iterator[None]:
    """Here transactions are real: what is committed is there for every connection, and is gone after the test.

    Django's TransactionTestCase would empty the tables, which the books refuse, and what migrations put there would go.
    """
    old = connections["default"]
    with django_db_blocker.unblock():
        copy = _copy_sqlite if old.vendor == "sqlite" else _copy_postgresql
        name, remove = copy(old)
        database = connections.settings["default"]
        before = database["NAME"]
        database["NAME"] = name
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = old
            database["NAME"] = before
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
            except OperationalError:  # a deadlock, or a lock that was not given, is nobody's expectation
                raise
            except Exception as error:  # the test judges it
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as threads:
            return list(threads.map(one, acts))

    return run
