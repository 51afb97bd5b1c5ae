"""Sends answers over ASGI: whole ones, files, and streams piece by piece. No Django in here."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any, BinaryIO

from rotative.press.edge.files import FileReply

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
PIECE = 256 * 1024  # bytes read of a file at one time


async def send_head(status: int, headers: Iterable[tuple[str, str]], send: Send) -> None:
    """Begin an answer. Headers are latin-1, as PEP 3333 has them."""
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})


async def send_whole(status: int, headers: Iterable[tuple[str, str]], body: bytes, send: Send) -> None:
    """Send an answer that is there as a whole."""
    await send_head(status, headers, send)
    await send({"type": "http.response.body", "body": body})


async def send_file(reply: FileReply, send: Send) -> None:
    """Send a file, or the part of it that is asked for; it is read in threads, for a disk may take its time."""
    if reply.path is None:
        await send_whole(reply.status, reply.headers, b"", send)
        return
    file = await asyncio.to_thread(Path(reply.path).open, "rb")
    try:
        left = await asyncio.to_thread(_seek, file, reply)
        await send_head(reply.status, reply.headers, send)
        while left > 0:
            piece = await asyncio.to_thread(file.read, min(left, PIECE))
            if not piece:
                raise OSError(f"{reply.path} has become shorter while it was sent")
            left -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
    finally:
        file.close()


def _seek(file: BinaryIO, reply: FileReply) -> int:
    """Go to where the answer begins; return how many bytes it has."""
    end = file.seek(0, 2) if reply.end is None else reply.end
    file.seek(reply.start)
    return end - reply.start
