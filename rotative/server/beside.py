"""Work of a process that takes longer than its turns should wait: it is done in a thread beside them."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from rotative.discussion.chores import discussion_chores
from rotative.press.outages import database_is_away

logger = logging.getLogger(__name__)


class Beside:
    """Does one thing in a thread of its own, never twice at the same time."""

    def __init__(self, name: str, act: Callable[[], object]) -> None:
        self._name, self._act = name, act
        self._thread: threading.Thread | None = None

    def begin(self, _now: datetime) -> None:
        """Begin, unless the last time is not over yet."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait for the end of what has begun, so long at most."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._act()
        except Exception as error:  # the process goes on, and the next time may go better
            if database_is_away(error):
                logger.warning("%s: the database is away", self._name)
            else:
                logger.exception("%s has failed", self._name)
        finally:
            connection.close()


def look_after_subscriptions() -> None:
    """Do what the passing of time brings about for subscribers; see `rotative subscriptions run`."""
    done = StringIO()
    call_command("subscriptions", "run", stdout=done)
    logger.debug("subscriptions: %s", " ".join(done.getvalue().split()))


def look_after_accounts() -> None:
    """Delete the accounts whose owners want it and whose day has passed; see `rotative accounts run`."""
    done = StringIO()
    call_command("accounts", "run", stdout=done)
    logger.debug("accounts: %s", " ".join(done.getvalue().split()))


def look_after_discussions() -> None:
    """Send what is due of the discussions: mails about answers and decisions, messages to webhooks."""
    done = discussion_chores(timezone.now())
    logger.debug("discussions: %s", ", ".join(f"{count} {what}" for what, count in done.items()))
