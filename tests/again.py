"""What many tests begin with: the first of them makes it, the others repeat what was written then.

The newspaper that a thousand tests begin with takes the database 660 questions and a third of a second; to write its
rows once more takes a hundredth.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import AutoField, Model
from wagtail.models import Site

from rotative.search import index
from tests.press.stores import write_again, written

T = TypeVar("T")
_READS = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE)\b")
_TABLE = re.compile(r'[A-Z ]+ "(\w+)"')
_FOLDERS = ("pages", "search")  # of a newspaper: what was printed, and the readers' index


class Again(Generic[T]):
    """Makes something over and over, each time in a database and a folder that are as they were the first time.

    ``make`` gives what the test holds in its hand: a model, or a dataclass of models.
    """

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self._made: T | None = None
        self._written: list[tuple[str, Any, bool]] = []
        self._numbers: dict[str, int] = {}
        self._in_redis: dict[bytes, bytes] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="rotative-again-")

    def __call__(self, *arguments: Any) -> T:
        """Make it, or make it again; whatever a test has done before, the outcome is that of ``make``."""
        if self._made is None:
            self._made = self._record(*arguments)
        elif _last_numbers(self._numbers) != self._numbers:
            return self._make(*arguments)  # the test has made something of the kind before
        else:
            self._repeat()
        return _fresh(self._made)

    def _record(self, *arguments: Any) -> T:
        before = number_anew()
        with connection.execute_wrapper(self._note):
            made = self._make(*arguments)
        tables = {found[1] for sql, _parameters, _many in self._written if (found := _TABLE.match(sql))}
        self._numbers = {table: number for table, number in before.items() if table in tables}
        if settings.PRESS and settings.PRESS_STORE:
            self._in_redis = written(settings.PRESS_STORE, settings.PRESS_STORE_PREFIX)
        for name in _FOLDERS:
            if (Path(settings.ROTATIVE_HOME) / name).exists():
                shutil.copytree(Path(settings.ROTATIVE_HOME) / name, Path(self._folder.name) / name)
        return made

    def _note(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if not _READS.match(sql):
            assert not sql.startswith("ROLLBACK"), "what is undone cannot be repeated"
            self._written.append((sql, list(parameters) if many else parameters, many))
        return execute(sql, parameters, many, context)

    def _repeat(self) -> None:
        _go_on_after(self._numbers)
        with connection.cursor() as cursor:
            for sql, parameters, many in self._written:
                # Beneath what counts questions and shows them.
                (cursor.cursor.executemany if many else cursor.cursor.execute)(sql, parameters)
        if self._in_redis:
            write_again(settings.PRESS_STORE, self._in_redis)
        shutil.copytree(self._folder.name, settings.ROTATIVE_HOME, dirs_exist_ok=True)
        index._index_at.cache_clear()
        Site.clear_site_root_paths_cache()  # as it happens whenever a site is saved


def _numbered() -> list[str]:
    """The tables whose rows have numbers that the database gives."""
    models = apps.get_models(include_auto_created=True, include_swapped=False)
    return sorted({model._meta.db_table for model in models if isinstance(model._meta.pk, AutoField)})


def _last_numbers(tables: Iterable[str]) -> dict[str, int]:
    """The last number given in each of these tables; 0 where none was."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            given = dict(cursor.cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
            return {table: given.get(table, 0) for table in tables}
        # PostgreSQL's own count goes on after a rollback: what counts is what there is.
        columns = ", ".join(f'(SELECT COALESCE(MAX(id), 0) FROM "{table}")' for table in tables)  # noqa: S608
        (found,) = cursor.cursor.execute(f"SELECT {columns}").fetchall()
        return dict(zip(tables, found, strict=True))


def number_anew() -> dict[str, int]:
    """Have the next rows of all tables numbered after the last that there are; returns the numbers of those."""
    last = _last_numbers(_numbered())
    _go_on_after(last)
    return last


def _go_on_after(numbers: dict[str, int]) -> None:
    """Have the next rows of these tables numbered from there, as SQLite does by itself after a rollback."""
    if connection.vendor == "sqlite":
        return
    calls = ", ".join(
        f"setval(pg_get_serial_sequence('\"{table}\"', 'id'), {number + 1}, false)"
        for table, number in numbers.items()
    )
    with connection.cursor() as cursor:
        cursor.cursor.execute(f"SELECT {calls}")


def _fresh(made: Any) -> Any:
    """The same as it is read from the database."""
    if isinstance(made, Model):
        return type(made)._default_manager.get(pk=made.pk)
    if isinstance(made, list):
        return [_fresh(one) for one in made]
    if is_dataclass(made) and not isinstance(made, type):
        return replace(made, **{field.name: _fresh(getattr(made, field.name)) for field in fields(made)})
    return made
