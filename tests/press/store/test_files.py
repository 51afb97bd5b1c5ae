"""The store of files: whole pages or none, whatever happens."""

import gzip
import os
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from rotative.press.store import FileStore, StoreError, files
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
    write = files.write_whole

    def full(path: str, data: bytes) -> None:
        if Path(path).name.startswith(".index.html.br"):
            write(path, data[:10])
            raise OSError(28, "No space left on device", path)
        write(path, data)

    monkeypatch.setattr(files, "write_whole", full)
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


def test_a_file_larger_than_the_system_allows_leaves_the_old_page(file_store: FileStore) -> None:
    old = page()
    file_store.put(PUBLIC, old)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (600, hard))
    try:
        with pytest.raises(StoreError, match="File too large") as refused:
            file_store.put(PUBLIC, page(text="neuf" * 500))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert "\n" not in str(refused.value)
    assert file_store.get(PUBLIC, "/culture/") == old
    assert not [path for path in file_store.root.rglob(".*") if path.is_file()]


@pytest.fixture
def others_store() -> Iterator[FileStore]:
    """A store with a page that its owner alone may change, and a process that is not its owner.

    Root may do everything; so it is somebody else for as long as the test runs.
    """
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        store, was_root = FileStore(Path(name) / "pages"), os.geteuid() == 0
        store.put(PUBLIC, page())
        folder = store.root / PUBLIC / "culture"
        folder.chmod(0o555)
        if was_root:
            os.seteuid(65534)
        yield store
        if was_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_what_may_not_be_written_is_said_and_the_old_page_stays(others_store: FileStore) -> None:
    refused = pytest.raises(StoreError, match=r"\A[^\n]*/culture/[^\n]*: Permission denied\Z")
    with refused:
        others_store.put(PUBLIC, page(text="neuf"))
    with refused:
        others_store.remove(PUBLIC, "/culture/")

    assert others_store.get(PUBLIC, "/culture/") == page()


def test_what_may_not_be_read_is_said(file_store: FileStore) -> None:
    file_store.put(PUBLIC, page())
    meta = file_store.root / PUBLIC / "culture" / "index.html.meta"
    meta.unlink()
    meta.mkdir()  # nobody can read a folder as a file, not even root

    with pytest.raises(StoreError, match=r"index\.html\.meta: Is a directory"):
        file_store.get(PUBLIC, "/culture/")
