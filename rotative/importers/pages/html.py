"""Reads an article page saved as HTML: what it declares first, then what trafilatura finds in it."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from rotative.importers.pages.body import split_credit
from rotative.importers.pages.dates import ImpossibleDate, read_date_line
from rotative.importers.pages.headlines import split_kicker
from rotative.importers.pages.html_blocks import blocks_from, credit_in, is_credit_line, text_in
from rotative.importers.pages.language import guess_language
from rotative.importers.pages.metadata import (
    Metadata,
    read_metadata,
    read_signature,
    standfirst_element,
    tidy,
)
from rotative.importers.pages.names import Names
from rotative.importers.pages.parsed import (
    Block,
    Heading,
    Listed,
    PageRefused,
    Paragraph,
    ParsedByline,
    ParsedPage,
    PhotoCaption,
    Refusal,
)
from rotative.importers.pages.tree import parse_page, strip_page
from rotative.importers.pages.zones import is_gate, opens_author_list, opens_discussion, read_also

# Below this an article page without any mark of an article is a list, an error page or a form.
_ARTICLE_WORDS = 70


def read_html_page(text: str, path: Path) -> ParsedPage:
    """The article on the page; `path` only names the file in a refusal. Raises PageRefused."""
    root = parse_page(text, path)
    known = read_metadata(root, path)
    if known.is_list:
        raise PageRefused(path, Refusal.NO_ARTICLE)
    shown = _headlines_shown(root)
    strip_page(root)
    gated = any(is_gate(line) for line in _short_lines(root))
    published_at = known.published_at or _date_shown(root, path)
    standfirst = _take_standfirst(root)
    found = _extract(root, known.source_url, path)
    blocks, related = _body(found, known, shown)
    _refuse_without_article(blocks, known, root, path)
    headline = _headline(known, shown, found, path)
    lead, blocks = _lead_photo(known, blocks)
    language = known.language or guess_language(" ".join(block.text for block in blocks))
    kicker, headline = split_kicker(headline, spaced=True) if language == "fr" else (None, headline)
    names = known.names or read_signature(found.author or "") or Names()
    return ParsedPage(
        headline=headline,
        blocks=tuple(blocks),
        kicker=kicker,
        standfirst=standfirst or _standfirst_declared(known.description, blocks),
        published_at=published_at or _guessed_date(found),
        updated_at=known.updated_at,
        language=language,
        byline=ParsedByline(None, names.authors, names.agency),
        lead_photo_caption=lead.caption or None if lead else None,
        lead_photo_url=lead.url if lead else None,
        lead_photo_credit=lead.credit if lead else None,
        related=related,
        discussion_gated=gated,
        section_name=known.section,
        source_url=known.source_url,
        tags=known.tags,
    )


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


def _body(found: Document, known: Metadata, shown: list[str]) -> tuple[list[Block], tuple[Listed, ...]]:
    """The blocks without the repeated headline; “Lire aussi” becomes related, what follows goes."""
    blocks: list[Block] = []
    related: list[Listed] = []
    titles = {squeezed(title) for title in (known.headline, *shown, found.title) if title}
    for block in blocks_from(found.body, known.source_url):
        linked = read_also(block.text)
        if linked:
            kicker, headline = split_kicker(linked, spaced=True)
            related.append(Listed(headline, kicker))
        elif opens_author_list(block.text) or opens_discussion(block.text):
            break
        elif linked is None and not (len(blocks) < 3 and squeezed(block.text) in titles and _is_text(block)):
            blocks.append(block)
    while blocks and isinstance(blocks[-1], Heading):
        # A heading with nothing under it announced what is not part of the article.
        blocks.pop()
    return blocks, tuple(related)


def squeezed(text: str) -> str:
    """Without white space, for comparing texts whose tags met without one."""
    return "".join(text.split()).casefold()


def _refuse_without_article(blocks: list[Block], known: Metadata, root: HtmlElement, path: Path) -> None:
    prose = [block.text for block in blocks if isinstance(block, Paragraph) and len(block.text.split()) >= 8]
    words = sum(len(text.split()) for text in prose)
    listing = not known.is_article and len(list(root.iter("article"))) > 2
    if not prose or (not known.is_article and words < _ARTICLE_WORDS) or listing:
        raise PageRefused(path, Refusal.NO_ARTICLE, "blocks")


def _headlines_shown(root: HtmlElement) -> list[str]:
    return list(dict.fromkeys(text for heading in root.iter("h1") if (text := tidy(heading.text_content()))))


def _headline(known: Metadata, shown: list[str], found: Document, path: Path) -> str:
    """What the reader saw: the only <h1>, or the one that the declared headline repeats; else the declared.

    Declared headlines are often written for search engines, with the paper's name behind them.
    """
    declared = known.headline or found.title
    repeats = [title for title in (declared, known.window_title) if title]
    repeated = [text for text in shown if any(_same_headline(title, text) for title in repeats)]
    single = [text for text in shown if len(shown) == 1 and len(text.split()) > 2]
    if declared and (repeated or single) and squeezed((repeated or single)[0]).endswith(squeezed(declared)):
        # The same words, at most behind the section's name: the declared ones have ordinary letters.
        return declared
    headline = next(iter(repeated or single), None) or known.headline_without_site() or found.title
    if not headline:
        raise PageRefused(path, Refusal.NO_HEADLINE, "headline")
    return headline


def _same_headline(declared: str, shown: str) -> bool:
    """Whether one is the other with the paper's name behind it, or cut short for search engines."""
    one, other = squeezed(declared).rstrip(".…"), squeezed(shown).rstrip(".…")
    return min(len(one), len(other)) >= 10 and (one.startswith(other) or other.startswith(one))


def _take_standfirst(root: HtmlElement) -> str | None:
    """The standfirst that the page shows, taken out of the tree so that it does not open the body as well."""
    element = standfirst_element(root)
    text = tidy(element.text_content()) if element is not None else None
    if element is not None and element.getparent() is not None:
        element.drop_tree()
    return text


def _standfirst_declared(description: str | None, blocks: list[Block]) -> str | None:
    """The page's description, unless it only repeats the text: then the article has no standfirst."""
    if not description:
        return None
    opening = squeezed(re.sub(r"\W*(?:\[?(?:…|\.\.\.)\]?)?\s*$", "", description))
    body = squeezed("".join(block.text for block in blocks[:6] if _is_text(block)))
    return None if opening[:80] in body else description


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


def _date_shown(root: HtmlElement, path: Path) -> datetime | None:
    for line in _short_lines(root):
        try:
            date = read_date_line(line)
        except ImpossibleDate as error:
            raise PageRefused(path, Refusal.IMPOSSIBLE_DATE, "published_at", found=line) from error
        if date and date.published_at:
            return date.published_at
    return None


def _short_lines(root: HtmlElement) -> list[str]:
    shown = root.iter("p", "div", "span", "time", "li", "small", "em", "h5", "h6", "strong", "td", "a")
    texts = (
        " ".join(one.text_content().split()) for one in shown if len(one) <= 4 and one.find("div") is None
    )
    return [text for text in texts if 0 < len(text) <= 240]


def _guessed_date(found: Document) -> datetime | None:
    try:
        return datetime.fromisoformat(found.date) if found.date else None
    except ValueError:
        return None


def _is_text(block: Block) -> bool:
    return not isinstance(block, PhotoCaption)
