"""The paper is read while its database is down, and all is well again, without a restart, when it is back."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.running import ARTICLE, Served, Site, free_port, reading, wait_for

pytestmark = pytest.mark.database

PRINTED = ("/", ARTICLE, "/politique/", "/feed.xml")
NEEDS_IT = (
    "/recherche/?q=bac",
    "/en/search/",
    "/redaction/login/",
    "/politique/?avant=1750757580000000-3",
    "/rien/",
)


class SqliteFile:
    """A SQLite database that can be taken away: something else stands in its place."""

    def __init__(self, home: Path) -> None:
        self.url = ""
        self._file, self._aside = home / "rotative.sqlite3", home / "aside.sqlite3"

    def stop(self) -> None:
        self._file.rename(self._aside)
        self._file.mkdir()

    def start(self) -> None:
        self._file.rmdir()
        self._aside.rename(self._file)

    def remove(self) -> None:
        """It goes with its folder."""


class PostgresBehindAWire:
    """A PostgreSQL database that can be taken away: the wire to it is cut, and nobody listens at its end."""

    def __init__(self, url: str) -> None:
        where = urlsplit(url)
        self._server = (where.hostname or "127.0.0.1", where.port or 5432)
        self._admin = url
        self._name = f"rotative_away_{os.getpid()}"
        self._port = free_port()
        self._sockets: list[socket.socket] = []
        user = f"{where.username}{f':{where.password}' if where.password else ''}@" if where.username else ""
        # A machine that is busy takes its time to answer; where nobody listens, the refusal comes at once.
        self.url = f"postgres://{user}127.0.0.1:{self._port}/{self._name}?connect_timeout=30"
        with psycopg.connect(self._maintenance(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {self._name}")
        self.start()

    def _maintenance(self) -> str:
        return urlsplit(self._admin)._replace(scheme="postgresql", path="/postgres").geturl()

    def start(self) -> None:
        listener = socket.create_server(("127.0.0.1", self._port))
        self._sockets = [listener]
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(self._server)
                self._sockets += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def remove(self) -> None:
        self.stop()
        with psycopg.connect(self._maintenance(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The kind of database that the tests run on, and a site on it with everything printed."""
    home = tmp_path_factory.mktemp("away")
    url = os.environ.get("DATABASE_URL", "")
    database = PostgresBehindAWire(url) if url.startswith("postgres") else SqliteFile(home)
    site = Site(home, {"DATABASE_URL": database.url} if database.url else {})
    try:
        site.fill()
        yield site, database
    finally:
        database.remove()


def says_so_in_the_papers_dress(served: Served, path: str) -> bool:
    answer = served.get(path)
    english = path.startswith("/en/")
    assert answer.status == 503, (path, answer)
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == ("en" if english else "fr")
    assert path.startswith("/redaction/") or "set-cookie" not in answer.headers
    assert ("Not available just now" if english else "Indisponible pour le moment") in answer.text
    return 'class="masthead' in answer.text and 'class="colophon' in answer.text


def test_a_server_starts_without_its_database_and_needs_no_restart_when_it_is_back(database: Any) -> None:
    site, database = database
    database.stop()
    stopped = True
    try:
        with site.serving("--workers", "1") as served:
            for path in PRINTED:
                assert served.get(path).status == 200, path
            for path in NEEDS_IT:
                assert says_so_in_the_papers_dress(served, path)

            database.start()
            stopped = False

            assert wait_for(lambda: served.get("/recherche/?q=bac").status == 200)
            assert served.get("/redaction/login/").status == 200
            assert served.get("/rien/").status == 404
            for path in PRINTED:
                assert served.get(path).status == 200, path
    finally:
        if stopped:
            database.start()

    assert served.output.startswith("The database is away: ")
    assert "Traceback" not in served.output
    assert "Warning" not in served.output


def test_readers_notice_nothing_when_the_database_stops_and_comes_back(database: Any) -> None:
    site, database = database
    with site.serving("--workers", "2") as served:
        assert served.get("/recherche/?q=bac").status == 200
        with reading(served.get, *PRINTED) as seen:
            database.stop()
            try:
                assert says_so_in_the_papers_dress(served, "/recherche/?q=bac")
                assert served.get("/redaction/login/", "POST", b"").status in (403, 503)
                time.sleep(2)  # long enough for clock and worker to notice
            finally:
                database.start()
            assert wait_for(lambda: served.get("/recherche/?q=bac").status == 200)

        site.run("press", "print", "/culture/")

    assert set(seen) == {200}, seen
    assert "Traceback" not in served.output
    assert "starting it again" not in served.output
