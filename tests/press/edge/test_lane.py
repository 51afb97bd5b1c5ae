"""The fast lane: what it answers, it answers as the parser and the application would; the rest it leaves to them."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httptools
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uvicorn import Config
from uvicorn.server import ServerState

from rotative.press.edge import lane
from rotative.press.edge.asgi import AsgiEdge
from rotative.press.edge.decision import Edge
from rotative.press.edge.lane import Lane
from rotative.press.edge.memory import Memory
from rotative.press.edge.passes import Passes, issue
from rotative.press.edge.requests import request_in
from rotative.press.edge.sending import Message, Receive, Send
from rotative.press.store import FileStore
from tests.press.printed import page

KEY = b"une clef"
PLAIN = b"GET /culture/ HTTP/1.1\r\nHost: journal.example\r\nAccept-Encoding: gzip\r\n\r\n"
ASKED = ("accept-encoding", "cookie", "if-none-match", "if-modified-since")


class Parsed:
    """A request as the parser reads it."""

    def __init__(self, data: bytes) -> None:
        self.url, self.headers, self.ends, self.body = b"", list[tuple[str, str]](), 0, b""
        self.parser = httptools.HttpRequestParser(self)
        self.parser.feed_data(data)
        self.method = self.parser.get_method().decode()
        self.keeps_alive = self.parser.should_keep_alive()

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        # The blanks around a value are not part of it (RFC 9110, 5.5); the parser keeps those behind.
        self.headers.append((name.decode("latin-1").lower(), value.decode("latin-1").strip(" \t")))

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.ends += 1

    def header(self, name: str) -> str | None:
        found = [value for key, value in self.headers if key == name]
        return ("; " if name == "cookie" else ", ").join(found) if found else None


LINES = st.sampled_from(
    [
        b"Host: a.example",
        b"accept-encoding: br, gzip",
        b"ACCEPT-ENCODING:gzip ",
        b"Cookie: a=b",
        b"cookie:\tpass=x",
        b'If-None-Match: "a", W/"b"',
        b"If-Modified-Since: Thu, 26 Nov 2026 00:00:00 GMT",
        b"X-Accept-Encoding: no",
        b"Connection: keep-alive",
        b"Connection: close",
        b"connection: Keep-Alive, x",
        b"Upgrade: websocket",
        b"Content-Length: 4",
        b"content-length : 4",
        b"Transfer-Encoding: chunked",
        b"Expect: 100-continue",
        b" folded: yes",
        b"no colon",
        b"",
        b"a b: c",
        b"x: \xe9\xff",
        b"x: \x00",
        b"x: a\nContent-Length: 4",
        b"x: \r y",
    ]
)
STARTS = st.sampled_from(
    [
        b"GET /culture/ HTTP/1.1",
        b"HEAD /culture/?utm_source=x HTTP/1.1",
        b"POST /culture/ HTTP/1.1",
        b"GET / HTTP/1.0",
        b"GET /a%2Fb/ HTTP/1.1",
        b"GET /a?b?c HTTP/1.1",
        b"GET /a#b HTTP/1.1",
        b"GET http://a.example/ HTTP/1.1",
        b"GET  / HTTP/1.1",
        b"GET /\t HTTP/1.1",
        b"get / HTTP/1.1",
        b"GET /\xe9 HTTP/1.1",
        b"GET //a/../b HTTP/1.1",
    ]
)


@given(STARTS, st.lists(LINES, max_size=6), st.sampled_from([b"", b"next", b"GET / HTTP/1.1\r\n\r\n"]))
@example(b"GET /culture/ HTTP/1.1", [], b"")
@example(b"GET /culture/ HTTP/1.1", [b"ACCEPT-ENCODING:gzip ", b"accept-encoding: br, gzip"], b"")
def test_what_it_reads_the_parser_reads_alike(start: bytes, lines: list[bytes], after: bytes) -> None:
    data = b"\r\n".join([start, *lines]) + b"\r\n\r\n" + after

    read = request_in(data)

    if read is not None:
        method, path, query, header = read
        parsed = Parsed(data)
        assert (parsed.method, parsed.ends, parsed.body, parsed.keeps_alive) == (method, 1, b"", True)
        assert parsed.url.decode() == path + (f"?{query}" if query or b"?" in parsed.url else "")
        for name in ASKED:
            assert (header(name) is None) == (parsed.header(name) is None)
            assert header(name) == parsed.header(name)


@given(st.binary(max_size=60), st.integers(0, len(PLAIN)))
def test_no_bytes_break_it(junk: bytes, place: int) -> None:
    data = PLAIN[:place] + junk + PLAIN[place:]

    if request_in(data) is not None:
        assert Parsed(data).ends == 1


def test_a_plain_request_is_read() -> None:
    assert request_in(PLAIN) is not None
    assert request_in(
        PLAIN.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\n\r\n")
    )


async def django(scope: Message, receive: Receive, send: Send) -> None:
    """What stands behind the edge."""
    body = b""
    while (message := await receive()).get("more_body"):
        body += message["body"]
    told = b"Django " + body + message.get("body", b"")
    headers = [(b"content-length", str(len(told)).encode())]
    await send({"type": "http.response.start", "status": 299, "headers": headers})
    await send({"type": "http.response.body", "body": told})


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter, ServerState], Awaitable[Any]]


@pytest.fixture
def talk(tmp_path: Path) -> Callable[[Talk], Any]:
    """Opens a connection to a server with a printed page."""
    store = FileStore(tmp_path)
    store.put("public", page())
    edge = Edge(store, Memory(1_000_000), Passes([KEY]))

    def open_one(talk: Talk) -> Any:
        async def run() -> Any:
            application = AsgiEdge(edge, django, begin=lambda: None, end=lambda: None)
            config = Config(
                application, http=Lane, access_log=False, proxy_headers=False, log_level="critical"
            )
            config.load()
            state = ServerState()
            state.default_headers = [(b"date", b"Thu, 26 Nov 2026 00:00:00 GMT")]
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: Lane(config, state, {}), "127.0.0.1", 0)
            async with server:
                reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
                try:
                    return await asyncio.wait_for(talk(reader, writer, state), 20)
                finally:
                    writer.close()

        return asyncio.run(run())

    return open_one


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """Read one answer with a length."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    headers = dict(re.findall(r"([^:\r\n]+): (.*)\r\n", head))
    body = await reader.readexactly(int(headers.get("content-length", "0"))) if " 304 " not in head else b""
    return int(head.split()[1]), headers, body


def slowly(data: bytes) -> bytes:
    """The same request as one that takes the usual way."""
    return data.replace(b" /culture/", b" /%63ulture/")


def test_both_ways_lead_to_the_same_answer(talk: Callable[[Talk], Any]) -> None:
    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _state: ServerState) -> Any:
        found = []
        known = b"\r\nIf-Modified-Since: Thu, 26 Nov 2099 00:00:00 GMT\r\n\r\n"
        for request in (PLAIN, PLAIN.replace(b"gzip", b"br"), PLAIN.replace(b"\r\n\r\n", known)):
            for way in (request, slowly(request)):
                writer.write(way)
                found.append(await answer(reader))
        return found

    whole, whole_too, brotli, brotli_too, known, known_too = talk(ask)

    assert whole == whole_too
    assert brotli == brotli_too
    assert known == known_too
    assert (whole[0], brotli[1]["content-encoding"], known[0]) == (200, "br", 304)


def test_the_lane_and_the_parser_take_turns(talk: Callable[[Talk], Any]) -> None:
    posted = b"POST /culture/ HTTP/1.1\r\nContent-Length: 7\r\n\r\nbonjour"

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _state: ServerState) -> Any:
        found = []
        for pieces in (
            (PLAIN,),
            (posted[:30], posted[30:-3], posted[-3:]),
            (PLAIN[:20], PLAIN[20:]),
            (PLAIN,),
            (posted + PLAIN + PLAIN,),
        ):
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.02)
            found += [(await answer(reader))[::2] for _each in range(3 if posted + PLAIN in pieces[0] else 1)]
        return found

    found = talk(ask)

    assert [status for status, _body in found] == [200, 299, 200, 200, 299, 200, 200]
    assert found[1][1] == b"Django bonjour"
    assert len({body for status, body in found if status == 200}) == 1


def test_a_pass_opens_the_subscribers_copy_or_leads_to_django(
    talk: Callable[[Talk], Any], tmp_path: Path
) -> None:
    FileStore(tmp_path).put("public", page(audiences=("subscribers",)))
    cookie = f"\r\nCookie: pass={issue(KEY, 'subscribers', 4_000_000_000)}\r\n\r\n".encode()

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _state: ServerState) -> Any:
        writer.write(PLAIN)
        stranger = await answer(reader)
        writer.write(PLAIN.replace(b"\r\n\r\n", cookie))
        return stranger[0], (await answer(reader))[0]

    assert talk(ask) == (200, 299)


def test_a_head_without_end_is_given_up(talk: Callable[[Talk], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    async def large(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _state: ServerState) -> Any:
        for _each in range(3):
            writer.write(b"GET / HTTP/1.1\r\n" if not _each else b"x: " + b"a" * 40_000 + b"\r\n")
            await asyncio.sleep(0.02)
        return (await answer(reader))[0], await reader.read()

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _state: ServerState) -> Any:
        writer.write(b"GET / HTTP/1.1\r\n")
        return await reader.read()

    assert talk(large) == (431, b"")
    monkeypatch.setattr(lane, "_SWEEP", 0.05)
    monkeypatch.setattr(lane, "LONGEST_HEAD", 0.1)
    assert talk(slow) == b""


def test_an_idle_connection_is_closed_and_one_that_asks_is_not(
    talk: Callable[[Talk], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "_SWEEP", 0.05)
    monkeypatch.setattr(lane, "IDLE", 0.4)

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _state: ServerState) -> Any:
        for _each in range(4):
            writer.write(PLAIN)
            await answer(reader)
            await asyncio.sleep(0.2)
        return await reader.read()

    assert talk(ask) == b""


def test_who_does_not_read_is_not_sent_more_and_more(talk: Callable[[Talk], Any]) -> None:
    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> Any:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        unread = 0
        for _each in range(3000):
            writer.write(PLAIN)
            await asyncio.sleep(0)
            (connection,) = state.connections
            unread = max(unread, connection.transport.get_write_buffer_size())
        return unread

    assert talk(ask) < 200_000


def test_a_server_that_stops_answers_once_more_and_tells_to_connect_anew(
    talk: Callable[[Talk], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "PARTING", 0.2)

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> Any:
        writer.write(PLAIN)
        await answer(reader)
        (connection,) = state.connections
        connection.shutdown()
        writer.write(PLAIN)
        found = await answer(reader)
        return found[0], found[1].get("connection"), await reader.read()

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> Any:
        writer.write(PLAIN)
        await answer(reader)
        (connection,) = state.connections
        connection.shutdown()
        return await reader.read()

    assert talk(ask) == (200, "close", b"")
    assert talk(wait) == b""


def test_with_an_access_log_all_take_the_usual_way(tmp_path: Path) -> None:
    async def make() -> Any:
        config = Config(AsgiEdge(None, django, begin=lambda: None, end=lambda: None), http=Lane)  # type: ignore[arg-type]
        config.load()
        return Lane(config, ServerState(), {})._edge

    assert asyncio.run(make()) is None
