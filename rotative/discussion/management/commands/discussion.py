"""`rotative discussion export | import | merge | run`: discussions as files, moved under another article, chores."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rotative.articles.models import Article
from rotative.discussion.chores import discussion_chores
from rotative.discussion.exchange import BadFile, read
from rotative.discussion.exporting import as_csv, as_json_lines
from rotative.discussion.finding import articles_at
from rotative.discussion.importing import import_discussions
from rotative.discussion.merging import merge
from rotative.press.publishing import all_at_the_end

WRITERS = {"json": as_json_lines, "csv": as_csv}


class Command(BaseCommand):
    """Articles are named by their addresses, such as /politique/le-bac-repart/."""

    help = (
        "export ADDRESS|all: write a discussion, or all, to stdout. import FILE: bring discussions in. "
        "merge FROM TO: move a discussion under another article. run: send letters and webhook messages that are due."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        export = acts.add_parser("export", help="write a discussion, or all, to stdout")
        export.add_argument("article", help="the address of an article, or: all")
        export.add_argument("--format", choices=WRITERS, default="json", help="json: one object a line")
        export.add_argument(
            "--emails", action="store_true", help="with the e-mail addresses of who took part"
        )
        bring = acts.add_parser("import", help="bring discussions in (docs/discussion-format.md)")
        bring.add_argument("file", type=Path)
        move = acts.add_parser("merge", help="move a discussion under another article")
        move.add_argument("source", metavar="FROM")
        move.add_argument("target", metavar="TO")
        acts.add_parser("run", help="send letters and webhook messages that are due")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['act']}")(options)

    def _export(self, options: dict[str, Any]) -> None:
        articles = None if options["article"] == "all" else [self._article(options["article"])]
        write = WRITERS[options["format"]]
        for line in write(articles, now=timezone.now(), with_emails=options["emails"]):
            self.stdout.write(line, ending="")

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding="utf-8") as lines:
                file = read(lines)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: {error}") from None
        except BadFile as bad:
            raise CommandError(f"{path}: nothing was imported\n{bad}") from None
        try:
            with all_at_the_end():
                done = import_discussions(file, now=timezone.now())
        except BadFile as bad:
            raise CommandError(f"{path}: nothing was imported\n{bad}") from None
        self.stdout.write(
            f"{done.contributions} contributions imported, {done.known} were there already; "
            f"{done.people} people are new."
        )

    def _merge(self, options: dict[str, Any]) -> None:
        source, target = self._article(options["source"]), self._article(options["target"])
        try:
            with all_at_the_end():
                count = merge(source, target, by=None, now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{count} contributions moved.")

    def _run(self, options: dict[str, Any]) -> None:
        for what, count in discussion_chores(timezone.now()).items():
            self.stdout.write(f"{count} {what}.")

    def _article(self, address: str) -> Article:
        found = articles_at([address])
        if address not in found:
            raise CommandError(f"there is no article at {address}")
        return found[address]
