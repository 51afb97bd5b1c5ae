"""`rotative subscriptions run`: what the passing of time brings about; for the clock or cron, every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from rotative.subscriptions.following import follow_time
from rotative.subscriptions.guessing import forget_old_ones
from rotative.subscriptions.mailing import mail_what_waits
from rotative.subscriptions.reminding import send_reminders
from rotative.subscriptions.selling import expire_orders


class Command(BaseCommand):
    """Ends terms and grace, sends reminders, receipts and gifts, closes old orders, and says what it did."""

    help = "run: ends terms and grace, sends reminders, receipts and gifts, closes old orders."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["run"])

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
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
            f"{expire_orders(now=now)} orders closed, {forget_old_ones(now=now)} wrong codes forgotten."
        )
