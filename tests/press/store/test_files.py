"""The store of files: whole pages or none, whatever happens."""

import gzip
import os
from pathlib import Path

import brotli
import pytest

from rotative.press.store import FileStore, StoreError
from tests.press.printed import page

PUBLIC = "public"


def test_nginx_finds_each_encoding_beside_the_page(file_store: FileStore) -> None:
    stored = page()
    file_store.put(PUBLIC, stored)

    folder = file_store.root / PUBLIC / "culture"

    assert (folder / "index.html").read_bytes() == stored.plain
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == stored.plain
    assert brotli.decompress((folder / "index.html.br").read_bytes()) == stored.plain
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.html", "index.html.br", "index.html.gz", "index.html.meta",
    ]  # fmt: skip


def test_what_is_too_short_to_compress_leaves_no_older_compressed_page(file_store: FileStore) -> None:
    file_store.put(PUBLIC, page())

    file_store.put(PUBLIC, page(text="court"))

    assert sorted(path.name for path in (file_store.root / PUBLIC / "culture").iterdir()) == [
        "index.html",
        "index.html.meta",
    ]
    found = file_store.get(PUBLIC, "/culture/")
    assert found is not None
    assert found.plain == b"court"


def test_what_is_taken_out_leaves_nothing(file_store: FileStore) -> None:
    file_store.put(PUBLIC, page())

    file_store.remove(PUBLIC, "/culture/")
    file_store.remove(PUBLIC, "/culture/")
    file_store.remove(PUBLIC, "/jamais/imprimee/")

    assert list(file_store.addresses(PUBLIC)) == []
    assert [path for path in file_store.root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("suffix", ["", ".gz", ".br", ".meta"])
@pytest.mark.parametrize("damage", [b"", b"autre chose", None])
def test_a_damaged_page_is_none(file_store: FileStore, suffix: str, damage: bytes | None) -> None:
    file_store.put(PUBLIC, page())
    file = file_store.root / PUBLIC / f"culture/index.html{suffix}"
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)

    assert file_store.get(PUBLIC, "/culture/") is None


def test_when_the_disk_is_full_the_old_page_stays(
    file_store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = page()
    file_store.put(PUBLIC, old)
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith(".index.html.br"):
            write(path, data[:10])
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="No space left on device"):
        file_store.put(PUBLIC, page(text=f"neuf {'x' * 400}"))
    monkeypatch.undo()

    assert file_store.get(PUBLIC, "/culture/") == old
    assert not [path for path in file_store.root.rglob(".*") if path.is_file()]


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("un fichier où un dossier devrait être", encoding="utf-8")

    with pytest.raises(StoreError, match="pages"):
        FileStore(tmp_path / "pages").put(PUBLIC, page())


def test_the_same_page_is_the_same_bytes(file_store: FileStore) -> None:
    file_store.put(PUBLIC, page())
    first = {path.name: path.read_bytes() for path in (file_store.root / PUBLIC / "culture").iterdir()}
    os.utime(file_store.root)
    file_store.put(PUBLIC, page())

    assert {
        path.name: path.read_bytes() for path in (file_store.root / PUBLIC / "culture").iterdir()
    } == first
