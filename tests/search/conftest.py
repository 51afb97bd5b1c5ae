"""An index with the whole archive, to read; and an empty one, to write."""

from pathlib import Path

import pytest

from rotative.search.engine import Index
from tests.search.archive import ARTICLES


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index(tmp_path_factory.mktemp("archive") / "search")
    index.rebuild(ARTICLES)
    return index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "search", patience=20)
