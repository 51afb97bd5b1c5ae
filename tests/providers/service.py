"""A small HTTP server that plays a provider, and can be made to fail in every way that networks and providers do."""

import json
import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


class Trouble(Enum):
    """What goes wrong with the next request."""

    ERROR = auto()  # status 500 with JSON; nothing was done
    BUSY = auto()  # status 429; nothing was done
    GATEWAY_PAGE = auto()  # status 502 with a page of HTML; nothing was done
    HTML_PAGE = auto()  # status 200 with a page of HTML; nothing was done
    REDIRECT = auto()  # to another address of ours, which notes who follows
    LIST = auto()  # JSON, but no object
    NOTHING = auto()  # status 200, no body
    ENDLESS = auto()  # an answer that does not end
    TRUNCATED = auto()  # it was done, and half of the answer comes
    HANGS = auto()  # it was done, and no answer comes
    HANGS_UP = auto()  # it was done, and the connection is closed without an answer


DONE_BUT_UNANSWERED = {Trouble.TRUNCATED, Trouble.HANGS, Trouble.HANGS_UP}
_PAGE = b"<!doctype html><title>Down for maintenance</title><p>We are back soon."


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which must be JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer; data that are not bytes are sent as JSON, and without data it has no body."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let those who asked hang up; anything else is a mistake in here, and shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Service:
    """A provider at a free port of this machine, as long as the block lasts."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.followed: list[str] = []  # who followed a redirect
        self._troubles: deque[Trouble | None] = deque()
        self._lock = Lock()
        self._ending = Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._ending.set()
        self._server.shutdown()
        self._server.server_close()

    def trouble(self, *troubles: Trouble | None) -> None:
        """Have the next requests go wrong, one after the other; None is one that goes well."""
        self._troubles.extend(troubles)

    def calm(self) -> None:
        """Have nothing more go wrong."""
        self._troubles.clear()

    def answer(self, asked: Asked) -> Reply:
        """Do what is asked; one request after the other."""
        raise NotImplementedError

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request, or misbehave."""
        where = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        asked = Asked(
            handler.command,
            where.path,
            dict(parse_qsl(where.query, keep_blank_values=True)),
            dict(handler.headers.items()),
            handler.rfile.read(length),
        )
        if where.path == "/elsewhere":
            self.followed.append(handler.command)
        with self._lock:
            self.asked.append(asked)
            trouble = self._troubles.popleft() if self._troubles else None
            reply = self.answer(asked) if trouble is None or trouble in DONE_BUT_UNANSWERED else None
        if trouble is None and reply is not None:
            _send(handler, reply.status, _bytes(reply.data), reply.headers)
        else:
            self._misbehave(handler, trouble, reply)

    def _misbehave(
        self, handler: BaseHTTPRequestHandler, trouble: Trouble | None, reply: Reply | None
    ) -> None:
        match trouble:
            case Trouble.ERROR:
                _send(handler, 500, b'{"code": "internal-server-error"}')
            case Trouble.BUSY:
                _send(handler, 429, b'{"code": "too-many-requests"}')
            case Trouble.GATEWAY_PAGE:
                _send(handler, 502, _PAGE, {"Content-Type": "text/html"})
            case Trouble.HTML_PAGE:
                _send(handler, 200, _PAGE, {"Content-Type": "text/html"})
            case Trouble.REDIRECT:
                _send(handler, 302, b"", {"Location": f"{self.address}/elsewhere"})
            case Trouble.LIST:
                _send(handler, 200, b"[]")
            case Trouble.NOTHING:
                _send(handler, 200, b"")
            case Trouble.ENDLESS:
                _send(handler, 200, b'{"a": "' + b"a" * 3_000_000 + b'"}')
            case Trouble.TRUNCATED:
                body = _bytes(reply.data if reply else None) or b"{}"
                _send(handler, 200, body[: len(body) // 2], {"Content-Length": str(len(body))})
                handler.close_connection = True
            case Trouble.HANGS:
                self._ending.wait()
                handler.close_connection = True
            case _:
                handler.close_connection = True


def _bytes(data: Any) -> bytes:
    if isinstance(data, bytes):
        return data
    return b"" if data is None else json.dumps(data).encode()


def _send(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str] | None = None
) -> None:
    sent = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
    try:
        handler.send_response(status)
        for name, value in sent.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        handler.close_connection = True  # whoever asked has gone


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet

        def do_DELETE(self) -> None:
            service.serve(self)

        def do_GET(self) -> None:
            service.serve(self)

        def do_POST(self) -> None:
            service.serve(self)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    return Handler
