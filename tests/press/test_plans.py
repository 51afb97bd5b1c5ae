"""Whoever publishes waits for nothing that grows with the archive."""

import pytest
from django.db import connection

from tests.factories import AuthorFactory, Newspaper, make_article
from tests.plans import END_TO_END, plans
from tests.press.conftest import Press


def test_publishing_reads_no_growing_table_from_end_to_end(newspaper: Newspaper, press: Press) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by what a table holds; a small paper says nothing about a large one")
    author = AuthorFactory.create(name="Awa Diarra")
    with press.at_work():
        article = make_article(newspaper.politics, "La crue", authors=(author,), publish=False)

    with plans() as steps, press.at_work():
        article.save_revision().publish()

    assert "La crue" in (press.text("/") or "")
    assert [(step, sql) for sql, step in steps if END_TO_END.search(step)] == []
