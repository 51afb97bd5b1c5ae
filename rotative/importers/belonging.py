"""Finds where an imported article belongs: its language, its section, its column, its topics."""

from pathlib import Path
from typing import Any

from django.db.models import Q
from wagtail.models import Locale

from rotative.articles.models import Column, ColumnAuthor, Topic
from rotative.authors.models import Author
from rotative.importers.identity import comparable
from rotative.importers.pages.parsed import PageRefused, ParsedPage, Refusal
from rotative.paper.slugs import slug_of
from rotative.paper.standing import standing
from rotative.sections.models import HomePage, SectionPage

UNSORTED = "À classer"
MOST_TOPICS = 5


def locale_for(page: ParsedPage, source: Path) -> Locale:
    """Return the language of the article, French where the page does not tell. Raises PageRefused."""
    language = page.language if page.language in ("fr", "en") else "fr"
    locale: Locale | None = Locale.objects.filter(language_code=language).first()
    if locale is None:
        raise PageRefused(source, Refusal.NO_LANGUAGE, "language", found=language)
    return locale


def section_for(page: ParsedPage, wanted: SectionPage | None, locale: Locale, source: Path) -> SectionPage:
    """Return the section asked for, else the one that the page names, else “À classer”, made when needed.

    Raises PageRefused where there is no home page that “À classer” could stand under.
    """
    if wanted is not None:
        return wanted
    name = (page.section_name or "").casefold()
    sections = [one for one in standing(SectionPage.objects.all()) if one.locale_id == locale.pk]
    named = next((one for one in sections if name and str(one.title).casefold() == name), None)
    section: SectionPage | None = named or next((one for one in sections if one.title == UNSORTED), None)
    if section is None:
        homes = (one for one in standing(HomePage.objects.all()) if one.locale_id == locale.pk)
        if (home := next(homes, None)) is None:
            raise PageRefused(source, Refusal.NO_HOME_PAGE, "language", found=locale.language_code)
        section = SectionPage(title=UNSORTED, locale=locale)
        home.add_child(instance=section)
    return section


def column_for(kicker: str | None, columns: tuple[str, ...], author: Author | None) -> Column | None:
    """Return the column that a kicker names: one of the paper's, or one of those that the page has shown to be so.

    The latter are made when needed, with their author.
    """
    if not kicker:
        return None
    column: Column | None = _named(Column, kicker)
    if column is None and comparable(kicker) in map(comparable, columns):
        column = Column(name=kicker)
        if author:
            column.column_authors = [ColumnAuthor(author=author)]
        column.save()
    return column


def topics_for(tags: tuple[str, ...]) -> list[Topic]:
    """Return the topics of these names, at most five, made when needed."""
    topics: dict[Topic, None] = {}
    for tag in (tag[:80] for tag in tags):
        if len(topics) < MOST_TOPICS:
            topics[_named(Topic, tag) or Topic.objects.create(name=tag)] = None
    return list(topics)


def _named(model: Any, name: str) -> Any:
    """Return what bears this name, whatever its capitals, accents and apostrophes; None where nothing does."""
    slug = slug_of(name)[: model._meta.get_field("slug").max_length]
    alike = model.objects.filter(Q(name__iexact=name) | Q(slug=slug) if slug else Q(name__iexact=name))
    return min(alike, key=lambda one: one.name.casefold() != name.casefold(), default=None)
