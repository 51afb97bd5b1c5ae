"""Reads an article page saved as HTML: what it declares first, then what trafilatura finds in it."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from rotative.importers.pages.beside import mark_pictures_beside
from rotative.importers.pages.body import split_credit
from rotative.importers.pages.dates import ImpossibleDate
from rotative.importers.pages.elsewhere import others_on
from rotative.importers.pages.headlines import split_kicker
from rotative.importers.pages.html_blocks import blocks_from, credit_in, is_credit_line, text_in
from rotative.importers.pages.html_head import (
    date_shown,
    drop_datelines,
    headline_of,
    headlines_shown,
    short_lines,
    standfirst_declared,
    take_standfirst,
)
from rotative.importers.pages.html_lists import ListOnPage, lists_on
from rotative.importers.pages.language import guess_language
from rotative.importers.pages.metadata import Metadata, read_metadata
from rotative.importers.pages.names import Names
from rotative.importers.pages.parsed import (
    Block,
    Heading,
    Listed,
    PageRefused,
    Paragraph,
    ParsedPage,
    PhotoCaption,
    Refusal,
)
from rotative.importers.pages.shown import squeezed
from rotative.importers.pages.signatures import read_byline, read_signature, without_byline
from rotative.importers.pages.tree import parse_page, strip_code, strip_page
from rotative.importers.pages.zones import is_gate, opens_author_list, opens_discussion, read_also

# Below this an article page without any mark of an article is a list, an error page or a form.
_ARTICLE_WORDS = 70


def read_html_page(text: str, path: Path) -> ParsedPage:
    """The article on the page; `path` only names the file in a refusal. Raises PageRefused."""
    root = parse_page(text, path)
    known = read_metadata(root, path)
    if known.is_list:
        raise PageRefused(path, Refusal.NO_ARTICLE)
    strip_code(root)
    mark_pictures_beside(root)
    shown = headlines_shown(root)
    lists = _lists(root, path)
    strip_page(root, [element for one in lists for element in one.elements])
    gated = any(is_gate(line) for line in short_lines(root))
    published_at = known.published_at or date_shown(root, path)
    drop_datelines(root)
    standfirst = take_standfirst(root)
    found = _extract(root, known.source_url, path)
    blocks, in_text = _body(found, known, shown)
    _refuse_without_article(blocks, known, root, path)
    language = known.language or guess_language(" ".join(block.text for block in blocks))
    kicker, headline = headline_of(known, shown, found, language, path)
    byline, signed_on = read_byline(root, known.names or read_signature(found.author or "") or Names())
    blocks, byline = without_byline(blocks, byline, signed_on)
    lead, blocks = _lead_photo(known, blocks)
    elsewhere = others_on(lists, in_text, byline, headline)
    return ParsedPage(
        headline=headline,
        blocks=tuple(blocks),
        kicker=kicker,
        standfirst=standfirst or standfirst_declared(known.description, blocks),
        published_at=published_at or _guessed_date(found),
        updated_at=known.updated_at if known.updated_at != known.published_at else None,
        language=language,
        byline=byline,
        author_page_of=elsewhere.author,
        lead_photo_caption=lead.caption or None if lead else None,
        lead_photo_url=lead.url if lead else None,
        lead_photo_credit=lead.credit if lead else None,
        related=elsewhere.related,
        author_latest=elsewhere.latest,
        columns=elsewhere.columns,
        discussion_gated=gated,
        section_name=known.section,
        source_url=known.source_url,
        tags=known.tags,
    )


def _lists(root: HtmlElement, path: Path) -> list[ListOnPage]:
    try:
        return lists_on(root)
    except ImpossibleDate as error:
        raise PageRefused(path, Refusal.IMPOSSIBLE_DATE, "published_at", found=str(error)) from error


def _extract(root: HtmlElement, url: str | None, path: Path) -> Document:
    """Trafilatura's finding with formatting, links and photos.

    Its strict reading loses paragraphs, so it is taken only where the ordinary one sees mostly tables:
    there the page is laid out in tables, and the ordinary reading takes the columns beside the text along.
    """
    try:
        found = _run(root, url, strict=False)
        if found is not None and _text_in_tables(found) > 0.5:
            found = _run(root, url, strict=True) or found
    except Exception as error:
        # The library reads strangers' pages; whatever it trips over, the newsroom needs the name of the file.
        raise PageRefused(path, Refusal.NOT_VALID) from error
    if found is None:
        raise PageRefused(path, Refusal.NO_ARTICLE, "blocks")
    return found


def _run(root: HtmlElement, url: str | None, strict: bool) -> Document | None:
    found = bare_extraction(
        deepcopy(root),
        url=url,
        favor_precision=strict,
        include_comments=False,
        include_links=True,
        include_formatting=True,
        include_images=True,
        with_metadata=True,
    )
    return found if isinstance(found, Document) else None


def _text_in_tables(found: Document) -> float:
    """The share of the text that stands in tables."""
    tables = sum(len(text_in(table)) for table in found.body.iter("table"))
    return tables / max(len(text_in(found.body)), 1)


def _body(found: Document, known: Metadata, shown: dict[str, str | None]) -> tuple[list[Block], list[Listed]]:
    """The blocks without the repeated headline; “Lire aussi” becomes related, what follows goes."""
    blocks: list[Block] = []
    related: list[Listed] = []
    titles = {squeezed(title) for title in (known.headline, *shown, found.title) if title}
    titles |= {squeezed(f"{kicker}:{title}") for title, kicker in shown.items() if kicker}
    for block in blocks_from(found.body, known.source_url):
        linked = read_also(block.text)
        if linked:
            kicker, headline = split_kicker(linked, spaced=True)
            related.append(Listed(headline, kicker))
        elif opens_author_list(block.text) or opens_discussion(block.text):
            break
        elif linked is None and (
            len(blocks) >= 3 or isinstance(block, PhotoCaption) or squeezed(block.text) not in titles
        ):
            blocks.append(block)
    while blocks and isinstance(blocks[-1], Heading):
        # A heading with nothing under it announced what is not part of the article.
        blocks.pop()
    return blocks, related


def _refuse_without_article(blocks: list[Block], known: Metadata, root: HtmlElement, path: Path) -> None:
    prose = [block.text for block in blocks if isinstance(block, Paragraph) and len(block.text.split()) >= 8]
    words = sum(len(text.split()) for text in prose)
    listing = not known.is_article and len(list(root.iter("article"))) > 2
    if not prose or (not known.is_article and words < _ARTICLE_WORDS) or listing:
        raise PageRefused(path, Refusal.NO_ARTICLE, "blocks")


def _lead_photo(known: Metadata, blocks: list[Block]) -> tuple[PhotoCaption | None, list[Block]]:
    """The photo above the text, else the one declared; a credit line below the text is its credit."""
    caption, credit = split_credit(known.photo_caption or "")
    lead = PhotoCaption(caption, known.photo_url, credit) if known.photo_url else None
    if blocks and isinstance(first := blocks[0], PhotoCaption):
        lead = PhotoCaption(
            first.caption or (lead.caption if lead else ""), first.url or known.photo_url, first.credit
        )
        blocks = blocks[1:]
    rest = [block for block in blocks if not is_credit_line(block)]
    credits = [credit_in(block.text) for block in blocks if is_credit_line(block)]
    if lead and credits:
        lead = replace(lead, credit=lead.credit or credits[0])
    return lead, rest


def _guessed_date(found: Document) -> datetime | None:
    try:
        return datetime.fromisoformat(found.date) if found.date else None
    except ValueError:
        return None
