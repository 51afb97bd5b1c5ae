"""What the edge asks of the application behind it, and how the answer comes back."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

import pytest

from rotative.press.edge.behind import Behind


class Answer:
    """What came back."""

    def __init__(self) -> None:
        self.status, self.headers, self.pieces = 0, dict[str, str](), list[bytes]()

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)

    async def take(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.pieces += [message["body"]] if message["body"] else []


def request(method: str = "GET", path: str = "/", query: str = "", **headers: str) -> dict[str, Any]:
    """A request as ASGI describes it."""
    named = {"host": "journal.example"} | {name.replace("__", "-"): value for name, value in headers.items()}
    return {
        "type": "http",
        "method": method,
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 51234),
        "raw_path": quote(path).encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }


def ask(application: Any, scope: dict[str, Any], *pieces: bytes, largest: int = 1000) -> Answer:
    answer = Answer()
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    asyncio.run(Behind(application, 2, largest)(scope, receive, answer.take))
    return answer


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
    scope = request(
        "POST", "/redaction/é/", "a=1&b=%20", content__type="text/x", content__length="7", x__a="b"
    )

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
    scope = request(x_a="forged")

    assert b"'HTTP_X_A': None" in ask(telling, scope).body


def test_a_body_that_is_too_large_is_refused_before_the_application_sees_it() -> None:
    def never(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise AssertionError("asked")

    answer = ask(never, request("POST", content__length="2000"), b"x" * 600, b"x" * 600)

    assert answer.status == 413
    assert answer.headers["connection"] == "close"
    assert ask(never, request("POST"), b"x" * 600, b"x" * 600).status == 413


def test_a_request_whose_sender_goes_before_its_end_asks_nothing() -> None:
    def never(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise AssertionError("asked")

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    asyncio.run(Behind(never, 2, 1000)(request("POST"), receive, Answer().take))


def test_a_head_gets_no_body() -> None:
    assert ask(telling, request("HEAD")).body == b""


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

    answer = ask(application, request())

    assert answer.pieces == [b"un", b"deux", b"trois"]
    assert closed == [True]


def test_an_application_that_breaks_down_is_heard_of() -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("cassée")

    with pytest.raises(RuntimeError, match="cassée"):
        ask(broken, request())
