"""The database backend that the settings name; Django looks for it in a module of this name."""

import sqlite3
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from rotative.sqlite.turns import Turn

PATIENCE = 20.0  # seconds; OPTIONS["timeout"] says otherwise


def _locked() -> OperationalError:
    """Return the error as SQLite itself would have raised it."""
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode, cause.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    error = OperationalError(*cause.args)
    error.__cause__ = cause
    return error


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions come one after the other, in the order in which they were asked for.

    A statement outside a transaction waits as SQLite has it; it is never wrong, only less in order.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = self._turn
        if turn is None:
            name = str(self.settings_dict["NAME"])
            turn = self._turn = Turn(name, has_file=not self.is_in_memory_db())
        if not turn.is_taken and not turn.take(self.settings_dict["OPTIONS"].get("timeout", PATIENCE)):
            raise _locked()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            turn.give()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self._turn is not None:
                self._turn.close()
                self._turn = None

    def _give_turn(self) -> None:
        """Give the turn back, unless the transaction goes on because its commit has failed."""
        connection: Any = self.connection
        if self._turn is not None and (connection is None or not connection.in_transaction):
            self._turn.give()
