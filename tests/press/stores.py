"""Stores to test with: files in the test's own folder, and a Redis of which the test has its own corner."""

import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from rotative.press.store import FileStore, Store
from rotative.press.store.redis import RedisStore

STANDARD = "redis://127.0.0.1:6379/0"
PATIENCE = 30  # seconds for a server to start on a busy machine


class RedisServer:
    """A Redis of the test's own, on a free port, that can be killed and started again; it keeps nothing on disk."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = int(trial.getsockname()[1])
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder, self._options = folder, options
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [_server(), "--port", str(self.port), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([*command, *self._options], stdout=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not answers(self.url):
            assert self._process.poll() is None, f"{command[0]} ended with {self._process.returncode}"
            assert time.monotonic() < until, f"{command[0]} does not answer at {self.url}"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a machine ends that loses its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def answers(url: str) -> bool:
    """Whether a Redis answers there."""
    with redis.Redis.from_url(url, socket_connect_timeout=1) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False


def _server() -> str:
    """The program; missing, it is said aloud, and in CI it is a failure."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"no Redis at {STANDARD} and no redis-server, and in CI there must be one")
        pytest.skip(f"no Redis at {STANDARD} and no redis-server: install Redis or Valkey")
    return found


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The Redis of this machine or, where there is none, one that is started for the tests."""
    if answers(STANDARD):
        yield STANDARD
        return
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server.url
    server.kill()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis that is running and that the test may kill."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def redis_store(redis_url: str) -> Iterator[RedisStore]:
    """An empty store in Redis."""
    prefix = f"test-{uuid.uuid4().hex}"
    yield RedisStore(redis_url, prefix)
    forget(redis_url, prefix)


@pytest.fixture
def file_store(tmp_path: Path) -> FileStore:
    """An empty store of files."""
    return FileStore(tmp_path / "pages")


@pytest.fixture(params=["files", "redis"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store: each test that asks for it runs over both kinds."""
    found: Store = request.getfixturevalue({"files": "file_store", "redis": "redis_store"}[request.param])
    return found


def forget(url: str, prefix: str) -> None:
    """Take out of a Redis all that a test has left under its prefix."""
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter(match=f"rotative:{prefix}:*", count=1000):
            client.delete(key)


def written(url: str, prefix: str) -> dict[bytes, bytes]:
    """Return all that stands in a Redis under a test's prefix, as Redis itself writes it down."""
    with redis.Redis.from_url(url) as client:
        keys = list(client.scan_iter(match=f"rotative:{prefix}:*", count=1000))
        return {key: text for key in keys if (text := client.dump(key)) is not None}


def write_again(url: str, rows: dict[bytes, bytes]) -> None:
    """Put into a Redis what `written` has returned."""
    with redis.Redis.from_url(url) as client, client.pipeline(transaction=False) as pipe:
        for key, text in rows.items():
            pipe.restore(key, 0, text, replace=True)
        pipe.execute()


def empty_the_store() -> None:
    """Take every page out of the store of the paper that the tests make."""
    from django.conf import settings

    shutil.rmtree(Path(settings.ROTATIVE_HOME) / "pages", ignore_errors=True)
    if settings.PRESS_STORE:
        forget(settings.PRESS_STORE, settings.PRESS_STORE_PREFIX)
