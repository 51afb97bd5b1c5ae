"""The pass: a signed cookie that opens the subscribers' copies of pages, checked without asking anybody.

`v1.KEY.EXPIRES.AUDIENCE.SIGNATURE`: the number of the key that signed, seconds since 1970, who may read, and an
HMAC-SHA256 over all before it. No Django in here.
"""

import hmac
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256

COOKIE = "pass"
CLOCKS_DIFFER = 30  # seconds that a pass is honoured beyond its end: another machine issued it
RENEWABLE = 90 * 24 * 3600  # seconds after which one that has ended is no reason any more to ask who sends it
_COOKIE = re.compile(rf"(?:^|;)\s*{COOKIE}=\"?([A-Za-z0-9._-]{{1,300}})")
_PASS = re.compile(r"(v1\.([0-9a-f]{8})\.(\d{1,12})\.([a-z]{1,32}))\.([A-Za-z0-9_-]{43})\Z")
_KEPT = 4096
_LONGEST_KEPT = 1000  # characters of a header


def key_number(key: bytes) -> str:
    """Return the name by which a pass says which key signed it; nothing of the key can be read from it."""
    return sha256(b"pass key:" + key).hexdigest()[:8]


def _signature(key: bytes, signed: str) -> str:
    return urlsafe_b64encode(hmac.digest(key, signed.encode(), "sha256")).rstrip(b"=").decode()


def issue(key: bytes, audience: str, expires_at: float) -> str:
    """Return a pass for an audience that is good until ``expires_at`` (seconds since 1970)."""
    signed = f"v1.{key_number(key)}.{int(expires_at)}.{audience}"
    return f"{signed}.{_signature(key, signed)}"


class Passes:
    """Reads passes. ``keys``: the key that signs now and those that did, so that keys can be changed."""

    def __init__(self, keys: Sequence[bytes], clock: Callable[[], float] = time.time) -> None:
        self._keys = {key_number(key): key for key in keys}
        self._clock = clock
        self._known: dict[
            str, tuple[str, int]
        ] = {}  # by the whole header: a browser sends the same with each request

    def audience(self, cookies: str) -> str:
        """Return who may read by the pass in a Cookie header; nothing for none, an old, a forged or a broken one."""
        known = self._known.get(cookies) or self._read(cookies)
        if known is None or self._clock() > known[1] + CLOCKS_DIFFER:
            return ""
        return known[0]

    def has_ended(self, cookies: str) -> bool:
        """Whether a Cookie header has a pass that was ours and is over: Django then knows whether to renew it."""
        known = self._known.get(cookies) or self._read(cookies)
        return known is not None and CLOCKS_DIFFER < self._clock() - known[1] <= RENEWABLE

    def _read(self, cookies: str) -> tuple[str, int] | None:
        found = _COOKIE.search(cookies)
        parts = _PASS.match(found[1]) if found else None
        key = self._keys.get(parts[2]) if parts else None
        if parts is None or key is None or not hmac.compare_digest(_signature(key, parts[1]), parts[5]):
            return None
        read = parts[4], int(parts[3])
        if len(cookies) <= _LONGEST_KEPT:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[cookies] = read
        return read
