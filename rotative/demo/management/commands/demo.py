"""`rotative demo`: makes a newspaper to try Rotative on."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rotative.demo.masthead import NotEmptyError
from rotative.demo.newspaper import make_newspaper
from rotative.demo.newsroom import LOGINS, PASSWORD
from rotative.demo.subscribers import SUBSCRIBER
from rotative.press.publishing import all_at_the_end


def is_only_here(address: str) -> bool:
    """Whether a site's address leads to this very machine (RFC 6761, 6.3: “localhost” and what ends in it)."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Command(BaseCommand):
    """Makes the demo newspaper; run again, it adds what is missing and changes nothing else."""

    help = "Make a newspaper to try Rotative on: articles, pictures, authors and people who sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--yes-this-site-is-public",
            action="store_true",
            help="make it although SITE_URL is public and everybody knows the password",
        )

        parser.add_argument(
            "--articles",
            type=int,
            default=0,
            metavar="N",
            help="fill the archive until the paper has N articles, to measure it with",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_only_here(settings.SITE_URL) and not options["yes_this_site_is_public"]:
            raise CommandError(
                f"{settings.SITE_URL} is a public address, and everybody knows the demo's password. "
                "Add --yes-this-site-is-public if that is what you want."
            )
        try:
            with all_at_the_end():
                codes = make_newspaper(timezone.now(), self.stdout.write, total=options["articles"])
        except NotEmptyError as error:
            raise CommandError(str(error)) from None
        self._say_who_signs_in()
        if codes:
            self.stdout.write("\nVouchers of a month, kept nowhere else: " + ", ".join(codes))

    def _say_who_signs_in(self) -> None:
        self.stdout.write(f"\nSign in at {settings.SITE_URL}/redaction/ with the password {PASSWORD}:")
        for login in LOGINS:
            self.stdout.write(f"  {login.email:<28}{login.role.label}")
        self.stdout.write(f"\nA subscriber signs in on the site with the same password: {SUBSCRIBER}")
