"""What the folder of the store promises to a front that serves it by itself."""

from pathlib import Path
from typing import Any

import pytest

from rotative.press.store import FileStore
from tests.press.printed import HTML, page


@pytest.fixture
def folder_store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "pages")


def names(store: FileStore) -> set[str]:
    return {path.name for path in (store.root / "public" / "culture").iterdir()}


OF_ITS_OWN: list[dict[str, Any]] = [
    {"audiences": ("subscribers",)},
    {"headers": (*HTML, ("cache-tag", "section:7"))},
    {"headers": (*HTML, ("x-robots-tag", "noindex"))},
]


@pytest.mark.parametrize("own", OF_ITS_OWN)
def test_a_page_with_headers_of_its_own_is_where_no_front_finds_it(
    folder_store: FileStore, own: dict[str, Any]
) -> None:
    stored = page(**own)
    folder_store.put("public", stored)

    assert folder_store.get("public", "/culture/") == stored
    assert names(folder_store) == {
        "index.html.meta", ".index.html", ".index.html.gz", ".index.html.br",
    }  # fmt: skip
    assert list(folder_store.addresses("public")) == ["/culture/"]

    folder_store.remove("public", "/culture/")
    assert names(folder_store) == set()


@pytest.mark.parametrize("own", OF_ITS_OWN)
def test_a_page_that_changes_sides_leaves_nothing_on_the_other(
    folder_store: FileStore, own: dict[str, Any]
) -> None:
    common, special = page(text="<p>Pour tous.</p>" * 30), page(text="<p>Un extrait.</p>" * 30, **own)

    for stored in (common, special, common):
        folder_store.put("public", stored)
        assert folder_store.get("public", "/culture/") == stored
        assert ("index.html" in names(folder_store)) == (stored is common)
        assert (".index.html" in names(folder_store)) == (stored is special)


def test_two_printings_of_one_second_and_size_are_told_apart(folder_store: FileStore) -> None:
    file = folder_store.root / "public" / "culture" / "index.html"
    seen: set[tuple[int, int, str]] = set()
    for letter in "abc":
        folder_store.put("public", page(text=letter * 400))
        found = file.stat()
        seen.add((int(found.st_mtime), found.st_size, ""))
        zipped = Path(f"{file}.gz").stat()
        seen.add((int(zipped.st_mtime), zipped.st_size, "gzip"))

    assert len(seen) == 6
