"""`rotative subscriptions run`: what the passing of time brings about; for the clock or cron, every few minutes.

`rotative subscriptions reconcile` only asks the providers about payments whose end is not known, which `run` does too.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from rotative.subscriptions.following import follow_time
from rotative.subscriptions.guessing import forget_old_ones
from rotative.subscriptions.mailing import mail_what_waits
from rotative.subscriptions.reconciliation import reconcile
from rotative.subscriptions.reminding import send_reminders
from rotative.subscriptions.selling import expire_orders
from rotative.subscriptions.tills import providers


class Command(BaseCommand):
    """Ends terms and grace, sends reminders, receipts and gifts, closes old orders, and says what it did."""

    help = (
        "run: ends terms and grace, asks about open payments, sends reminders, receipts and gifts, closes old orders. "
        "reconcile: only asks about open payments."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["run", "reconcile"])

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        # First of all: what was paid in time must not end a term, nor bring about a reminder.
        asked = reconcile(providers(), now=now)
        self.stdout.write(
            f"{asked.asked} payments asked about: {asked.settled} paid, {asked.expired} given up, "
            f"{asked.unheard} without an answer for two weeks."
        )
        if options["action"] == "reconcile":
            return
        followed = follow_time(now=now)
        sent = send_reminders(now=now)
        states = ", ".join(f"{count} {state}" for state, count in sorted(followed.states.items()))
        self.stdout.write(
            f"{followed.subscriptions} subscriptions followed{f': {states}' if states else ''}."
        )
        self.stdout.write(
            f"{sent.sent} reminders sent, {sent.dropped} not needed, {sent.failed} to be tried again."
        )
        self.stdout.write(f"{mail_what_waits(now=now)} receipts and gifts sent.")
        self.stdout.write(
            f"{expire_orders(now=now, besides=providers())} orders closed, "
            f"{forget_old_ones(now=now)} wrong codes forgotten."
        )
