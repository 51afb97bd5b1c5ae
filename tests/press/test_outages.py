"""A database that is away is one thing, a wrong question to it another."""

import logging
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from rotative.press.outages import OneLine, database_is_away


def caught(cause: Exception, kind: type[Exception] = OperationalError) -> Exception:
    """The error as Django passes it on."""
    try:
        raise kind(str(cause)) from cause
    except Exception as error:
        return error


def sqlite_error(path: Path | str, statement: str) -> Exception:
    try:
        with sqlite3.connect(path, timeout=0) as connection:
            connection.execute(statement)
    except sqlite3.Error as error:
        return caught(error)
    raise AssertionError("nothing went wrong")


def test_a_file_that_cannot_be_opened_is_an_outage(tmp_path: Path) -> None:
    assert database_is_away(sqlite_error(tmp_path / "no" / "folder.sqlite3", "SELECT 1"))


def test_a_database_that_another_writes_is_an_outage(tmp_path: Path) -> None:
    file = tmp_path / "paper.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert database_is_away(sqlite_error(file, "CREATE TABLE a (b)"))
    other.close()


@pytest.mark.parametrize("statement", ["SELECT * FROM nothing", "SELEC 1"])
def test_a_wrong_question_is_none(statement: str) -> None:
    assert not database_is_away(sqlite_error(":memory:", statement))


def test_postgresql_that_refuses_goes_or_starts_is_an_outage() -> None:
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect(host="127.0.0.1", port=9, connect_timeout=2)

    assert database_is_away(caught(refused.value))
    assert database_is_away(caught(psycopg.errors.AdminShutdown()))
    assert database_is_away(caught(psycopg.errors.CannotConnectNow()))
    assert database_is_away(caught(psycopg.InterfaceError("cursor already closed"), InterfaceError))


def test_other_errors_are_our_own() -> None:
    assert not database_is_away(caught(psycopg.errors.UndefinedTable(), ProgrammingError))
    assert not database_is_away(ValueError("le gabarit est cassé"))
    assert not database_is_away(None)


def test_what_an_outage_broke_further_on_is_the_outages() -> None:
    broken = RuntimeError("while clearing up")
    broken.__context__ = OperationalError("the connection is closed")

    assert database_is_away(broken)


def record_of(error: Exception) -> logging.LogRecord:
    return logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Error", "/culture/"), (type(error), error, None)
    )


def test_an_outage_is_one_line_of_the_log_and_other_errors_keep_their_traceback() -> None:
    outage, mistake = record_of(OperationalError("connection\nrefused")), record_of(ValueError("cassé"))

    assert OneLine().filter(outage)
    assert OneLine().filter(mistake)

    assert outage.getMessage() == "Error: /culture/: the database is away: connection refused"
    assert outage.exc_info is None
    assert mistake.exc_info is not None
