"""Keeps a command turning until it is told to end, or until the server that started it is gone."""

import logging
import os
import signal
import threading
from collections.abc import Callable

from django.db import Error, close_old_connections, connection

from rotative.press.outages import database_is_away

logger = logging.getLogger(__name__)

AFTER_AN_ERROR = 5.0  # seconds


def keep_turning(name: str, act: Callable[[], float], parent: int | None = None) -> None:
    """Call ``act`` again and again; it returns how many seconds to wait before the next turn.

    Ends with SIGTERM or Ctrl-C after the turn under way, and when the process ``parent`` is no longer this one's. A
    database that is away for a while ends nothing.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        try:
            pause = act()
        except Error as error:
            if database_is_away(error):
                logger.warning("%s: the database is away: %s", name, " ".join(str(error).split()))
            else:
                logger.exception("%s: the database does not do it; the next turn tries again", name)
            connection.close()
            pause = AFTER_AN_ERROR
        _wait(pause, stop, parent)


def _wait(seconds: float, stop: threading.Event, parent: int | None) -> None:
    """Wait, a second at a time to see whether the parent is still there: orphans get another one."""
    while True:
        stop.wait(min(1.0, seconds))
        seconds -= 1
        if parent is not None and os.getppid() != parent:
            stop.set()
        if seconds <= 0 or stop.is_set():
            return
