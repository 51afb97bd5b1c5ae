"""The edge as an ASGI application: printed pages, files, and Django for the rest."""

import asyncio
import gzip
from pathlib import Path
from typing import Any

import pytest

from rotative.press.edge.asgi import AsgiEdge
from rotative.press.edge.decision import Edge
from rotative.press.edge.files import Folder
from rotative.press.edge.memory import Memory
from rotative.press.edge.passes import Passes, issue
from rotative.press.edge.sending import Message, Receive, Send
from rotative.press.store import FileStore
from tests.press.printed import TEXT, page

KEY = b"une clef"


async def behind(scope: Message, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"Django"})


class Server:
    """A server that speaks ASGI with the edge."""

    def __init__(self, store: FileStore, files: Path) -> None:
        self.told: list[str] = []
        self.application = AsgiEdge(
            Edge(store, Memory(1_000_000), Passes([KEY])),
            behind,
            folders=[Folder("/static/", files, immutable=False)],
            file_headers=[("x-content-type-options", "nosniff")],
            begin=lambda: self.told.append("begin"),
            end=lambda: self.told.append("end"),
        )

    def send(self, scope: dict[str, Any], *messages: Message) -> list[Message]:
        sent: list[Message] = []
        waiting = list(messages)

        async def receive() -> Message:
            return waiting.pop(0)

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(self.application(scope, receive, send))
        return sent

    def get(
        self, path: str, *headers: tuple[str, str], method: str = "GET", query: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        raw = [(name.encode(), value.encode()) for name, value in headers]
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": raw,
        }
        start, *pieces = self.send(scope)
        named = {name.decode(): value.decode() for name, value in start["headers"]}
        assert [piece.get("more_body", False) for piece in pieces] == [True] * (len(pieces) - 1) + [False]
        return start["status"], named, b"".join(piece["body"] for piece in pieces)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


@pytest.fixture
def server(store: FileStore, tmp_path: Path) -> Server:
    store.put("public", page())
    (tmp_path / "files").mkdir()
    return Server(store, tmp_path / "files")


def test_a_printed_page_goes_out(server: Server) -> None:
    status, headers, body = server.get("/culture/", ("accept-encoding", "gzip"), query="utm_source=x")

    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body).decode() == TEXT
    assert server.get("/culture/", ("accept-encoding", "gzip"), method="HEAD")[2] == b""
    assert server.get("/culture/", ("if-none-match", headers["etag"]), ("accept-encoding", "gzip"))[0] == 304


def test_the_rest_is_djangos(server: Server) -> None:
    for found in (
        server.get("/rien/"),
        server.get("/culture/", method="POST"),
        server.get("/culture/", query="q=x"),
    ):
        assert found == (299, {}, b"Django")


def test_files_go_out_whole_in_part_or_not_at_all(server: Server, tmp_path: Path) -> None:
    content = bytes(range(256)) * 3000  # more than one piece
    (tmp_path / "files" / "a.js").write_bytes(content)

    status, headers, body = server.get("/static/a.js")
    assert (status, body, headers["content-length"]) == (200, content, str(len(content)))
    assert headers["x-content-type-options"] == "nosniff"
    assert server.get("/static/a.js", ("range", "bytes=1000-599999"))[::2] == (206, content[1000:600_000])
    assert server.get("/static/a.js", ("if-none-match", headers["etag"]))[::2] == (304, b"")
    assert server.get("/static/a.js", method="HEAD")[::2] == (200, b"")
    assert server.get("/static/none.js")[0] == 299


def test_cookies_that_http_2_has_split_are_one(server: Server, store: FileStore) -> None:
    store.put("public", page(audiences=("subscribers",)))
    a_pass = issue(KEY, "subscribers", 4_000_000_000)

    # Her own copy is not printed yet, so it is Django's to give.
    assert server.get("/culture/", ("cookie", "a=b"), ("cookie", f"pass={a_pass}"))[0] == 299
    assert server.get("/culture/", ("cookie", "a=b"))[0] == 200


def test_it_begins_and_ends_with_the_server(server: Server) -> None:
    sent = server.send({"type": "lifespan"}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})

    assert [message["type"] for message in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert server.told == ["begin", "end"]


def test_it_begins_with_the_first_request_where_the_server_tells_nothing(server: Server) -> None:
    server.get("/culture/")
    server.get("/culture/")

    assert server.told == ["begin"]
