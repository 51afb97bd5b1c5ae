"""The edge as an ASGI application: printed pages, files, and all the rest from behind. No Django in here."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rotative.press.edge.decision import Edge
from rotative.press.edge.files import Folder
from rotative.press.edge.sending import Message, Receive, Send, send_file, send_whole

Application = Callable[[Any, Any, Any], Awaitable[None]]


class AsgiEdge:
    """An ASGI 3 application: printed pages, files below ``folders``, and all the rest from the application ``behind``.

    ``file_headers`` go out with each file. ``begin`` is called when the server begins to serve, or at the first request
    where it does not tell (ASGI's lifespan); ``end`` when it tells that it stops.
    """

    def __init__(
        self,
        edge: Edge,
        behind: Application,
        *,
        begin: Callable[[], None],
        end: Callable[[], None],
        folders: Sequence[Folder] = (),
        file_headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.edge, self._behind = edge, behind
        self._begin, self._end, self._has_begun = begin, end, False
        self._folders, self._file_headers = folders, list(file_headers)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        self._begin_once()
        if scope["type"] == "http":
            header = header_of(scope)
            method, path, query = scope["method"], scope["path"], scope["query_string"].decode("latin-1")
            if (reply := self.edge.answer(method, path, query, header)) is not None:
                await send_whole(reply.status, reply.headers, reply.body, send)
                return
            for folder in self._folders:
                if (found := folder.answer(method, path, header, self._file_headers)) is not None:
                    self.edge.reads.count_other("file")
                    await send_file(found, send)
                    return
        self.edge.reads.count_other("django")
        await self._behind(scope, receive, send)

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


def header_of(scope: Message) -> Callable[[str], str | None]:
    """Return what gives a request's header by its lower-case name."""
    headers: Sequence[tuple[bytes, bytes]] = scope["headers"]

    def header(name: str) -> str | None:
        wanted = name.encode("latin-1")
        found = [value.decode("latin-1") for key, value in headers if key == wanted]
        # HTTP/2 splits cookies (RFC 9113, 8.2.3).
        return ("; " if name == "cookie" else ", ").join(found) if found else None

    return header
