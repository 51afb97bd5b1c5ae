"""What many tests begin with: the first of them makes it, the others repeat what was written then.

The newspaper that a thousand tests begin with takes the database 660 questions and a third of a second; to write its
rows once more takes a hundredth.
"""

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model
from wagtail.models import Site

from rotative.search import index

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
        self._folder = tempfile.TemporaryDirectory(prefix="rotative-again-")

    def __call__(self, *arguments: Any) -> T:
        """Make it, or make it again; whatever a test has done before, the outcome is that of ``make``."""
        if connection.vendor != "sqlite" or settings.PRESS_STORE:
            # PostgreSQL gives no number twice, so that no row could come back; pages in Redis are not in a folder.
            return self._make(*arguments)
        if self._made is None:
            self._made = self._record(*arguments)
        elif any(_last_numbers().get(table, 0) != number for table, number in self._numbers.items()):
            return self._make(*arguments)  # the test has made something of the kind before
        else:
            self._repeat()
        return _fresh(self._made)

    def _record(self, *arguments: Any) -> T:
        before = _last_numbers()
        with connection.execute_wrapper(self._note):
            made = self._make(*arguments)
        tables = {found[1] for sql, _parameters, _many in self._written if (found := _TABLE.match(sql))}
        self._numbers = {table: before.get(table, 0) for table in tables}
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
        with connection.cursor() as cursor:
            for sql, parameters, many in self._written:
                # Beneath what counts questions and shows them.
                (cursor.cursor.executemany if many else cursor.cursor.execute)(sql, parameters)
        shutil.copytree(self._folder.name, settings.ROTATIVE_HOME, dirs_exist_ok=True)
        index._index_at.cache_clear()
        Site.clear_site_root_paths_cache()  # as it happens whenever a site is saved


def _last_numbers() -> dict[str, int]:
    """The last number given in each table that has given one."""
    with connection.cursor() as cursor:
        return dict(cursor.cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def _fresh(made: Any) -> Any:
    """The same as it is read from the database."""
    if isinstance(made, Model):
        return type(made)._default_manager.get(pk=made.pk)
    if isinstance(made, list):
        return [_fresh(one) for one in made]
    if is_dataclass(made) and not isinstance(made, type):
        return replace(made, **{field.name: _fresh(getattr(made, field.name)) for field in fields(made)})
    return made
