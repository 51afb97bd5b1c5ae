"""A store to test with."""

from pathlib import Path

import pytest

from rotative.press.store import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty store of files."""
    return FileStore(tmp_path / "pages")
