"""Printed pages in Redis or Valkey, where several machines serve one paper. No Django in here.

A page is one hash, replaced in one transaction: nobody ever sees half of one. Each printing and each withdrawal leaves
a new mark under one key of the paper. The edge asks for that mark, at most every `TRUSTED` seconds, and for a page's
own stamp only when the mark is another: a page from memory costs no round trip, and a change is seen within that time.

While Redis is away nobody waits for it again and again: what fails once fails at once for a moment.
"""

import gzip
import logging
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from redis import ConnectionPool, Redis, RedisError
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as AwayError
from redis.exceptions import ReadOnlyError, ResponseError
from redis.exceptions import TimeoutError as SlowError
from redis.retry import Retry

from rotative.press.addresses import checked
from rotative.press.store.entry import Entry, StoreError, read_entry
from rotative.press.store.store import Watch

logger = logging.getLogger(__name__)

TRUSTED = 0.02  # seconds
AWAY = 1.0  # seconds in which nobody asks again
TIMES_TAKEN = 10  # or as long as failing took, so many times: what does not even refuse makes each try wait
_CONNECT, _ANSWER = 0.5, 1.0  # seconds; the edge waits for nobody longer
_BODY = "body:"


class RedisStore:
    """A store in the Redis at ``url``, its keys beginning with ``prefix``: papers that share a Redis have their own.

    Connects when it is first asked, and anew after a fork. Raises ValueError, with the reason in words, for a ``url``
    that cannot be right.
    """

    def __init__(self, url: str, prefix: str) -> None:
        self._redis = Redis(connection_pool=_connections(url))
        self._place = _without_secrets(url)
        self._pages, self._mark = f"rotative:{prefix}:page:", f"rotative:{prefix}:mark"
        self._seen: tuple[float, bytes | None] = (0.0, None)  # the mark, and when it was asked for
        self._wrote_at = monotonic()
        self._away_until, self._away = 0.0, ""

    def put(self, audience: str, entry: Entry) -> None:
        """Store a page in place of the one at its address. Raises StoreError; the old page is then still whole."""
        key, stamp = self._key(audience, entry.address), _new_stamp()
        fields: dict[Any, Any] = {"stamp": stamp, "meta": entry.meta()}
        # The plain body is two thirds of a page and comes out of the compressed one in a tenth of a millisecond.
        left_out = "" if "gzip" in entry.bodies else None
        fields |= {f"{_BODY}{name}": body for name, body in entry.bodies.items() if name != left_out}

        def replace() -> None:
            with self._redis.pipeline(transaction=True) as change:
                change.delete(key)
                change.hset(key, mapping=fields)
                change.set(self._mark, stamp)
                change.execute()

        self._change(replace)

    def get(self, audience: str, address: str) -> Entry | None:
        """Return a page, or None when there is none or what stands there is damaged. Raises StoreError."""
        key = self._key(audience, address)
        found: dict[bytes, bytes] = self._ask(lambda: self._redis.hgetall(key))
        bodies = {
            name.decode().removeprefix(_BODY): body
            for name, body in found.items()
            if name.startswith(_BODY.encode())
        }
        if "" not in bodies and "gzip" in bodies:
            with suppress(OSError, EOFError, zlib.error):
                bodies[""] = gzip.decompress(bodies["gzip"])
        return read_entry(found[b"meta"], bodies) if b"meta" in found else None

    def remove(self, audience: str, address: str) -> None:
        """Take a page out of the store, for good; one that is not there does no harm. Raises StoreError."""
        key = self._key(audience, address)

        def withdraw() -> None:
            # A Redis that is full still deletes; without a mark nothing is trusted.
            self._redis.delete(key, self._mark)
            with suppress(ResponseError):
                self._redis.set(self._mark, _new_stamp(), nx=True)

        self._change(withdraw)

    def addresses(self, audience: str) -> Iterator[str]:
        """Yield the address of every page, in no order. Raises StoreError."""
        start = f"{self._pages}{audience}:"
        for key in self._keys(start):
            yield key.removeprefix(start)

    def audiences(self) -> list[str]:
        """Return the audiences that have pages. Raises StoreError; reads all keys of the paper."""
        return sorted({key.removeprefix(self._pages).partition(":")[0] for key in self._keys(self._pages)})

    def stamp(self, audience: str, address: str) -> bytes | None:
        """Return what tells one printing from the next, or None where no page stands. Raises StoreError."""
        return self._stamp(self._key(audience, address))

    def watch(self, audience: str, address: str) -> Watch | None:
        """Return what tells whether the printing that stands now still does; None where no page stands.

        Raises StoreError, the watch nothing: while Redis is away, what was there is the best there is.
        """
        key = self._key(audience, address)
        stamp = self._stamp(key)
        if stamp is None:
            return None
        checked_at: bytes | None = None

        def stands() -> bool:
            nonlocal checked_at
            try:
                mark = self._last_mark()
                if mark is None or mark != checked_at:
                    if self._stamp(key) != stamp:
                        return False
                    checked_at = mark
            except StoreError:
                pass  # it is in the log once
            return True

        return stands

    def _key(self, audience: str, address: str) -> str:
        return f"{self._pages}{audience}:{checked(address)}"

    def _stamp(self, key: str) -> bytes | None:
        found: bytes | None = self._ask(lambda: self._redis.hget(key, "stamp"))
        return found

    def _last_mark(self) -> bytes | None:
        """Return the mark of the last change: this process's own changes at once, others' within `TRUSTED` seconds."""
        asked_at, mark = self._seen
        now = monotonic()
        if now - asked_at >= TRUSTED or asked_at <= self._wrote_at:
            mark = self._ask(lambda: self._redis.get(self._mark))
            self._seen = now, mark
        return mark

    def _keys(self, start: str) -> Iterator[str]:
        pattern, cursor, seen = f"{_literally(start)}*", 0, set()
        while True:
            cursor, keys = self._ask(partial(self._redis.scan, cursor, match=pattern, count=1000))
            for key in keys:
                if key not in seen:  # Redis may tell one twice
                    seen.add(key)
                    yield key.decode()
            if not cursor:
                return

    def _change(self, act: Callable[[], None]) -> None:
        try:
            self._ask(act)
        finally:
            self._wrote_at = monotonic()  # what fails may have been done all the same

    def _ask(self, act: Callable[[], Any]) -> Any:
        """Return what Redis answers. Raises StoreError, at once while it is known to be away."""
        began = monotonic()
        if began < self._away_until:
            raise StoreError(self._away)
        try:
            found = act()
        except (AwayError, SlowError, OSError) as error:
            if not self._away:
                logger.warning("press: the store is away: %s", self._line(error))
            self._away = self._line(error)
            self._away_until = monotonic() + max(AWAY, TIMES_TAKEN * (monotonic() - began))
            raise StoreError(self._away) from None
        except RedisError as error:
            if isinstance(error, ReadOnlyError):  # another machine has taken over: the name leads there now
                self._redis.connection_pool.disconnect()
            raise StoreError(self._line(error)) from None
        if self._away:
            logger.warning("press: the store answers again: %s", self._place)
            self._away = ""
        return found

    def _line(self, error: Exception) -> str:
        # Of a transaction redis-py tells the whole command first, page and all.
        text = str(error).rpartition("of pipeline caused error: ")[2]
        return f"{self._place}: {' '.join(text.split()) or type(error).__name__}"


def _connections(url: str) -> ConnectionPool:
    try:
        parts = urlsplit(url)
        is_right = parts.path.strip("/") if parts.scheme == "unix" else parts.hostname and parts.port != 0
        numbered = parts.scheme == "unix" or re.fullmatch(r"/?\d*", parts.path)
        if not is_right or not numbered or parts.scheme not in ("redis", "rediss", "unix"):
            raise ValueError(url)
        pool = ConnectionPool.from_url(
            url,
            socket_connect_timeout=_CONNECT,
            socket_timeout=_ANSWER,
            protocol=2,  # as old as Redis itself, and no round trip before the first question
            # Once more, for the connection that Redis had closed meanwhile; who is slow is not asked twice.
            retry=Retry(NoBackoff(), 1, (AwayError,)),
        )
        pool.make_connection()  # connects nowhere, but finds options that do not exist
    except (ValueError, TypeError, RedisError):
        raise ValueError(
            "is no address of a Redis, write redis://:password@host:6379/0, with special characters of the password "
            "as %40"
        ) from None
    return pool


def why_wrong(url: str) -> str:
    """Return why a URL cannot be of a Redis, in words and without the password; nothing when it can."""
    try:
        _connections(url)
    except ValueError as reason:
        return str(reason)
    return ""


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _new_stamp() -> bytes:
    return os.urandom(8).hex().encode()


def _literally(text: str) -> str:
    return re.sub(r"([\\*?\[\]])", r"\\\1", text)
