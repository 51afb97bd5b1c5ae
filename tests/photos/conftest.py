"""What the tests of the photo desk share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """An empty media folder for each test, to see what was left in it."""
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture
def press_pictures(shared: Path) -> Path:
    """The folder of reference pictures shared between projects."""
    return shared / "testdata" / "photos"
