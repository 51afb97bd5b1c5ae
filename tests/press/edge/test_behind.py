"""What the edge asks of the application behind it, and how the answer comes back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import pytest

from rotative.press.edge.behind import Behind


class Scope:
    """A request as Granian describes it."""

    proto = "http"
    http_version = "1.1"
    server = "127.0.0.1:8000"
    client = "127.0.0.1:51234"
    scheme = "http"
    authority = "journal.example"

    def __init__(self, method: str = "GET", path: str = "/", query: str = "", **headers: str) -> None:
        self.method, self.path, self.query_string = method, path, query
        self.headers = {name.replace("__", "-"): value for name, value in headers.items()}


class Stream:
    """Where the pieces of an answer go."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def send_bytes(self, data: bytes) -> None:
        self.sent.append(data)


class Protocol:
    """The other end, which remembers what it was sent."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces
        self.status, self.headers, self.body = 0, dict[str, str](), b""
        self.stream = Stream()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, dict(headers), body

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response_bytes(status, headers, b"")

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        self.response_bytes(status, headers, body.encode())

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Stream:
        self.response_bytes(status, headers, b"")
        return self.stream


def ask(application: Any, scope: Scope, *pieces: bytes, largest: int = 1000) -> Protocol:
    protocol = Protocol(*pieces)
    asyncio.run(Behind(application, 2, largest).answer(scope, protocol))
    return protocol


def telling(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """An application that tells what it was asked."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=b"), ("Connection", "close")])
    kept = (
        "REQUEST_METHOD",
        "PATH_INFO",
        "QUERY_STRING",
        "HTTP_HOST",
        "REMOTE_ADDR",
        "CONTENT_TYPE",
        "HTTP_X_A",
    )
    return [repr({name: environ.get(name) for name in kept}).encode(), environ["wsgi.input"].read()]


def test_a_request_arrives_whole_and_its_answer_too() -> None:
    scope = Scope("POST", "/redaction/é/", "a=1&b=%20", content__type="text/x", content__length="7", x__a="b")

    answer = ask(telling, scope, b"bonj", b"our")

    assert answer.status == 200
    assert answer.body.endswith(b"bonjour")
    told = eval(answer.body.removesuffix(b"bonjour"))  # noqa: S307 - our own repr
    assert told == {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/redaction/Ã©/",  # PEP 3333: bytes as latin-1
        "QUERY_STRING": "a=1&b=%20",
        "HTTP_HOST": "journal.example",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "text/x",
        "HTTP_X_A": "b",
    }
    assert answer.headers == {"content-type": "text/plain", "set-cookie": "a=b"}


def test_a_header_with_an_underscore_forges_none_with_a_hyphen() -> None:
    scope = Scope()
    scope.headers = {"x_a": "forged"}

    assert b"'HTTP_X_A': None" in ask(telling, scope).body


def test_a_body_that_is_too_large_is_refused_before_the_application_sees_it() -> None:
    def never(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise AssertionError("asked")

    answer = ask(never, Scope("POST", content__length="2000"), b"x" * 600, b"x" * 600)

    assert answer.status == 413


def test_a_head_gets_no_body() -> None:
    assert ask(telling, Scope("HEAD")).body == b""


def test_a_file_is_sent_piece_by_piece_and_closed() -> None:
    closed = []

    class File:
        def __iter__(self) -> Any:
            return iter([b"un", b"deux", b"trois"])

        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return File()

    answer = ask(application, Scope())

    assert answer.stream.sent == [b"un", b"deux", b"trois"]
    assert closed == [True]


def test_an_application_that_breaks_down_is_heard_of() -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("cassée")

    with pytest.raises(RuntimeError, match="cassée"):
        ask(broken, Scope())
