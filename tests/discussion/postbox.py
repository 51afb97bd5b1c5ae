"""A mail server on this machine that keeps what it is given, and can refuse an address or be away."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Postbox:
    """What has arrived, in order; mails to the addresses in ``refused`` are not taken (RFC 5321, 550).

    ``calls``: how often somebody has connected.
    """

    port: int = 0
    calls: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def of(self, address: str) -> list[EmailMessage]:
        """Return the mails to an address."""
        return [mail for mail in self.mails if mail["To"] == address]


class _Conversation(socketserver.StreamRequestHandler):
    """One client's SMTP (RFC 5321, as much as is needed to take a mail)."""

    def handle(self) -> None:
        box: Postbox = self.server.box  # type: ignore[attr-defined]
        box.calls += 1
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split(b":")[0].strip().upper()
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word == b"RCPT TO" and any(address.encode() in line for address in box.refused):
                self._say("550 nobody of that name")
            elif word == b"DATA":
                self._say("354 go on")
                text = b""
                while (piece := self.rfile.readline()) != b".\r\n":
                    text += piece[1:] if piece.startswith(b".") else piece
                box.mails.append(message_from_bytes(text, policy=policy.default))
                self._say("250 taken")
            else:
                self._say("250 yes")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def postbox() -> Iterator[Postbox]:
    """Take mails as long as the block lasts."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        box = Postbox(server.server_address[1])
        server.box = box  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
