"""The fast lane: printed pages go out where their request comes in, as soon as its bytes are there. No Django in here.

Nearly every request for a page is one plain GET in one piece. Such a one is answered at once, with bytes that are
ready; whatever is written in any other way goes to Uvicorn's parser and the application, as it would without this
module.
"""

import asyncio
from typing import Any, Final
from weakref import WeakSet

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from rotative.press.edge.decision import Edge
from rotative.press.edge.memory import Reply
from rotative.press.edge.requests import request_in

IDLE: Final = 75.0  # seconds that a connection may stand idle: opening another is slow on a mobile network
LONGEST_HEAD: Final = 30.0  # seconds for the lines before a body; who takes longer only holds the connection
LARGEST_HEAD: Final = 64 * 1024  # bytes of them
PARTING: Final = 1.0  # seconds in which a connection is still answered after the server has begun to stop
_SWEEP: Final = 5.0  # seconds between two looks for connections that stand idle

_written: tuple[list[tuple[bytes, bytes]], bytes] = [], b""
_sweeping: WeakSet[ServerState] = WeakSet()


class Lane(HttpToolsProtocol):
    """One connection. The application is an `AsgiEdge`; without one all requests take the usual way.

    Uvicorn knows neither a time nor a size beyond which a request's head is given up: both are watched over here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edge: Edge | None = getattr(self.app, "edge", None)
        # The access log is Uvicorn's: who wants it has the usual way for every request.
        self._edge = None if self.access_log else edge
        self._is_within = False  # a request has begun whose end has not come
        self._has_head = False  # and its head is there
        self._head_size = 0
        self._is_parting = False
        self._is_at_once = False
        self._seen = self._began = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; idle ones are looked for from the first connection on."""
        super().connection_made(transport)
        if self.server_state not in _sweeping:
            _sweeping.add(self.server_state)
            self.loop.call_later(_SWEEP, _sweep, self.loop, self.server_state)

    def data_received(self, data: bytes) -> None:
        """Answer a plain request for a printed page; give everything else to the parser."""
        self._seen = self.loop.time()
        if (
            self._edge is not None
            and not self._is_within
            and not self._is_parting
            and (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused  # who does not read is not sent more and more
            and not self.transport.is_closing()
            and (reply := self._edge.repeated(data) or self._read(self._edge, data)) is not None
        ):
            self._unset_keepalive_if_required()
            self._write_at_once(True)
            self.transport.write(b"".join((STATUS_LINE[reply.status], self._date(), reply.head, reply.body)))
            return
        self._write_at_once(False)
        super().data_received(data)
        if self._is_within and not self._has_head:
            self._head_size += len(data)
            if self._head_size > LARGEST_HEAD:
                self.transport.write(STATUS_LINE[431] + b"content-length: 0\r\nconnection: close\r\n\r\n")
                self.transport.close()

    @staticmethod
    def _read(edge: Edge, data: bytes) -> Reply | None:
        if (request := request_in(data)) is None:
            return None
        return edge.answer(*request, request=data if request[3]("cookie") is None else None)

    def _date(self) -> bytes:
        """Return the headers that Uvicorn gives every answer: the date, which changes once a second."""
        global _written
        headers = self.server_state.default_headers
        if headers is not _written[0]:
            _written = headers, b"".join(b"%b: %b\r\n" % pair for pair in headers)
        return _written[1]

    def _write_at_once(self, wanted: bool) -> None:
        """Have what is written go out at once, not after all that has come in meanwhile is answered.

        uvloop collects what is written in one turn of the loop, which saves a packet where head and body are written
        one after the other. But then those who ask and the process that answers wait for each other by turns.
        """
        if wanted is not self._is_at_once:
            self._is_at_once = wanted
            self.transport.set_write_buffer_limits(high=0 if wanted else None)

    def on_message_begin(self) -> None:
        """Note that a request has begun; the parser calls it."""
        self._is_within, self._has_head, self._head_size = True, False, 0
        self._began = self.loop.time()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Note that its head is there; the parser calls it."""
        self._has_head = True
        super().on_headers_complete()
        if self._is_parting:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """Note its end; the parser calls it."""
        self._is_within = False
        super().on_message_complete()

    def shutdown(self) -> None:
        """Part: whoever is just asking is answered and told to connect anew, who asks nothing is let go after that."""
        if self.cycle is not None and not self.cycle.response_complete:
            super().shutdown()
        elif not self._is_parting:
            self._is_parting = True
            self.loop.call_later(PARTING, self.shutdown)
        elif not self.transport.is_closing():
            self.transport.close()

    def close_if_forgotten(self, now: float) -> None:
        """Close the connection if nothing has come for long, or a head that never ends; ``now`` is the loop's."""
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if self._is_within and not self._has_head:
            is_forgotten = now - self._began > LONGEST_HEAD
        else:
            is_forgotten = now - self._seen > IDLE and (self._is_within or not is_answering)
        if is_forgotten and not self.transport.is_closing():
            self.transport.close()


def _sweep(loop: asyncio.AbstractEventLoop, state: ServerState) -> None:
    now = loop.time()
    for connection in list(state.connections):
        if isinstance(connection, Lane):
            connection.close_if_forgotten(now)
    loop.call_later(_SWEEP, _sweep, loop, state)
