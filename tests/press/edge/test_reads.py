"""What counts as a read, and that no count is lost or made up."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.press.edge.decision import Edge
from rotative.press.edge.memory import Memory
from rotative.press.edge.passes import Passes, issue
from rotative.press.edge.reads import Reads, coldest_dropped
from rotative.press.store import FileStore
from tests.press.printed import page

KEY = b"une clef"


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    """An edge over a store with one page."""
    store = FileStore(tmp_path)
    store.put("public", page())
    return Edge(store, Memory(1_000_000), Passes([KEY]))


def ask(edge: Edge, method: str = "GET", path: str = "/culture/", query: str = "", **headers: str) -> int:
    reply = edge.answer(method, path, query, {name.replace("_", "-"): v for name, v in headers.items()}.get)
    return reply.status if reply else 0


def test_a_page_that_is_answered_was_read(edge: Edge) -> None:
    for _time in range(3):
        assert ask(edge) == 200

    assert edge.reads.take()[0] == {"/culture/": 3}
    assert edge.reads.take()[0] == {}


def test_a_304_is_a_read_and_a_head_is_none(edge: Edge) -> None:
    assert ask(edge, if_none_match="*") == 304
    assert ask(edge, method="HEAD") == 200
    assert ask(edge, path="/rien/") == 0

    assert edge.reads.take()[0] == {"/culture/": 1}


def test_a_link_from_a_letter_is_a_read_of_the_page_it_leads_to(edge: Edge) -> None:
    assert ask(edge, query="utm_source=lettre") == 200

    assert edge.reads.take()[0] == {"/culture/": 1}


def test_a_subscribers_read_counts_once_and_as_anybodys(edge: Edge) -> None:
    edge.store.put("public", page(audiences=("subscribers",)))
    edge.store.put("subscribers", page(audiences=("subscribers",), text="<p>Tout.</p>"))

    assert ask(edge, cookie=f"pass={issue(KEY, 'subscribers', 4_000_000_000)}") == 200

    assert edge.reads.take()[0] == {"/culture/": 1}


def test_answers_are_told_apart_by_where_they_come_from(edge: Edge) -> None:
    for method in ("GET", "GET", "HEAD"):
        ask(edge, method=method)
    edge.reads.count_other("django")

    assert edge.reads.take()[1] == {"memory": 2, "store": 1, "django": 1}
    assert edge.reads.take()[1] == {}


def test_beyond_the_bound_those_read_least_are_forgotten() -> None:
    reads = Reads(most=2)
    for address in ("/a/", "/b/", "/b/", "/c/", "/c/", "/c/"):
        reads.count(address)

    assert reads.take()[0] == {"/b/": 2, "/c/": 3}


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 9)), st.integers(1, 9))
def test_what_is_kept_was_read_at_least_as_often_as_what_is_dropped(
    counts: dict[str, int], most: int
) -> None:
    kept = coldest_dropped(counts, most)

    assert len(kept) == min(len(counts), most)
    assert kept.items() <= counts.items()
    assert min(kept.values(), default=0) >= max((counts[a] for a in counts.keys() - kept), default=0)


def test_many_threads_lose_no_read() -> None:
    reads, taken, done = Reads(), [0], threading.Event()

    def read() -> None:
        for _time in range(20_000):
            reads.count("/culture/")

    def take() -> None:
        while not done.is_set():
            taken[0] += reads.take()[0].get("/culture/", 0)

    readers = [threading.Thread(target=read) for _n in range(4)]
    taker = threading.Thread(target=take)
    for thread in (taker, *readers):
        thread.start()
    for thread in readers:
        thread.join()
    done.set()
    taker.join()

    assert taken[0] + reads.take()[0].get("/culture/", 0) == 80_000
