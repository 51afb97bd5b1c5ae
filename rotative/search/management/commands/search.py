"""`rotative search rebuild | verify`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rotative.search.engine import SearchIndexError
from rotative.search.index import published, rebuild, search_index


class Command(BaseCommand):
    """Makes the readers' search index anew, or compares it with what is published."""

    help = "rebuild: make the search index anew. verify: compare it with what is published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild", "verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["action"] == "rebuild":
                self.stdout.write(f"{rebuild()} articles indexed.")
                return
            indexed, live = search_index().ids(), set(published().values_list("pk", flat=True))
        except SearchIndexError as error:
            raise CommandError(str(error)) from None
        if indexed != live:
            raise CommandError(
                f"missing from the index: {sorted(live - indexed)[:20]}; "
                f"too many in it: {sorted(indexed - live)[:20]}. "
                "Run `rotative search rebuild`."
            )
        self.stdout.write(f"{len(live)} articles, all indexed.")
