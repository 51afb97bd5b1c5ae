"""Takes the second factor away from somebody who has lost phone, key and recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from rotative.accounts.models import User


class Command(BaseCommand):
    help = (
        "Removes the second factor and the recovery codes of the user with this address. Make sure first that it is "
        "she who asks: by telephone, or at the counter."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which she signs in")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them. Raises CommandError for an address that nobody signs in with."""
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email}.")
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"{email}: removed {removed}." if removed else f"{email} has no second factor.")
