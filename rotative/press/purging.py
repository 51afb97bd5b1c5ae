"""Tells the caches in front of the paper, a CDN or Varnish, which pages they have of old, by Wagtail's backends.

Nobody waits for it: what has changed is noted once it is in the store (`store/noting.py`), and the worker tells it.
"""

import logging
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from wagtail.contrib.frontend_cache.utils import get_backends

from rotative.press.store.noting import Notes

logger = logging.getLogger(__name__)

BATCH = 300  # addresses told at one time; backends cut it into what their service takes
TURN = 0.5  # seconds between two looks
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0  # seconds after a failure
GIVEN_UP = 24 * 3600.0  # seconds; caches keep nothing as long
_TIMEOUT = 30.0  # seconds; Wagtail's backend for Varnish has none
_SECRETS = ("BEARER_TOKEN", "AWS_SECRET_ACCESS_KEY")


def cache_backends() -> Mapping[str, Any]:
    """Return the caches that are told. Raises ImproperlyConfigured, in one line, where one lacks its library."""
    try:
        found: Mapping[str, Any] = get_backends()
    except ImportError as error:
        raise ImproperlyConfigured(f"FRONTEND_CACHE: {error} (docs/settings.md)") from None
    return found


class Purger:
    """Tells caches what has changed, in a thread of its own: one that hangs holds up no printing."""

    def __init__(self, notes: Notes, backends: Mapping[str, Any]) -> None:
        self._notes = notes
        self._backends = backends
        self._pause = 0.0
        self._most = BATCH
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="press purger", daemon=True)

    def start(self) -> None:
        """Begin, if there is a cache to tell."""
        if self._backends:
            self._thread.start()

    def stop(self) -> None:
        """End, after what is being told."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(_TIMEOUT)

    def turn(self) -> int:
        """Tell some of what waits; return how many addresses were told. What cannot be told waits longer and longer."""
        notes = self._notes.waiting(self._most)
        if not notes:
            return 0
        addresses = list(dict.fromkeys(notes.values()))
        problem = tell(self._backends, [f"{settings.SITE_URL}{address}" for address in addresses])
        for note in notes:
            if not problem or self._notes.age(note) > GIVEN_UP:
                note.unlink(missing_ok=True)
        if problem:
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
            # One address that the cache refuses must not hold up the others for ever.
            self._most = max(self._most // 4, 1)
            for note in notes:
                if note.exists():
                    self._notes.put_last(note)
            logger.warning(
                "press: a cache could not be told of %s pages, again in %.0f s: %s",
                len(addresses),
                self._pause,
                problem,
            )
            return 0
        self._pause, self._most = 0.0, BATCH
        return len(addresses)

    def _run(self) -> None:
        socket.setdefaulttimeout(_TIMEOUT)
        while not self._ending.wait(self._pause or TURN):
            try:
                while self.turn() and not self._ending.is_set():
                    """There may be more."""
            except Exception:
                logger.exception("press: caches could not be told")
                self._pause = FIRST_PAUSE


def tell(backends: Mapping[str, Any], urls: list[str]) -> str:
    """Have URLs purged by all backends; return what went wrong, nothing if nothing did."""
    problems = []
    for backend in backends.values():
        mine = [url for url in urls if backend.invalidates_hostname(urlsplit(url).netloc)]
        with _complaints() as complaints:
            try:
                backend.purge_batch(mine)
            except Exception as error:  # each service has its own, of libraries that may not be there
                complaints.append(f"{type(error).__name__}: {error}")
        problems += complaints[:1]
    told = "; ".join(problems)
    for secret in _secrets():
        told = told.replace(secret, "…")
    return told


def _secrets() -> Iterator[str]:
    for setting in settings.WAGTAILFRONTENDCACHE.values():
        yield from (setting[name] for name in _SECRETS if setting.get(name))


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what Wagtail's backends log instead of raising, so that it can be tried again; it is logged here."""
    heard: list[str] = []
    me = threading.get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == me and "frontend_cache" in record.pathname:
                heard.append(record.getMessage())

    listener = Listener(logging.ERROR)
    root = logging.getLogger()
    root.addHandler(listener)
    try:
        yield heard
    finally:
        root.removeHandler(listener)
