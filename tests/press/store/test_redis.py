"""The store in Redis: what is special about a store that other machines share and that can go away."""

import logging
import os
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from rotative.press.store import StoreError
from rotative.press.store import redis as redis_module
from rotative.press.store.redis import RedisStore
from tests.press.printed import TEXT, page
from tests.press.stores import RedisServer, forget

PUBLIC = "public"


@pytest.fixture
def short_absences(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again after a moment that a test can wait for."""
    monkeypatch.setattr(redis_module, "AWAY", 0.05)


def as_soon_as(condition: Callable[[], bool], patience: float = 20) -> bool:
    until = time.monotonic() + patience
    while not (found := condition()) and time.monotonic() < until:
        time.sleep(0.01)
    return found


def puts(store: RedisStore, address: str = "/culture/", text: str = TEXT) -> bool:
    try:
        store.put(PUBLIC, page(address, text=text))
    except StoreError:
        return False
    return True


@contextmanager
def deaf_server() -> Iterator[tuple[str, list[socket.socket]]]:
    """An address where everybody is let in and nobody is answered; those who came are in the list, once asked for."""
    came: list[socket.socket] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(100)
        listening.settimeout(0.2)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0?socket_timeout=0.05", came
        try:
            while True:
                came.append(listening.accept()[0])
        except TimeoutError:
            for one in came:
                one.close()


def test_nothing_of_a_page_is_there_while_it_is_replaced_but_the_old_or_the_new(
    redis_url: str, redis_store: RedisStore
) -> None:
    redis_store.put(PUBLIC, page())

    with redis.Redis.from_url(redis_url) as client:
        key = redis_store._key(PUBLIC, "/culture/")
        assert set(client.hkeys(key)) == {b"meta", b"stamp", b"body:gzip", b"body:br"}
        redis_store.put(PUBLIC, page(text="court"))
        assert set(client.hkeys(key)) == {b"meta", b"stamp", b"body:"}


@pytest.mark.parametrize("damaged", ["meta", "body:gzip", "body:br"])
@pytest.mark.parametrize("damage", [b"", b"autre chose", b"\x1f\x8b\x08\x00coupe", None])
def test_a_damaged_page_is_none(
    redis_url: str, redis_store: RedisStore, damaged: str, damage: bytes | None
) -> None:
    redis_store.put(PUBLIC, page())
    key = redis_store._key(PUBLIC, "/culture/")

    with redis.Redis.from_url(redis_url) as client:
        if damage is None:
            client.hdel(key, damaged)
        else:
            client.hset(key, damaged, damage)

    assert redis_store.get(PUBLIC, "/culture/") is None


def test_what_another_program_left_there_is_named_and_replaced(
    redis_url: str, redis_store: RedisStore
) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set(redis_store._key(PUBLIC, "/culture/"), "autre chose")

    with pytest.raises(StoreError, match="WRONGTYPE"):
        redis_store.get(PUBLIC, "/culture/")
    redis_store.put(PUBLIC, page())

    assert redis_store.get(PUBLIC, "/culture/") == page()


def test_papers_that_share_a_redis_do_not_see_each_other(redis_url: str) -> None:
    # As a pattern, the first prefix would mean the second too.
    papers = [RedisStore(redis_url, f"{name}-{os.urandom(4).hex()}") for name in ("ess*r[1]?", "ess-or1x")]
    try:
        for paper, text in zip(papers, ("un", "deux"), strict=True):
            paper.put(text, page(text=text))

        for paper, text in zip(papers, ("un", "deux"), strict=True):
            assert paper.audiences() == [text]
            assert list(paper.addresses(text)) == ["/culture/"]
    finally:
        for paper in papers:
            for audience in paper.audiences():
                paper.remove(audience, "/culture/")
        with redis.Redis.from_url(redis_url) as client:
            client.delete(*[paper._mark for paper in papers])


def test_another_machines_change_is_seen_within_the_time_that_is_trusted(
    redis_url: str, redis_store: RedisStore
) -> None:
    other = RedisStore(redis_url, redis_store._pages.split(":")[1])
    redis_store.put(PUBLIC, page(text="avant"))
    watch = redis_store.watch(PUBLIC, "/culture/")
    assert watch is not None
    assert watch()

    other.put(PUBLIC, page(text="après"))
    time.sleep(redis_module.TRUSTED)
    assert not watch()

    again = redis_store.watch(PUBLIC, "/culture/")
    assert again is not None
    assert again()
    other.remove(PUBLIC, "/culture/")
    time.sleep(redis_module.TRUSTED)
    assert not again()


def test_a_page_in_memory_costs_redis_nothing(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_module, "TRUSTED", 3600.0)
    store = RedisStore(redis_server.url, "essor")
    store.put(PUBLIC, page())
    watch = store.watch(PUBLIC, "/culture/")
    assert watch is not None
    assert watch()

    with redis.Redis.from_url(redis_server.url) as client:
        before = client.info("stats")["total_commands_processed"]
        assert all(watch() for _ in range(1000))
        after = client.info("stats")["total_commands_processed"]

    assert after - before == 1  # the question itself


def test_while_redis_is_gone_the_printing_counts_and_all_else_is_said_in_one_line(
    redis_server: RedisServer, short_absences: None, caplog: pytest.LogCaptureFixture
) -> None:
    store = RedisStore(redis_server.url, "essor")
    store.put(PUBLIC, page())
    watch = store.watch(PUBLIC, "/culture/")
    assert watch is not None
    assert watch()

    redis_server.kill()
    time.sleep(redis_module.TRUSTED)
    assert all(watch() for _ in range(100))
    asked: list[Callable[[], object]] = [
        lambda: store.put(PUBLIC, page()),
        lambda: store.get(PUBLIC, "/culture/"),
        lambda: store.remove(PUBLIC, "/culture/"),
        lambda: list(store.addresses(PUBLIC)),
        store.audiences,
        lambda: store.stamp(PUBLIC, "/culture/"),
        lambda: store.watch(PUBLIC, "/culture/"),
    ]
    for ask in asked:
        with pytest.raises(StoreError, match=rf"\Aredis://127\.0\.0\.1:{redis_server.port}/0: [^\n]+\Z"):
            ask()
        time.sleep(redis_module.AWAY)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "the store is away" in caplog.text

    redis_server.start()
    assert as_soon_as(lambda: puts(store))
    assert not watch()
    assert store.get(PUBLIC, "/culture/") == page()
    assert [record.getMessage().partition(": the store ")[2][:8] for record in caplog.records] == [
        "is away:",
        "answers ",
    ]


def test_nobody_waits_twice_for_a_redis_that_does_not_answer() -> None:
    with deaf_server() as (url, came):
        store = RedisStore(url, "essor")
        for _ in range(50):
            with pytest.raises(StoreError, match="Timeout"):
                store.get(PUBLIC, "/culture/")

    assert len(came) == 1


def test_a_page_that_does_not_fit_leaves_the_old_one_whole(tmp_path: Path) -> None:
    server = RedisServer(tmp_path, "--maxmemory", "3mb", "--maxmemory-policy", "noeviction")
    server.start()
    try:
        store = RedisStore(server.url, "essor")
        old = page()
        store.put(PUBLIC, old)
        store.put(PUBLIC, page("/"))
        n = 0
        while puts(store, f"/{n}/", os.urandom(10_000).hex()) and n < 2000:
            n += 1
        with pytest.raises(StoreError, match=r"\Aredis://\S+: [^\n]{,80}'maxmemory'[^\n]{,80}\Z"):
            # Larger than what the server may have given back since: its clients' buffers count too.
            store.put(PUBLIC, page(text=os.urandom(200_000).hex()))

        assert 10 < n < 2000
        assert store.get(PUBLIC, "/culture/") == old

        # What is withdrawn goes even then, and other machines see it.
        other = RedisStore(server.url, "essor")
        for address in ("/culture/", "/"):
            watch = other.watch(PUBLIC, address)
            assert watch is not None
            assert [watch(), watch()] == [True, True]
            store.remove(PUBLIC, address)
            time.sleep(redis_module.TRUSTED)
            assert not watch()
            assert store.get(PUBLIC, address) is None
    finally:
        server.kill()


@pytest.mark.parametrize("password", ["faux:@/é", "faux"])
def test_a_password_is_never_told(tmp_path: Path, password: str, caplog: pytest.LogCaptureFixture) -> None:
    from urllib.parse import quote

    server = RedisServer(tmp_path)
    server.start()
    try:
        with redis.Redis.from_url(server.url) as client:
            client.config_set("requirepass", "juste")
        written = quote(password, safe="")
        store = RedisStore(server.url.replace("//", f"//:{written}@"), "essor")

        with pytest.raises(StoreError) as refused:
            store.put(PUBLIC, page())

        said = f"{refused.value}{caplog.text}"
        assert "password" in said
        assert password not in said
        assert written not in said
    finally:
        server.kill()


def test_a_connection_that_redis_has_closed_is_made_anew(redis_server: RedisServer) -> None:
    store = RedisStore(redis_server.url, "essor")
    store.put(PUBLIC, page())

    with redis.Redis.from_url(redis_server.url) as client:
        client.client_kill_filter(_type="normal", skipme=True)

    assert store.get(PUBLIC, "/culture/") == page()


def test_after_a_fork_each_process_has_its_own_connection(redis_server: RedisServer) -> None:
    store = RedisStore(redis_server.url, "essor")
    for n in range(20):
        store.put(PUBLIC, page(f"/{n}/", text=f"page {n}"))

    def reads_well() -> bool:
        found = [store.get(PUBLIC, f"/{n % 20}/") for n in range(400)]
        return [entry and entry.plain for entry in found] == [f"page {n % 20}".encode() for n in range(400)]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of forks beside threads
        child = os.fork()
    if not child:
        os._exit(0 if reads_well() else 1)
    assert reads_well()
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize(
    "url",
    [
        "redis://",
        "redis://host:port/0",
        "redis://host/nought",
        "redis://:pa/ss@host/0",
        "redis://host/0?pace=fast",
        "redis://host:99999/0",
        "redis://[::1",
        "rediss://host/0?ssl_cert_reqs=perhaps",
        "unix://",
        "http://host/",
        "host:6379",
    ],
)
def test_an_address_that_cannot_be_right_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match=r"\Ais no address of a Redis, write redis://[^\n]+\Z"):
        RedisStore(url, "essor")


def test_addresses_of_each_kind_are_understood(redis_url: str) -> None:
    for url in ("redis://h", "redis://[::1]:6380/3", "unix:///run/redis.sock?db=1", "rediss://u:p%40@h:1/0"):
        RedisStore(url, "essor")


def test_a_socket_serves_as_well(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("s")  # short: the path of a socket has 107 characters
    server = RedisServer(folder, "--unixsocket", str(folder / "redis.sock"))
    server.start()
    try:
        store = RedisStore(f"unix://{folder / 'redis.sock'}", "essor")
        store.put(PUBLIC, page())
        assert store.get(PUBLIC, "/culture/") == page()
    finally:
        server.kill()


def test_a_test_leaves_nothing_behind(redis_url: str) -> None:
    store = RedisStore(redis_url, "laissee")
    store.put(PUBLIC, page())

    forget(redis_url, "laissee")

    with redis.Redis.from_url(redis_url) as client:
        assert not list(client.scan_iter(match="rotative:laissee:*"))
