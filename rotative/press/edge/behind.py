"""Asks a WSGI application, Django, for what the edge does not answer itself, in threads. No Django in here.

The gateway's rules are PEP 3333's; headers come and go as latin-1, as it says.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from rotative.press.edge.memory import Headers
from rotative.press.edge.sending import Message, Receive, Send, send_head, send_whole

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
# Headers of one connection only (RFC 9110, 7.6.1); the server sets its own.
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}


@dataclass
class Answer:
    """An application's answer: status and headers, and the body, whole or, for files and streams, piece by piece."""

    status: int
    headers: Headers
    body: bytes | None
    pieces: Iterable[bytes] = ()

    def next_piece(self) -> bytes | None:
        """Return the next piece, None at the end; called in a thread."""
        return next(iter(self.pieces), None)

    def close(self) -> None:
        """Let the application clear up."""
        close = getattr(self.pieces, "close", None)
        if close is not None:
            close()


def environ_of(scope: Message, body: IO[bytes]) -> Environ:
    """Return the WSGI environment of an ASGI scope."""
    host, port = scope.get("server") or ("", None)
    client, client_port = scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client,
        "REMOTE_PORT": str(client_port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        # One with “_” would be taken for another with “-”: that is how proxies' headers are forged.
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ and key != "HTTP_HOST" else value
    return environ


def ask(application: Application, environ: Environ) -> Answer:
    """Call the application; called in a thread."""
    told: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        told[:] = [int(status.partition(" ")[0]), headers]
        return _no_write

    pieces = application(environ, start_response)
    headers = [(name.lower(), value) for name, value in told[1] if name.lower() not in _HOP_BY_HOP]
    # Django's pages are there as a whole; what is closed here is closed in the thread that holds its database.
    if not hasattr(pieces, "content") and not isinstance(pieces, list | tuple):
        return Answer(told[0], headers, None, _Reopened(pieces))
    answer = Answer(told[0], headers, b"".join(pieces), pieces)
    answer.close()
    return answer


class _Reopened:
    """An iterator over an iterable that keeps its `close`."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._iterator = iter(pieces)

    def __iter__(self) -> Iterator[bytes]:
        return self._iterator

    def close(self) -> None:
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()


def _no_write(data: bytes) -> None:
    raise RuntimeError("write() of start_response is not supported")


class Behind:
    """The application behind the edge, and the threads that ask it: so many requests at one time."""

    def __init__(self, application: Application, threads: int, largest_body: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self._largest_body = largest_body

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request through the application."""
        run = asyncio.get_running_loop().run_in_executor
        body = await self._read(scope, receive)
        if body is None:
            # What is still to come is not read: the connection ends with this answer.
            told = [("content-type", "text/plain"), ("connection", "close")]
            await send_whole(413, told, b"Request body too large.", send)
            return
        answer: Answer = await run(self._threads, ask, self._application, environ_of(scope, body))
        is_head = scope["method"] == "HEAD"
        if answer.body is not None:
            await send_whole(answer.status, answer.headers, b"" if is_head else answer.body, send)
            return
        try:
            await send_head(answer.status, answer.headers, send)
            while not is_head and (piece := await run(self._threads, answer.next_piece)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await run(self._threads, answer.close)

    async def _read(self, scope: Message, receive: Receive) -> IO[bytes] | None:
        """Return the request's body; None when it is larger than allowed, or its sender has gone before the end."""
        sizes = [value for name, value in scope["headers"] if name == b"content-length"]
        if any(value.isdigit() and int(value) > self._largest_body for value in sizes):
            return None
        size, pieces, there_is_more = 0, [], True
        while there_is_more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > self._largest_body:
                return None
            there_is_more = message.get("more_body", False)
        return BytesIO(b"".join(pieces))
