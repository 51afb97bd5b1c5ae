"""Tells a database that is away for a while from a question that it cannot answer."""

import logging
import sqlite3

from django.db import InterfaceError, OperationalError

# SQLite has one error for a file that cannot be opened and for a table that does not exist; its number tells.
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
}
_PRIMARY = 0xFF  # of SQLite's error codes; the rest says more about the same
_DEEPEST = 10


def database_is_away(error: BaseException | None) -> bool:
    """Whether an error comes of a database that does not answer, is full or overloaded: later it may be well again."""
    for _step in range(_DEEPEST):
        if isinstance(error, OperationalError | InterfaceError):
            cause = error.__cause__
            code = getattr(cause, "sqlite_errorcode", None)
            return code is None or code & _PRIMARY in _PASSING
        if error is None:
            return False
        error = error.__cause__ or error.__context__
    return False


class OneLine(logging.Filter):
    """Tells in one line what Django tells in forty at each request: while the database is away, they would be many."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record of an outage; let every record through."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and database_is_away(error):
            record.msg = f"{record.getMessage()}: the database is away: {' '.join(str(error).split())}"
            record.args = record.exc_info = None
        return True
