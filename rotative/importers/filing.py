"""Files what a saved page says into the paper: its article, authors, columns, and drafts of the articles it lists.

Everything arrives as a draft: an editor publishes. What is there already is left as it is; an article that an
earlier page only announced is completed when its own page comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.db import transaction

from rotative.articles.models import Article, ArticleTopic, RelatedPin
from rotative.importers import identity
from rotative.importers.announced import announce
from rotative.importers.belonging import column_for, locale_for, section_for, topics_for
from rotative.importers.bylines import author_for, signatures_of
from rotative.importers.pages.parsed import LONGEST_HEADLINE, Listed, ParsedAuthor, ParsedPage
from rotative.importers.pictures import Pictures, take_in
from rotative.importers.text_blocks import body_of
from rotative.sections.models import SectionPage


class State(StrEnum):
    """What became of a page; an announced article that an editor has published already waits for an editor."""

    CREATED = "created"
    COMPLETED = "completed"
    WAITING = "completed as a draft of the published article"
    PRESENT = "present"


@dataclass
class Filed:
    """What one page gave; ``left_out`` says in a line each what it could not give."""

    article: Any
    state: State
    drafts: int = 0
    left_out: list[str] = field(default_factory=list)


def file_page(page: ParsedPage, source: Path, wanted: SectionPage | None = None) -> Filed:
    """Put a parsed page into the paper; ``source``: its file, beside which saved pictures are looked for.

    Either everything that the page says arrives or nothing does. Run again, nothing is doubled. Raises PageRefused
    where the paper has no place for it.
    """
    pictures = Pictures()
    try:
        with transaction.atomic():
            return _file(page, source, wanted, pictures)
    except BaseException:
        pictures.discard_files()
        raise


def _file(page: ParsedPage, source: Path, wanted: SectionPage | None, pictures: Pictures) -> Filed:
    locale = locale_for(page, source)
    found = identity.article_of(page.full_headline, page.published_at)
    if found is not None and not found.to_be_completed:
        return Filed(found, State.PRESENT)
    section = section_for(page, wanted, locale, source)
    take_in(page, source, pictures)
    filed = Filed(None, State.CREATED, left_out=[f"photo {missing}" for missing in pictures.missing])
    # An editor may have worked on the announced article; the last version is the one to complete.
    article = found.get_latest_revision_as_object() if found else Article(locale=locale, live=False)
    _fill(article, page, pictures)
    if found is None:
        section.add_child(instance=article)
    else:
        filed.state = State.WAITING if found.live or found.last_published_at else State.COMPLETED
        Article.objects.filter(pk=article.pk).update(to_be_completed=False, import_key=article.import_key)
    _refer(article, page, section, filed)
    if filed.state is not State.WAITING:
        article.save()
    article.save_revision()
    filed.article = article
    return filed


def _fill(article: Any, page: ParsedPage, pictures: Pictures) -> None:
    """Write what the page says of its article into it."""
    column = column_for(page.kicker, page.columns, None)
    article.title = page.headline
    article.kicker = "" if column else (page.kicker or "")[:80]
    article.column = column or article.column
    article.standfirst = page.standfirst or ""
    article.body = body_of(page, pictures.by_address)
    article.lead_photo = pictures.by_address.get(page.lead_photo_url or "")
    caption = page.lead_photo_caption or ""
    # A caption that repeats the headline is none: the headline is what an article without a caption shows anyway.
    repeats = identity.comparable(caption) == identity.comparable(page.full_headline)
    article.lead_caption = "" if repeats else caption[:400]
    article.agency_credit = (page.byline.agency or "")[:120]
    article.first_published_at = identity.aware(page.published_at) or article.first_published_at
    article.updated_at = identity.aware(page.updated_at)
    article.to_be_completed = False
    if page.published_at or not article.import_key:
        article.import_key = identity.key_of(page.full_headline, identity.day_of(page.published_at))
    article.signatures = signatures_of(page.byline)
    article.article_topics = [
        ArticleTopic(topic=topic, sort_order=n) for n, topic in enumerate(topics_for(page.tags))
    ]


def _refer(article: Any, page: ParsedPage, section: SectionPage, filed: Filed) -> None:
    """Announce what the page lists, and pin what stands under “Lire aussi”."""
    writing = (ParsedAuthor(page.author_page_of),) if page.author_page_of else ()

    def announced(entries: Iterable[Listed], by: tuple[ParsedAuthor, ...]) -> list[Any]:
        found = []
        for listed in entries:
            if len(listed.headline) > LONGEST_HEADLINE:
                filed.left_out.append(
                    f"announced headline of more than {LONGEST_HEADLINE} characters: {listed.headline}"
                )
                continue
            authors = [author_for(parsed) for parsed in listed.authors or by]
            other, is_new = announce(listed, section, page.columns, authors)
            filed.drafts += is_new
            found.append(other)
        return found

    # The author's list says more of an article that stands in both.
    announced(page.author_latest, writing)
    related = announced(page.related, ())
    pins = dict.fromkeys(other.pk for other in related if other.pk != article.pk)
    article.related_pins = [RelatedPin(related_id=pk, sort_order=n) for n, pk in enumerate(pins)]
