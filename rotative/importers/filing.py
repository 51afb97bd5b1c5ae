"""Files what a saved page says into the paper: its article, authors, columns, and drafts of the articles it lists.

Everything arrives as a draft: an editor publishes. What is there already is left as it is; a draft that an earlier
page only announced is completed when its own page comes.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from rotative.articles.models import (
    Article,
    ArticleTopic,
    Column,
    ColumnAuthor,
    RelatedPin,
    Role,
    Signature,
    Topic,
)
from rotative.authors.models import Author
from rotative.importers import pictures
from rotative.importers.pages.parsed import (
    Heading,
    ListBlock,
    Listed,
    Paragraph,
    ParsedAuthor,
    ParsedPage,
    PhotoCaption,
    Quote,
)
from rotative.sections.models import HomePage, SectionPage
from rotative.typography import is_placeholder

UNSORTED = "À classer"
ENVOY, CORRESPONDENT = ("envoyé", "special"), ("correspond",)


@dataclass
class Filed:
    """What one page gave. ``state``: “created”, “completed” (a draft that was only announced) or “present”."""

    article: Any
    state: str
    drafts: int = 0
    columns: list[str] = field(default_factory=list)
    missing_photos: list[str] = field(default_factory=list)


def comparable(text: str) -> str:
    """Return a text without what typography changes: letters and digits only, in one case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def key_of(full_headline: str) -> str:
    """Return what tells an article from others across imports: its headline, without typography."""
    return "page:" + hashlib.sha256(comparable(full_headline).encode()).hexdigest()[:40]


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


def section_for(page: ParsedPage, wanted: SectionPage | None, locale: Locale) -> SectionPage:
    """Return the section asked for, else the one that the page names, else “À classer”, made when needed."""
    if wanted is not None:
        return wanted
    sections = SectionPage.objects.filter(locale=locale)
    named = sections.filter(title__iexact=page.section_name).first() if page.section_name else None
    unsorted = named or sections.filter(title=UNSORTED).first()
    if unsorted is None:
        unsorted = SectionPage(title=UNSORTED, locale=locale)
        HomePage.objects.get(locale=locale).add_child(instance=unsorted)
    return unsorted


def author_for(parsed: ParsedAuthor) -> Author:
    """Return the author who signs so, made when nobody does yet."""
    found: Author | None = Author.objects.signing(parsed.name)
    return found or Author.objects.create(name=parsed.name, family_name=parsed.family or "")


def column_for(name: str, author: Author | None) -> Column:
    """Return the column of this name, made when needed, with its author."""
    column: Column | None = Column.objects.filter(name__iexact=name).first()
    if column is None:
        column = Column(name=name)
        if author:
            column.column_authors = [ColumnAuthor(author=author)]
        column.save()
    return column


def body_of(page: ParsedPage, photos: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the blocks of the body; neighbouring paragraphs, headings and lists share one block of text."""
    blocks: list[tuple[str, Any]] = []
    rich: list[str] = []

    def flush() -> None:
        if rich:
            blocks.append(("text", "".join(rich)))
            rich.clear()

    for block in page.blocks:
        match block:
            case Paragraph(html):
                rich.append(f"<p>{html}</p>")
            case Heading(text, level):
                rich.append(f"<h{min(level, 3)}>{escape(text, quote=False)}</h{min(level, 3)}>")
            case ListBlock(items, ordered):
                tag = "ol" if ordered else "ul"
                rich.append(f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>")
            case Quote():
                flush()
                blocks.append(("quotation", {"text": block.text, "attribution": ""}))
            case PhotoCaption(caption, url, credit):
                flush()
                photo = photos.get(url or "")
                blocks.append(
                    ("photo", {"photo": photo, "caption": caption, "credit": credit or "", "size": "body"})
                )
    flush()
    return blocks


def signatures_of(page: ParsedPage) -> list[Signature]:
    """Return the byline: everybody under the page's role, in order."""
    role, detail = Role.NONE, ""
    if words := (page.byline.role or "").strip():
        lowered = words.casefold()
        rest = " ".join(words.split()[1 if lowered.startswith(CORRESPONDENT) else 2 :])
        if lowered.startswith(ENVOY):
            role, detail = Role.SPECIAL_ENVOY, rest
        elif lowered.startswith(CORRESPONDENT):
            role, detail = Role.CORRESPONDENT, rest
        else:
            role, detail = Role.OTHER, words[:80]
    authors = dict.fromkeys(author_for(parsed) for parsed in page.byline.authors)
    return [Signature(author=a, role=role, role_detail=detail, sort_order=n) for n, a in enumerate(authors)]


def _draft(
    listed: Listed, section: SectionPage, columns: tuple[str, ...], authors: list[Author]
) -> tuple[Article, bool]:
    """Return the article that a list announces, and whether it was made now, as a draft to be completed."""
    key = key_of(listed.full_headline)
    if found := Article.objects.filter(import_key=key).first():
        return found, False
    in_column = listed.kicker in columns
    article = Article(
        title=listed.headline,
        kicker="" if in_column else (listed.kicker or "")[:80],
        column=column_for(listed.kicker or "", authors[0] if authors else None) if in_column else None,
        standfirst="" if is_placeholder(listed.standfirst or "") else listed.standfirst,
        locale=section.locale,
        live=False,
        to_be_completed=True,
        import_key=key,
        first_published_at=_aware(listed.published_at),
    )
    article.signatures = [Signature(author=author, sort_order=n) for n, author in enumerate(authors)]
    section.add_child(instance=article)
    article.save_revision()
    return article, True


@transaction.atomic
def file_page(page: ParsedPage, source: Path, wanted: SectionPage | None = None) -> Filed:
    """Put a parsed page into the paper; ``source``: its file, beside which saved pictures are looked for.

    Either everything that the page says arrives or nothing does. Run again, nothing is doubled.
    """
    locale = Locale.objects.get(language_code=page.language if page.language in ("fr", "en") else "fr")
    section = section_for(page, wanted, locale)
    key = key_of(page.full_headline)
    article = Article.objects.filter(import_key=key).first()
    if article is not None and not article.to_be_completed:
        return Filed(article, "present")
    filed = Filed(article, "completed" if article else "created", columns=list(page.columns))
    photos, filed.missing_photos = pictures.beside(page, source)
    article = article or Article(locale=locale, live=False, import_key=key)
    _fill(article, page, photos)
    if article.pk:
        article.save()
    else:
        section.add_child(instance=article)
    related = [
        _draft(listed, section, page.columns, [author_for(a) for a in listed.authors])
        for listed in page.related
    ]
    pins = dict.fromkeys(other.pk for other, _made in related if other.pk != article.pk)
    article.related_pins = [RelatedPin(related_id=pk, sort_order=n) for n, pk in enumerate(pins)]
    latest = []
    for listed in page.author_latest:
        signing = [author_for(a) for a in listed.authors] or [
            author_for(ParsedAuthor(page.author_page_of)) for _ in [0] if page.author_page_of
        ]
        latest.append(_draft(listed, section, page.columns, signing))
    filed.drafts = sum(made for _draft_article, made in [*related, *latest])
    article.save()
    article.save_revision()
    filed.article = article
    return filed


def _fill(article: Article, page: ParsedPage, photos: dict[str, Any]) -> None:
    """Write what the page says of its article into it."""
    column = page.kicker if page.kicker in page.columns else None
    article.title = page.headline
    article.kicker = "" if column else (page.kicker or "")[:80]
    article.column = column_for(column, None) if column else article.column
    article.standfirst = page.standfirst or ""
    article.body = body_of(page, photos)
    article.lead_photo = photos.get(page.lead_photo_url or "")
    caption = page.lead_photo_caption or ""
    # A caption that repeats the headline is none: the headline is what an article without a caption shows anyway.
    article.lead_caption = "" if comparable(caption) == comparable(page.full_headline) else caption[:400]
    article.agency_credit = (page.byline.agency or "")[:120]
    article.first_published_at = _aware(page.published_at)
    article.updated_at = _aware(page.updated_at)
    article.discussion_is_open = True
    article.to_be_completed = False
    article.signatures = signatures_of(page)
    topics = [Topic.objects.get_or_create(name=tag[:80])[0] for tag in dict.fromkeys(page.tags[:5])]
    article.article_topics = [ArticleTopic(topic=topic, sort_order=n) for n, topic in enumerate(topics)]
