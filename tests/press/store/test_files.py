"""The store of files: whole pages or none, whatever happens."""

import gzip
import os
import threading
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotative.press.store import FileStore, Placed, StoreError
from rotative.press.store.files import stamp
from tests.press.printed import page

PUBLIC = "public"


def test_a_page_comes_back_as_it_was_stored(store: FileStore) -> None:
    stored = page(
        keys=("article:1", "paper"),
        fragments=(Placed("onward", (1, "fr", None), 3, 9, ("article:2:teaser",)),),
        changes_at=1_760_000_000.5,
        own_changes_at=None,
        audiences=("subscribers",),
        edition=7,
    )

    store.put(PUBLIC, stored)

    assert store.get(PUBLIC, "/culture/") == stored
    assert stored.all_keys == {"article:1", "paper", "article:2:teaser"}


def test_nginx_finds_each_encoding_beside_the_page(store: FileStore) -> None:
    stored = page()
    store.put(PUBLIC, stored)

    folder = store.root / PUBLIC / "culture"

    assert (folder / "index.html").read_bytes() == stored.plain
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == stored.plain
    assert brotli.decompress((folder / "index.html.br").read_bytes()) == stored.plain
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.html", "index.html.br", "index.html.gz", "index.html.meta",
    ]  # fmt: skip


def test_what_is_too_short_to_compress_leaves_no_older_compressed_page(store: FileStore) -> None:
    store.put(PUBLIC, page())

    store.put(PUBLIC, page(text="court"))

    assert sorted(path.name for path in (store.root / PUBLIC / "culture").iterdir()) == [
        "index.html",
        "index.html.meta",
    ]
    found = store.get(PUBLIC, "/culture/")
    assert found is not None
    assert found.plain == b"court"


def test_audiences_and_addresses_are_apart(store: FileStore) -> None:
    for audience, address in (
        (PUBLIC, "/"),
        (PUBLIC, "/?avant=1-2"),
        ("subscribers", "/"),
        (PUBLIC, "/feed.xml"),
    ):
        store.put(audience, page(address, text=f"{audience} {address}"))

    assert sorted(store.addresses(PUBLIC)) == ["/", "/?avant=1-2", "/feed.xml"]
    assert sorted(store.addresses("subscribers")) == ["/"]
    assert store.audiences() == [PUBLIC, "subscribers"]
    store.remove(PUBLIC, "/")
    assert store.get(PUBLIC, "/") is None
    found = store.get("subscribers", "/")
    assert found is not None
    assert found.plain == b"subscribers /"


def test_what_is_taken_out_leaves_nothing(store: FileStore) -> None:
    store.put(PUBLIC, page())

    store.remove(PUBLIC, "/culture/")
    store.remove(PUBLIC, "/culture/")
    store.remove(PUBLIC, "/jamais/imprimee/")

    assert list(store.addresses(PUBLIC)) == []
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_each_printing_has_its_own_stamp(store: FileStore) -> None:
    path = store.stamp_path(PUBLIC, "/culture/")
    seen = [stamp(path)]
    for text in ("un", "deux"):
        store.put(PUBLIC, page(text=text))
        seen.append(stamp(path))
    store.remove(PUBLIC, "/culture/")
    seen.append(stamp(path))

    assert seen[0] is None
    assert seen[3] is None
    assert seen[1] != seen[2]


@pytest.mark.parametrize("suffix", ["", ".gz", ".br", ".meta"])
@pytest.mark.parametrize("damage", [b"", b"autre chose", None])
def test_a_damaged_page_is_none(store: FileStore, suffix: str, damage: bytes | None) -> None:
    store.put(PUBLIC, page())
    file = store.root / PUBLIC / f"culture/index.html{suffix}"
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)

    assert store.get(PUBLIC, "/culture/") is None


def test_when_the_disk_is_full_the_old_page_stays(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    old = page()
    store.put(PUBLIC, old)
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith(".index.html.br"):
            write(path, data[:10])
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="No space left on device"):
        store.put(PUBLIC, page(text=f"neuf {'x' * 400}"))
    monkeypatch.undo()

    assert store.get(PUBLIC, "/culture/") == old
    assert not [path for path in store.root.rglob(".*") if path.is_file()]


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("un fichier où un dossier devrait être", encoding="utf-8")

    with pytest.raises(StoreError, match="pages"):
        FileStore(tmp_path / "pages").put(PUBLIC, page())


def test_readers_see_whole_pages_while_they_are_printed(store: FileStore) -> None:
    printings = [page(text=f"{letter}" * 5000, edition=n) for n, letter in enumerate("abcdefgh")]
    store.put(PUBLIC, printings[0])
    stop = threading.Event()

    def print_on() -> None:
        while not stop.is_set():
            for printing in printings:
                store.put(PUBLIC, printing)

    printer = threading.Thread(target=print_on)
    printer.start()
    try:
        seen = [store.get(PUBLIC, "/culture/") for _ in range(300)]
    finally:
        stop.set()
        printer.join()

    whole = [entry for entry in seen if entry is not None]
    assert all(entry in printings for entry in whole)
    assert len(whole) > 250  # a reader who met two printings at once asks Django


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    text=st.text(max_size=400),
    status=st.sampled_from([200, 404]),
    keys=st.lists(st.text(max_size=20)).map(tuple),
)
def test_any_text_and_keys_come_back(store: FileStore, text: str, status: int, keys: tuple[str, ...]) -> None:
    text = text.encode("utf-8", "replace").decode()
    keys = tuple(key.encode("utf-8", "replace").decode() for key in keys)
    stored = page(text=text, status=status, keys=keys)

    store.put(PUBLIC, stored)

    assert store.get(PUBLIC, "/culture/") == stored


def test_the_same_page_is_the_same_bytes(store: FileStore) -> None:
    store.put(PUBLIC, page())
    first = {path.name: path.read_bytes() for path in (store.root / PUBLIC / "culture").iterdir()}
    os.utime(store.root)
    store.put(PUBLIC, page())

    assert {path.name: path.read_bytes() for path in (store.root / PUBLIC / "culture").iterdir()} == first
