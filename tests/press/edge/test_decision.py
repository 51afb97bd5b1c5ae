"""What the edge answers from the store, and what it leaves to Django."""

import time
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.press.edge.decision import Edge
from rotative.press.edge.memory import Memory, Reply
from rotative.press.edge.passes import Passes, issue
from rotative.press.store import FileStore, Store, StoreError
from rotative.press.store import redis as redis_module
from rotative.press.store.redis import RedisStore
from tests.press.printed import TEXT, page
from tests.press.stores import RedisServer

KEY = b"une clef"
Header = Callable[[str], str | None]


@pytest.fixture
def edge(store: Store) -> Edge:
    """An edge over an empty store, of files or in Redis."""
    return Edge(store, Memory(1_000_000), Passes([KEY]))


def asking(**headers: str) -> Header:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return named.get


def answer(
    edge: Edge, path: str = "/culture/", query: str = "", method: str = "GET", **headers: str
) -> Reply:
    found = edge.answer(method, path, query, asking(**headers))
    assert found is not None
    return found


def test_what_is_not_printed_is_djangos(edge: Edge) -> None:
    assert edge.answer("GET", "/culture/", "", asking()) is None


def test_a_page_goes_out_whole_with_its_headers(edge: Edge) -> None:
    edge.store.put("public", page())

    reply = answer(edge, accept_encoding="gzip, br")
    headers = dict(reply.headers)

    assert reply.status == 200
    assert brotli.decompress(reply.body).decode() == TEXT
    assert headers["content-encoding"] == "br"
    assert headers["content-length"] == str(len(reply.body))
    assert headers["vary"] == "Accept-Encoding"
    assert headers["last-modified"] == "Tue, 24 Jun 2025 09:33:00 GMT"
    assert headers["content-security-policy"] == "default-src 'none'"
    assert "set-cookie" not in headers


def test_each_encoding_has_its_own_strong_tag(edge: Edge) -> None:
    edge.store.put("public", page())

    tags = {dict(answer(edge, accept_encoding=name).headers)["etag"] for name in ("br", "gzip", "identity")}

    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


def test_what_the_reader_has_is_not_sent_again(edge: Edge) -> None:
    edge.store.put("public", page())
    tag = dict(answer(edge, accept_encoding="br").headers)["etag"]

    reply = answer(edge, accept_encoding="br", if_none_match=f'"x", {tag}')

    assert (reply.status, reply.body) == (304, b"")
    assert (
        {"etag", "cache-control", "vary", "last-modified"}
        >= {name for name, _ in reply.headers}
        >= {"etag", "vary"}
    )
    assert answer(edge, accept_encoding="gzip", if_none_match=tag).status == 200
    assert answer(edge, if_modified_since="Tue, 24 Jun 2025 09:33:00 GMT").status == 304
    assert answer(edge, if_modified_since="Tue, 24 Jun 2025 09:32:59 GMT").status == 200
    # The tag alone decides where both are sent.
    assert answer(edge, if_none_match='"x"', if_modified_since="Tue, 24 Jun 2025 09:33:00 GMT").status == 200


def test_head_tells_all_but_the_body(edge: Edge) -> None:
    edge.store.put("public", page())

    whole, head = answer(edge), answer(edge, method="HEAD")

    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", ""])
def test_other_methods_are_djangos(edge: Edge, method: str) -> None:
    edge.store.put("public", page())

    assert edge.answer(method, "/culture/", "", asking()) is None


def test_tracking_is_ignored_and_other_questions_are_djangos(edge: Edge) -> None:
    edge.store.put("public", page())

    assert answer(edge, query="utm_source=x&fbclid=y").status == 200
    assert edge.answer("GET", "/culture/", "q=bac", asking()) is None


def test_a_page_printed_again_is_seen_at_once_and_a_withdrawn_one_is_gone(edge: Edge) -> None:
    edge.store.put("public", page(text="avant"))
    assert answer(edge).body == b"avant"

    edge.store.put("public", page(text="après"))
    assert answer(edge).body == "après".encode()

    edge.store.remove("public", "/culture/")
    assert edge.answer("GET", "/culture/", "", asking()) is None


def test_a_pass_gives_the_subscribers_copy_and_nothing_else_does(edge: Edge) -> None:
    edge.store.put("public", page(text="le début", audiences=("subscribers",)))
    edge.store.put("subscribers", page(text="la suite", audiences=("subscribers",)))
    good = f"pass={issue(KEY, 'subscribers', 4e9)}"

    assert answer(edge, cookie=good).body == b"la suite"
    for cookie in (
        "",
        "pass=x",
        f"pass={issue(b'fausse', 'subscribers', 4e9)}",
        f"pass={issue(KEY, 'staff', 4e9)}",
    ):
        assert answer(edge, cookie=cookie).body == "le début".encode()
    tags = {dict(answer(edge, cookie=cookie).headers)["etag"] for cookie in ("", good)}
    assert len(tags) == 2
    assert dict(answer(edge).headers)["vary"] == "Accept-Encoding, Cookie"


def test_a_subscribers_copy_that_is_not_printed_is_asked_of_django(edge: Edge) -> None:
    edge.store.put("public", page(text="le début", audiences=("subscribers",)))

    assert (
        edge.answer("GET", "/culture/", "", asking(cookie=f"pass={issue(KEY, 'subscribers', 4e9)}")) is None
    )


def test_a_pass_changes_nothing_for_a_page_that_all_may_read(edge: Edge) -> None:
    edge.store.put("public", page(text="libre"))
    edge.store.put("subscribers", page(text="oubliée là"))

    assert answer(edge, cookie=f"pass={issue(KEY, 'subscribers', 4e9)}").body == b"libre"


def test_reads_are_counted_by_address(edge: Edge) -> None:
    edge.store.put("public", page())
    for query in ("", "utm_source=x", "fbclid=1"):
        answer(edge, query=query)
    edge.answer("GET", "/rien/", "", asking())

    assert edge.reads.take()[0] == {"/culture/": 3}
    assert edge.reads.take()[0] == {}


def test_memory_keeps_to_its_limit_and_forgets_the_oldest(store: Store) -> None:
    edge = Edge(store, Memory(100_000), Passes([KEY]))
    for n in range(40):
        edge.store.put("public", page(f"/{n}/"))

    for n in range(40):
        assert answer(edge, f"/{n}/").status == 200

    assert 0 < len(edge.memory) < 40
    assert edge.memory.size <= 100_000
    assert answer(edge, "/0/").status == 200


def test_a_page_as_large_as_the_memory_is_sent_and_not_kept(store: Store) -> None:
    edge = Edge(store, Memory(10_000), Passes([KEY]))
    edge.store.put("public", page())

    assert answer(edge).body.decode() == TEXT
    assert len(edge.memory) == 0


@given(st.text(max_size=60), st.text(max_size=40))
def test_nothing_outside_the_store_is_ever_answered(path: str, query: str) -> None:
    edge = Edge(FileStore(Path("/")), Memory(1_000_000), Passes([KEY]))

    for asked in (path, f"/{path}", "/etc/passwd", "/../etc/passwd", "/etc/hostname/"):
        assert edge.answer("GET", asked, query, asking()) is None


def test_while_redis_is_gone_memory_answers_and_django_does_the_rest(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_module, "AWAY", 0.0)
    monkeypatch.setattr(redis_module, "TIMES_TAKEN", 0)
    store = RedisStore(redis_server.url, "essor")
    edge = Edge(store, Memory(1_000_000), Passes([KEY]))
    for address in ("/", "/culture/"):
        store.put("public", page(address, text="imprimée", audiences=("subscribers",)))
    pass_ = asking(cookie=f"pass={issue(KEY, 'subscribers', 4e9)}")
    assert answer(edge).body == "imprimée".encode()

    redis_server.kill()
    assert [answer(edge).body for _ in range(20)] == ["imprimée".encode()] * 20
    assert edge.answer("GET", "/", "", asking()) is None
    assert edge.answer("GET", "/rien/", "", asking()) is None
    assert edge.answer("GET", "/culture/", "", pass_) is None

    redis_server.start()  # and it has forgotten everything
    until = time.monotonic() + 30  # it is asked again the later, the longer failing took
    while edge.answer("GET", "/culture/", "", asking()) is not None:
        assert time.monotonic() < until
        time.sleep(redis_module.TRUSTED)
    store.put("public", page(text="neuve"))
    assert answer(edge).body == b"neuve"


def test_a_store_that_cannot_be_read_leaves_the_answer_to_django(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put("public", page())
    (tmp_path / "public" / "culture" / "index.html").unlink()
    (tmp_path / "public" / "culture" / "index.html").mkdir()
    with pytest.raises(StoreError):
        store.get("public", "/culture/")

    assert (
        Edge(store, Memory(1_000_000), Passes([KEY])).answer("GET", "/culture/", "", asking(accept="*/*"))
        is None
    )
