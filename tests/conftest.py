"""What every test stands on."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, and nothing of what it tries.
settings.register_profile("rotative", deadline=None)
settings.load_profile("rotative")

pytest_plugins = ["tests.browsing", "tests.press.stores"]

SHARED = Path(os.environ.get("ROTATIVE_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database: a run on another one repeats these tests, and no others."""
    from django.test import TransactionTestCase

    for item in items:
        of_django = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
        uses = {"django_db_setup", "migrated_database"}.intersection(getattr(item, "fixturenames", ()))
        if of_django or uses or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture
def shared() -> Path:
    """The folder of other systems' files; missing, it is said aloud, and in CI it is a failure."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing, and in CI it must be there")
        pytest.skip(f"{SHARED} is missing: set ROTATIVE_SHARED to the folder of reference files")
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Of this fixture of pytest-django the database is made: on SQLite, by copying one with its tables."""
    from django.db import connection

    if connection.vendor == "sqlite":
        from tests.copied_database import CopiedDatabase

        connection.creation = CopiedDatabase(connection)


@pytest.fixture(autouse=True)
def fresh_search_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that touches the database starts with an empty search index, and without the demonstration's till."""
    yield
    if "django_db_setup" in request.fixturenames:
        from django.conf import settings

        from rotative.search import index
        from rotative.subscriptions.tills import till_folder

        index._index_at.cache_clear()
        shutil.rmtree(Path(settings.ROTATIVE_HOME) / "search", ignore_errors=True)
        shutil.rmtree(till_folder(), ignore_errors=True)  # which the demonstration leaves open


@pytest.fixture(scope="session")
def make_newspaper_again() -> Any:
    """What makes the paper of each test."""
    from tests.again import Again
    from tests.factories import make_newspaper

    return Again(make_newspaper)


@pytest.fixture
def newspaper(db: Any, make_newspaper_again: Any) -> Any:
    """A paper with a French home page at `/`, an English one at `/en/`, and two sections."""
    return make_newspaper_again()


@pytest.fixture
def commits_at_once(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the commit happens at once: a test's own transaction is never committed.

    A transactional test would empty the database afterwards, what migrations put there included.
    """
    from django.db import transaction

    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())
