"""`rotative press status | print | verify`: looks after the printed pages."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rotative.press.figures import LATELY, failures, figures, latest_publications
from rotative.press.flushing import flush_tallies
from rotative.press.inventory import remove_strays, strays
from rotative.press.models import PUBLIC, PrintedPage
from rotative.press.printing import Outcome, print_page
from rotative.press.queue import empty_the_queue
from rotative.press.shelf import page_store
from rotative.press.store import StoreError
from rotative.press.touching import follow, mark_stale
from rotative.press.verifying import verify


class Command(BaseCommand):
    """Tells how the press is doing, prints pages, compares printed pages with fresh renderings."""

    help = "status: what is printed, what waits. print: addresses, or --all. verify: compare with fresh renderings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["status", "print", "verify"])
        parser.add_argument(
            "addresses", nargs="*", metavar="ADDRESS", help="“/culture/”; for print and verify"
        )
        parser.add_argument("--all", action="store_true", help="print: every page that was ever printed")
        parser.add_argument("--sample", type=int, metavar="N", help="verify: so many pages, chosen by chance")

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"status": self._status, "print": self._print, "verify": self._verify}[options["action"]]
        try:
            act(options)
        except StoreError as error:
            raise CommandError(str(error)) from error
        finally:
            flush_tallies(timezone.now())

    def _status(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        try:
            page_store().stamp(PUBLIC, "/")
        except StoreError as error:
            self.stdout.write(f"The store does not answer: {error}")
        found = figures(now)
        audiences = ", ".join(f"{count} {audience}" for audience, count in found.pages.items())
        self.stdout.write(f"{found.stored} printed pages{f' ({audiences})' if len(found.pages) > 1 else ''}.")
        oldest = f", the oldest for {(now - found.oldest).total_seconds():.0f} s" if found.oldest else ""
        self.stdout.write(f"{found.waiting} wait to be printed again{oldest}.")
        self.stdout.write(f"{found.a_minute:.1f} pages a minute in the last {LATELY} minutes.")
        self.stdout.write(f"{found.failing} fail.")
        for page in failures()[:50]:
            again = f"{timezone.localtime(page.retry_at):%H:%M:%S}" if page.retry_at else "now"
            self.stdout.write(f"  {page}: attempt {page.failures}, next at {again}: {page.error}")
        for row in latest_publications()[:5]:
            self.stdout.write(
                f"Published {timezone.localtime(row.committed_at):%d.%m. %H:%M:%S} {row.address or '-'}: "
                f"{row.at_once} pages fresh after {_seconds(row.seconds_at_once)}, "
                f"{row.later} more after {_seconds(row.seconds_all)}"
            )

    def _print(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        if options["all"]:
            self._print_everything(now)
        failed = []
        for address in options["addresses"]:
            outcome = print_page(address, PUBLIC)
            self.stdout.write(f"{address}: {outcome.value}")
            if outcome is Outcome.FAILED:
                failed.append(address)
        if failed:
            raise CommandError(f"{len(failed)} could not be printed; the log says why.")

    def _print_everything(self, now: datetime) -> None:
        follow(now)
        mark_stale(PrintedPage.objects.all(), now)
        count = empty_the_queue(now)
        failing = PrintedPage.objects.filter(failures__gt=0)
        failed = failing.count()
        self.stdout.write(f"{max(count - failed, 0)} pages printed.")
        if failed:
            first = failing.order_by("address")[0]
            raise CommandError(f"{failed} could not be printed, {first} for one: {first.error}")
        if removed := remove_strays():
            self.stdout.write(f"{removed} pages of which nothing was known were taken out of the store.")

    def _verify(self, options: dict[str, Any]) -> None:
        pages = PrintedPage.objects.filter(stale_since=None)
        if options["addresses"]:
            pages = pages.filter(address__in=options["addresses"])
        if options["sample"]:
            pages = pages.order_by("?")[: options["sample"]]
        count, differing = 0, 0
        for page, difference in verify(pages):
            count += 1
            if difference:
                differing += 1
                self.stdout.write(f"{page}: {difference}")
        if not (options["addresses"] or options["sample"]):
            for address, audience in strays():
                count += 1
                differing += 1
                self.stdout.write(f"{address}: in the store for “{audience}”, and nothing prints it again")
        if differing:
            raise CommandError(f"{differing} of {count} pages are not what a fresh rendering gives.")
        self.stdout.write(f"{count} pages, all as a fresh rendering gives them.")


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f} s"
