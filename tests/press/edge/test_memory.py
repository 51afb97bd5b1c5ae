"""What the edge keeps in memory: as much as it may, and nothing of it longer than it stands in the store."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from rotative.press.edge.decision import Edge
from rotative.press.edge.memory import REQUESTS_KEPT, Memory, Reply
from rotative.press.edge.passes import Passes
from rotative.press.edge.requests import request_in
from rotative.press.store import FileStore
from tests.press.printed import page

ADDRESSES = ("/", "/culture/", "/sport/")
TEXTS = ("<p>Le bac repart.</p>", "<p>Le bac ne part pas.</p>" * 40)


def request(address: str, *lines: str, method: str = "GET") -> bytes:
    return "\r\n".join((f"{method} {address} HTTP/1.1", "Host: example.org", *lines, "", "")).encode()


REQUESTS = [
    request(address, *lines, method=method)
    for address in (*ADDRESSES, "/culture/?utm_source=x", "/culture/?q=bac")
    for lines in ((), ("Accept-Encoding: br",), ("Accept-Encoding: gzip", 'If-None-Match: W/"x", *'))
    for method in ("GET", "HEAD")
]
_steps = st.one_of(
    st.tuples(st.just("print"), st.sampled_from(ADDRESSES), st.sampled_from(TEXTS)),
    st.tuples(st.just("withdraw"), st.sampled_from(ADDRESSES)),
    st.tuples(st.just("ask"), st.sampled_from(REQUESTS)),
)


def by_reading(edge: Edge, asked: bytes, *, keeps: bool) -> Reply | None:
    plain = request_in(asked)
    assert plain is not None
    return edge.answer(*plain, request=asked if keeps else None)


@given(st.lists(_steps, min_size=5, max_size=40), st.sampled_from((3_000, 20_000, 1_000_000)))
@settings(max_examples=60)
def test_a_request_that_comes_again_is_answered_as_if_it_came_for_the_first_time(
    steps: list[tuple[str, ...]], limit: int
) -> None:
    with TemporaryDirectory() as folder:
        store = FileStore(Path(folder))
        edge = Edge(store, Memory(limit), Passes([b"une clef"]))
        reads = 0
        for act, *details in steps:
            if act == "print":
                store.put("public", page(details[0], text=details[1]))
            elif act == "withdraw":
                store.remove("public", details[0])
            else:
                asked: bytes = details[0]  # type: ignore[assignment]
                anew = by_reading(Edge(store, Memory(limit), Passes([])), asked, keeps=False)
                assert (edge.repeated(asked) or by_reading(edge, asked, keeps=True)) == anew
                reads += anew is not None and asked.startswith(b"GET")
            assert edge.memory.size <= limit
        assert sum(edge.reads.take()[0].values()) == reads
        for address in ADDRESSES:
            edge.memory.drop(("public", address))
        assert edge.memory.size == 0
        assert not any(edge.memory.repeated(asked) for asked in REQUESTS)


def test_what_comes_in_ever_other_words_takes_no_more_room(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put("public", page("/culture/"))
    edge = Edge(store, Memory(1_000_000), Passes([]))
    asked = [
        request("/culture/", "Accept-Encoding: br", f"User-Agent: {number}")
        for number in range(3 * REQUESTS_KEPT)
    ]

    for one in asked:
        by_reading(edge, one, keeps=True)

    assert [one for one in asked if edge.repeated(one)] == asked[-REQUESTS_KEPT:]
    assert edge.memory.size < 100_000


def test_a_plain_body_that_is_unpacked_for_one_reader_is_not_kept(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put("public", page("/culture/"))
    edge = Edge(store, Memory(1_000_000), Passes([]))

    assert by_reading(edge, request("/culture/"), keeps=True)

    assert edge.repeated(request("/culture/")) is None
