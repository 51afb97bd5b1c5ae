"""The paper's own checker, against a real server that answers well, badly, slowly or not at all."""

import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from rotative.discussion.checker import LONGEST_ANSWER, SIGNATURE, Checker, NotAnAddress
from rotative.discussion.moderation import Author, Opinion, Place, Submission, Verdict

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SECRET = "partagé-avec-le-vérificateur"
SENT = Submission("Où est passé l’argent ?", NOW)
AWA = Author(approved=3, rejected=1, recent=((NOW, "x"),))
HERE = Place(url="https://journal.example/politique/budget/")


class Service:
    """A checker of an operator's. `answer` is what it does with a request; `asked` are the requests it had."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.answer: Callable[[Any], None] = lambda _request: None
        self.ending = Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.asked.append((self.path, dict(self.headers.items()), body))
                service.answer(self)

            def do_GET(self) -> None:
                service.asked.append((self.path, {}, b""))

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def answers(self, body: Any, status: int = 200, **headers: str) -> None:
        """Have every request answered so; a body that is no bytes is sent as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()

        def answer(request: Any) -> None:
            request.send_response(status)
            for name, value in {"Content-Length": str(len(raw)), **headers}.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(raw)

        self.answer = answer

    def close(self) -> None:
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.close()


def ask(service: Service, time_limit: float = 5) -> Opinion | None:
    return Checker(service.address, SECRET, time_limit)(SENT, AWA, HERE)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_the_checker_says_is_heard(service: Service, verdict: Verdict) -> None:
    service.answers({"verdict": verdict, "reason": "haine " * 100, "more": 1})

    opinion = ask(service)

    assert opinion is not None
    assert opinion.verdict is verdict
    assert opinion.reason == ("haine " * 100)[:300]


def test_the_question_is_signed_and_holds_numbers_of_the_author_only(service: Service) -> None:
    service.answers({"verdict": "publish"})

    ask(service)

    ((_path, headers, body),) = service.asked
    expected = hmac.new(
        SECRET.encode(), f"{int(NOW.timestamp())}.".encode() + body, hashlib.sha256
    ).hexdigest()
    assert headers[SIGNATURE] == f"t={int(NOW.timestamp())},v1={expected}"
    assert json.loads(body) == {
        "text": SENT.text,
        "author": {"approved": 3, "rejected": 1, "flagged": 0, "recent": 1},
        "article": HERE.url,
    }


@pytest.mark.parametrize(
    ("body", "status", "headers"),
    [
        pytest.param({"verdict": "refuse"}, 500, {}, id="an error"),
        pytest.param({"verdict": "refuse"}, 404, {}, id="nothing there"),
        pytest.param({"verdict": "refuse"}, 307, {"Location": "/elsewhere"}, id="sent elsewhere"),
        pytest.param(b"<html>", 200, {}, id="HTML"),
        pytest.param(b"\xff\xfe", 200, {}, id="bytes"),
        pytest.param(b"[" * 10_000, 200, {}, id="JSON without end"),
        pytest.param(["refuse"], 200, {}, id="a list"),
        pytest.param({"verdict": "REFUSE"}, 200, {}, id="no such verdict"),
        pytest.param({"verdict": ["refuse"]}, 200, {}, id="a verdict that is a list"),
        pytest.param({"reason": "haine"}, 200, {}, id="no verdict"),
        pytest.param({"verdict": "refuse", "reason": 3}, 200, {}, id="a reason that is a number"),
        pytest.param({"verdict": "refuse", "reason": "x" * LONGEST_ANSWER}, 200, {}, id="too long"),
        pytest.param(b'{"verdict"', 200, {"Content-Length": "100"}, id="cut off"),
        pytest.param(b"abc", 200, {"Content-Encoding": "gzip"}, id="not what it says"),
    ],
)
def test_any_other_answer_is_passed_over_with_one_line_that_does_not_hold_the_text(
    service: Service,
    caplog: pytest.LogCaptureFixture,
    body: Any,
    status: int,
    headers: dict[str, str],
) -> None:
    service.answers(body, status, **headers)

    with caplog.at_level(logging.INFO, logger="rotative"):
        assert ask(service) is None

    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("rotative")]
    assert line.startswith("discussion: the checker was passed over: ")
    assert SENT.text not in line
    assert SECRET not in line
    assert len(service.asked) == 1


@pytest.mark.parametrize("drips", [False, True])
def test_a_checker_that_is_slow_is_not_waited_for(
    service: Service, caplog: pytest.LogCaptureFixture, drips: bool
) -> None:
    def answer(request: Any) -> None:
        # A drip restarts every socket's own timeout, so only a limit for the whole helps.
        if drips:
            request.send_response(200)
            request.end_headers()
        while not service.ending.wait(0.02):
            if drips:
                request.wfile.write(b" ")
                request.wfile.flush()
        request.close_connection = True

    service.answer = answer

    assert ask(service, time_limit=0.15) is None
    assert "the checker was passed over" in caplog.text


def test_a_checker_that_is_not_there_is_passed_over(service: Service) -> None:
    service.close()

    assert ask(service) is None


@pytest.mark.parametrize(
    "address", ["", "verificateur", "file:///etc/passwd", "ftp://a.example", "https://", "http://[::1"]
)
def test_a_checker_has_an_address_of_the_web(address: str) -> None:
    with pytest.raises(NotAnAddress):
        Checker(address, SECRET)


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(Checker("https://a.example", SECRET))
