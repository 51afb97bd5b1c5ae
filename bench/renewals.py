"""Run inside a paper: lets a day pass for its subscribers, then all their terms, and measures what the clock then does.

The provider that collects is a stand-in that answers at once; mails are written out whole, to nowhere.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from rotative.subscriptions.payments.interface import Provider


class Memory(threading.Thread):
    """The most memory of its own that this process has had, in MB: the database's file, mapped, is not counted."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0

    def run(self) -> None:
        while True:
            self.most = max(self.most, self.now())
            time.sleep(0.02)

    @staticmethod
    def now() -> float:
        """Return what it has now."""
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024


class Collector:
    """Stands in for a provider: it has collected one more term of whatever agreement it is asked about."""

    name = "stripe"
    label = "Card"
    currencies = frozenset({"XOF"})
    can_refund = False

    def __init__(self, now: datetime) -> None:
        self._now = now

    def agreement(self, order_id: str, checkout_ref: str) -> Any:
        """Say that all goes on, and what was collected in these months."""
        from bench.subscribers import MONTHS
        from rotative.subscriptions.models import Agreement
        from rotative.subscriptions.payments import interface

        held = Agreement.objects.select_related("order").get(checkout_ref=checkout_ref)
        number = checkout_ref.rpartition("-")[2]
        refs = [f"BANC-{month:02d}-{number}" for month in range(MONTHS, -1, -1)]
        return interface.Agreed(
            opening=interface.Verdict(state=interface.State.PAID, order_id=order_id),
            ref=held.provider_ref,
            state=interface.Agreement.ACTIVE,
            collected=tuple(interface.Collected(ref, held.price, self._now) for ref in refs),
        )

    def go_on(self, ref: str) -> None:
        """Nothing is to be told."""

    def end(self, ref: str, *, at_once: bool) -> None:
        """Nothing is to be told."""

    def start(self, checkout: Any) -> Any:
        """Nobody begins here."""
        raise NotImplementedError

    verify = read_notification = refund = start


def _timed(act: Callable[[], int]) -> dict[str, float]:
    """Return how many, in how many seconds, and with how much memory more than before."""
    memory, before = Memory(), Memory.now()
    memory.start()
    begun = time.perf_counter()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        count = act()
    seconds = time.perf_counter() - begun
    return {
        "count": count,
        "seconds": round(seconds, 2),
        "more_mb": round(memory.most - before, 1),
        "peak_mb": round(memory.most, 1),
    }


def _collect(now: datetime) -> int:
    from rotative.subscriptions.telling import tell_and_ask

    collected, tills = 0, {Collector.name: cast("Provider", Collector(now))}
    while (told := tell_and_ask(tills, now=now)).asked:  # as the clock comes again
        collected += told.collected
    return collected


def measure() -> dict[str, Any]:
    """Return the figures of a day's run, and of one after a time in which every term has ended."""
    from django.utils import timezone

    from rotative.subscriptions.following import follow_time
    from rotative.subscriptions.reminding import send_reminders

    tomorrow, late = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=36)
    return {
        "a day: terms collected": _timed(lambda: _collect(tomorrow)),
        "a day: followed": _timed(lambda: follow_time(now=tomorrow).subscriptions),
        "a day: reminders sent": _timed(lambda: send_reminders(now=tomorrow).sent),
        "everything has ended: followed": _timed(lambda: follow_time(now=late).subscriptions),
        "everything has ended: reminders sent": _timed(lambda: send_reminders(now=late).sent),
    }


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    sys.stdout.write(json.dumps(measure()) + "\n")
