"""Sends a message to an address that somebody has typed: never to our own network, and not for long. No Django.

The address is resolved once and checked, and that very address is connected to: a name that says one thing when it is
asked and another when it is used (DNS rebinding) gains nothing. Redirects are not followed, and no proxy is asked.
"""

import socket
import ssl
import threading
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

TIME_LIMIT: Final = 5.0  # seconds, in all


class NotDelivered(Exception):
    """It did not arrive, for this reason."""


class _Plain(HTTPConnection):
    """A connection to an address that has been checked, under the name that was asked for."""

    def __init__(self, address: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _Secure(HTTPSConnection):
    """The same over TLS; the certificate must be the name's."""

    def __init__(self, address: str, *args: Any, **kwargs: Any) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(*args, context=self._tls, **kwargs)
        self._address = address

    def connect(self) -> None:
        bare = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(bare, server_hostname=self.host)


def deliver(
    url: str, body: bytes, headers: dict[str, str], *, may_be_private: bool, time_limit: float = TIME_LIMIT
) -> None:
    """POST a message. Raises NotDelivered unless the answer is one of 2xx, in time."""
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotDelivered("its address is none") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotDelivered("its address is none")
    address = _checked(parts.hostname, port, may_be_private=may_be_private)
    kind = _Secure if parts.scheme == "https" else _Plain
    connection = kind(address, parts.hostname, port, timeout=time_limit)
    # A socket's timeout starts anew with each byte; this one does not.
    is_late = threading.Event()
    watch = threading.Timer(time_limit, _cut, [connection, is_late])
    watch.daemon = True
    watch.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        # Whichever was first, the watch or the socket's own clock.
        has_waited = is_late.is_set() or isinstance(error, TimeoutError)
        why = "it takes too long" if has_waited else f"no whole answer ({type(error).__name__})"
        raise NotDelivered(why) from None
    finally:
        watch.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise NotDelivered(f"it answers with status {status}")


def _checked(host: str, port: int, *, may_be_private: bool) -> str:
    """Return the network address of a host. Every one that it has must be a public one, unless private ones may be."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotDelivered("its name is not known") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not may_be_private and not all(_is_public(address) for address in addresses):
        raise NotDelivered("its address is a private one (WEBHOOKS_TO_PRIVATE_ADDRESSES)")
    return addresses[0]


def _is_public(address: str) -> bool:
    bare = ip_address(address.partition("%")[0])
    inner = getattr(bare, "ipv4_mapped", None) or getattr(bare, "sixtofour", None)
    return bare.is_global and not bare.is_multicast and (inner is None or inner.is_global)


def _cut(connection: HTTPConnection, is_late: threading.Event) -> None:
    is_late.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            """It is over anyway."""
