"""Pages that these tests read: those in the shared folder, and those a test writes itself."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rotative.importers.pages import ParsedPage, read_page

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("ROTATIVE_SHARED") or REPOSITORY / "../shared").resolve()
    if not folder.is_dir():
        reason = f"the shared test material is not at {folder} (set ROTATIVE_SHARED)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


Save = Callable[[str | bytes], Path]
Read = Callable[[str | bytes], ParsedPage]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def save_page(content: str | bytes) -> Path:
        path = tmp_path / "page"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save_page


@pytest.fixture
def read(save: Save) -> Read:
    return lambda content: read_page(save(content))
