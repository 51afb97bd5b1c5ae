"""A newspaper's folder can be copied while it is served."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.demo.served import DATABASE, copy_newspaper


def test_a_copy_has_what_a_running_server_has_written(tmp_path: Path) -> None:
    home = tmp_path / "served"
    home.mkdir()
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
