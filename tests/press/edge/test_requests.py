"""Headers that are kept: the same for every page, and never more of them than there is room for."""

from rotative.press.edge import requests
from rotative.press.edge.requests import request_in


def asked(path: str, *lines: str) -> bytes:
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: journal.example", *lines, "", "")).encode()


def test_the_headers_of_one_reader_are_read_once_for_all_pages() -> None:
    first = request_in(asked("/", "Cookie: pass=une-lectrice"))
    second = request_in(asked("/culture/?page=2", "Cookie: pass=une-lectrice"))
    other = request_in(asked("/culture/?page=2", "Cookie: pass=un-lecteur"))

    assert first is not None
    assert second is not None
    assert other is not None
    assert second[:3] == ("GET", "/culture/", "page=2")
    assert second[3] is first[3]
    assert (second[3]("cookie"), other[3]("cookie")) == ("pass=une-lectrice", "pass=un-lecteur")


def test_a_header_that_stands_more_than_once_is_one_list() -> None:
    found = request_in(
        asked("/", "Cookie: a=b", "ACCEPT-ENCODING:gzip ", "accept-encoding: br", "cookie: pass=x")
    )

    assert found is not None
    assert (found[3]("accept-encoding"), found[3]("cookie")) == ("gzip, br", "a=b; pass=x")
    assert (found[3]("if-none-match"), found[3]("if-modified-since")) == (None, None)


def test_strangers_cannot_fill_the_memory_with_headers() -> None:
    for number in range(5000):
        assert request_in(asked("/", f"X-Any: {number}")) is not None
    assert 0 < len(requests._known) <= 1024

    before = set(requests._known)
    assert request_in(asked("/", f"X-Any: {'a' * 1000}")) is not None
    assert set(requests._known) == before
