"""The edge behind ASGI, for servers other than Granian; the same decision, another interface. No Django in here."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from rotative.press.edge.decision import Edge, Reply

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class AsgiEdge:
    """An ASGI 3 application: printed pages, and all the rest from the application ``behind``.

    ``begin`` is called when the server begins to serve, or at the first request where it does not tell (ASGI's
    lifespan); ``end`` when it tells that it stops.
    """

    def __init__(
        self, edge: Edge, behind: Application, *, begin: Callable[[], None], end: Callable[[], None]
    ) -> None:
        self._edge, self._behind = edge, behind
        self._begin, self._end, self._has_begun = begin, end, False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        self._begin_once()
        if scope["type"] == "http" and (reply := self._answer(scope)) is not None:
            await _send(reply, send)
            return
        self._edge.reads.count_other("django")
        await self._behind(scope, receive, send)

    def _answer(self, scope: Message) -> Reply | None:
        def header(name: str) -> str | None:
            wanted = name.encode("latin-1")
            found = [value.decode("latin-1") for key, value in scope["headers"] if key == wanted]
            # HTTP/2 splits cookies (RFC 9113, 8.2.3).
            return ("; " if name == "cookie" else ", ").join(found) if found else None

        query = scope["query_string"].decode("latin-1")
        return self._edge.answer(scope["method"], scope["path"], query, header)

    def _begin_once(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._begin()

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._begin_once()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                self._end()
                await send({"type": "lifespan.shutdown.complete"})
                return


async def _send(reply: Reply, send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
