"""`rotative import page FILE_OR_FOLDER…`: brings saved article pages in."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from rotative.importers.filing import Filed, file_page
from rotative.importers.pages.parsed import PageRefused
from rotative.importers.pages.reading import read_page
from rotative.press.publishing import all_at_the_end
from rotative.sections.models import SectionPage

logger = logging.getLogger(__name__)

SAVED = (".txt", ".html", ".htm")
# What browsers call the folder of a page's pictures, styles and frames.
BESIDE = ("_files", "_fichiers")


class Command(BaseCommand):
    """Imports saved pages; everything arrives as a draft, and what is there already stays as it is."""

    help = "Bring saved article pages (text or HTML) into the paper, as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        page = kinds.add_parser("page", help="saved pages, as text or HTML")
        page.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
        page.add_argument("--section", help="slug or title of the section that takes the articles")
        page.add_argument("--dry-run", action="store_true", help="say what would come in, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        # Asked first, so that a database that does not answer ends this command as it ends every other.
        Locale.objects.exists()
        wanted, now = self._section(options["section"]), timezone.localtime()
        failed: list[str] = []
        files = [file for path in options["paths"] for file in self._files(path)]
        with all_at_the_end():
            for file in files:
                try:
                    self._import(file, wanted, options["dry_run"], now)
                except PageRefused as refused:
                    failed.append(str(refused))
                except Exception as error:
                    # Whatever one of a thousand pages trips over, the others come in; the traceback is for us.
                    logger.exception("%s was not imported", file)
                    failed.append(f"{file}: {type(error).__name__}: {' '.join(str(error).split())}")
        self.stdout.write(_("{count} pages read.").format(count=len(files) - len(failed)))
        if failed:
            raise CommandError(
                _("{count} not imported:").format(count=len(failed))
                + "".join(f"\n  {line}" for line in failed)
            )

    def _section(self, name: str | None) -> SectionPage | None:
        if name is None:
            return None
        sections = SectionPage.objects.select_related("locale")
        found: SectionPage | None = (
            sections.filter(slug=name).first() or sections.filter(title__iexact=name).first()
        )
        if found is None:
            known = ", ".join(sections.values_list("slug", flat=True)) or "–"
            raise CommandError(f"--section {name}: no such section; there are: {known}")
        return found

    def _files(self, path: Path) -> list[Path]:
        return sorted(self._saved_in(path)) if path.is_dir() else [path]

    def _saved_in(self, folder: Path) -> Iterator[Path]:
        for file in folder.rglob("*"):
            frames = (holder for holder in file.parents if holder.is_relative_to(folder) and holder != folder)
            if (
                file.suffix.lower() in SAVED
                and file.is_file()
                and not any(self._belongs_to_a_page(holder) for holder in frames)
            ):
                yield file

    def _belongs_to_a_page(self, folder: Path) -> bool:
        names = [folder.name.removesuffix(ending) for ending in BESIDE if folder.name.endswith(ending)]
        return any(
            folder.with_name(f"{name}{suffix}").is_file() for name in names for suffix in (".html", ".htm")
        )

    def _import(self, file: Path, wanted: SectionPage | None, dry_run: bool, now: datetime) -> None:
        page = read_page(file, now)
        if dry_run:
            self.stdout.write(f"{file}: {page.full_headline}")
            self.stdout.write(
                f"  {len(page.blocks)} blocks, {sum(len(group.authors) for group in page.byline.groups)} authors, "
                f"{len(page.related)} related, {len(page.author_latest)} by the author"
            )
            return
        self._tell(file, file_page(page, file, wanted))

    def _tell(self, file: Path, filed: Filed) -> None:
        self.stdout.write(f"{file}: {filed.state}: {filed.article.title}")
        if filed.drafts:
            self.stdout.write(f"  {filed.drafts} announced articles as drafts to be completed")
        for line in filed.left_out:
            self.stdout.write(f"  {line[:200]}")
