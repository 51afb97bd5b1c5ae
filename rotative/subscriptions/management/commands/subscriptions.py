"""`rotative subscriptions run`: what the passing of time brings about; for the clock or cron, every few minutes.

`rotative subscriptions reconcile` only asks the providers about payments and refunds whose end is not known, and about
what renews by itself; `run` does that too.
"""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from rotative.subscriptions.following import follow_time
from rotative.subscriptions.guessing import forget_old_ones
from rotative.subscriptions.mailing import mail_what_waits
from rotative.subscriptions.paying_back import reconcile_refunds
from rotative.subscriptions.reconciliation import reconcile
from rotative.subscriptions.reminding import send_reminders
from rotative.subscriptions.selling import expire_orders
from rotative.subscriptions.telling import tell_and_ask
from rotative.subscriptions.tills import providers


class Command(BaseCommand):
    """Ends terms and grace, sends reminders, receipts and gifts, closes old orders, and says what it did."""

    help = (
        "run: ends terms and grace, asks about open payments, sends reminders, receipts and gifts, closes old orders. "
        "reconcile: only asks about open payments, refunds and what renews by itself."
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
        self._ask_about_agreements_and_refunds(now)
        if options["action"] == "reconcile":
            return
        self._follow(now)

    def _ask_about_agreements_and_refunds(self, now: datetime) -> None:
        told = tell_and_ask(providers(), now=now)
        self.stdout.write(
            f"{told.asked} agreements asked about: {told.collected} terms collected; {told.told} ends told."
        )
        back = reconcile_refunds(providers(), now=now)
        self.stdout.write(f"{back.asked} refunds asked about: {back.booked} paid back.")

    def _follow(self, now: datetime) -> None:
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
