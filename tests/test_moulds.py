"""What tests share is made once, and a newspaper's folder can be copied while it is served."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.moulds import DATABASE, copy_newspaper, made_once


def test_a_copy_has_what_a_running_server_has_written(tmp_path: Path) -> None:
    home = tmp_path / "served"
    home.mkdir()
    (home / "static").mkdir()
    (home / "photo.jpg").write_bytes(b"picture")
    with closing(sqlite3.connect(home / DATABASE, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE article (slug TEXT)")
        writer.execute("INSERT INTO article VALUES ('fete-du-fleuve')")
        assert (home / f"{DATABASE}-wal").stat().st_size

        copy_newspaper(home, tmp_path / "copy")

    with closing(sqlite3.connect(tmp_path / "copy" / DATABASE)) as copy:
        assert copy.execute("SELECT slug FROM article").fetchall() == [("fete-du-fleuve",)]
    assert (tmp_path / "copy" / "photo.jpg").read_bytes() == b"picture"
    assert (tmp_path / "copy" / "static").resolve() == home / "static"


def test_a_mould_is_made_once_and_never_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROTATIVE_TEST_HOME", str(tmp_path))
    makings: list[Path] = []

    def make(home: Path) -> None:
        home.mkdir()
        makings.append(home)
        if len(makings) == 1:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        made_once("paper", make)
    homes = [made_once("paper", make) for _time in range(2)]

    assert homes == [tmp_path / "paper"] * 2
    assert len(makings) == 2
