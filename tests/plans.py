"""How SQLite reads what a test asks for: by an index, or a table from end to end.

SQLite decides without looking at what a table holds, so a paper of two articles shows how it would read one of a
hundred thousand.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

GROWING = "wagtailcore_page|articles_article|articles_listing|articles_signature|articles_articletopic"
# Half of all pages are in one language: its index spares nothing.
END_TO_END = re.compile(
    rf"SCAN ({GROWING})\b|SEARCH wagtailcore_page USING INDEX wagtailcore_page_(locale|content_type)"
)


@contextmanager
def plans() -> Iterator[list[tuple[str, str]]]:
    """Gather, for each query that is asked, its text and one step of its plan."""
    steps: list[tuple[str, str]] = []

    def explain(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            # Below Django's own cursor, which would come by here again.
            cursor = connection.create_cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
            steps.extend((sql, step) for _number, _parent, _unused, step in cursor.fetchall())
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(explain):
        yield steps
