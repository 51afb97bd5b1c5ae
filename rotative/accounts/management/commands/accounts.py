"""`rotative accounts run`: what the passing of time brings about for accounts; the worker does it every few minutes."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from rotative.accounts.deleting import delete_due


class Command(BaseCommand):
    """Deletes the accounts whose owners have wanted it for a day, and the sessions that are over."""

    help = (
        "run: deletes the accounts whose owners have wanted it for 24 hours, and the sessions that are over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["run"])

    def handle(self, *args: Any, **options: Any) -> None:
        done = delete_due(now=timezone.now())
        self.stdout.write(
            f"{done.deleted} accounts deleted, {done.refused} kept because they have a role, "
            f"{done.failed} to be tried again."
        )
        # They hold the addresses of people who began to sign in.
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
