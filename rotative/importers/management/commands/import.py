"""`rotative import page FILE_OR_FOLDER…`: brings saved article pages in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from rotative.importers.filing import Filed, file_page
from rotative.importers.pages.parsed import PageRefused
from rotative.importers.pages.reading import read_page
from rotative.sections.models import SectionPage

SAVED = (".txt", ".html", ".htm")


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
        wanted = self._section(options["section"])
        refused: list[str] = []
        files = [file for path in options["paths"] for file in self._files(path)]
        for file in files:
            try:
                self._import(file, wanted, options["dry_run"])
            except PageRefused as error:
                refused.append(str(error))
        self.stdout.write(_("{count} pages read.").format(count=len(files) - len(refused)))
        if refused:
            raise CommandError(
                _("{count} not imported:").format(count=len(refused))
                + "".join(f"\n  {line}" for line in refused)
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
        if path.is_dir():
            return sorted(file for file in path.rglob("*") if file.suffix.lower() in SAVED and file.is_file())
        return [path]

    def _import(self, file: Path, wanted: SectionPage | None, dry_run: bool) -> None:
        page = read_page(file)
        if dry_run:
            self.stdout.write(f"{file}: {page.full_headline}")
            self.stdout.write(
                f"  {len(page.blocks)} blocks, {len(page.byline.authors)} authors, "
                f"{len(page.related)} related, {len(page.author_latest)} by the author"
            )
            return
        with transaction.atomic():
            filed = file_page(page, file, wanted)
        self._tell(file, filed)

    def _tell(self, file: Path, filed: Filed) -> None:
        self.stdout.write(f"{file}: {filed.state}: {filed.article.title}")
        if filed.drafts:
            self.stdout.write(f"  {filed.drafts} announced articles as drafts to be completed")
        for address in filed.missing_photos:
            self.stdout.write(f"  photo not at hand: {address[:150]}")
