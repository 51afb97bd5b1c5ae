"""Reads the head of an article on an HTML page: kicker, headline, standfirst and date, as the reader saw them."""

import re
from datetime import datetime
from pathlib import Path

from lxml.html import HtmlElement
from trafilatura.settings import Document

from rotative.importers.pages.dates import ImpossibleDate, read_date_line
from rotative.importers.pages.headlines import split_kicker
from rotative.importers.pages.html_entries import split_marked_kicker
from rotative.importers.pages.metadata import Metadata, standfirst_element
from rotative.importers.pages.parsed import Block, PageRefused, PhotoCaption, Refusal
from rotative.importers.pages.shown import short_text, squeezed, tidy
from rotative.importers.pages.tree import drop


def headlines_shown(root: HtmlElement) -> dict[str, str | None]:
    """Each <h1>, with the kicker that it marks."""
    found = (split_marked_kicker(heading) for heading in root.iter("h1"))
    return {headline: kicker for kicker, headline in found if headline}


def headline_of(
    known: Metadata, shown: dict[str, str | None], found: Document, language: str | None, path: Path
) -> tuple[str | None, str]:
    """Kicker and headline as the reader saw them: the only <h1>, or the one that the declared headline repeats.

    Declared headlines are often written for search engines, with the paper's name behind them.
    """
    declared = known.headline or found.title
    repeats = [title for title in (declared, known.window_title) if title]
    repeated = [text for text in shown if any(_same_headline(title, text) for title in repeats)]
    single = [text for text in shown if len(shown) == 1 and len(text.split()) > 2]
    headline = next(iter(repeated or single), None)
    marked = shown.get(headline or "")
    if headline and declared and squeezed(headline).endswith(squeezed(declared)):
        # The same words, at most behind the section's name: the declared ones have ordinary letters.
        before = split_kicker(headline, spaced=True)[0] if language == "fr" else None
        above = marked or (before if squeezed(f"{before}:{declared}") == squeezed(headline) else None)
        return (above, declared) if above else _split(declared, language)
    headline = headline or known.headline_without_site() or found.title
    if not headline:
        raise PageRefused(path, Refusal.NO_HEADLINE, "headline")
    return (marked, headline) if marked else _split(headline, language)


def _split(headline: str, language: str | None) -> tuple[str | None, str]:
    return split_kicker(headline, spaced=True) if language == "fr" else (None, headline)


def _same_headline(declared: str, shown: str) -> bool:
    """Whether one is the other with the paper's name behind it, or cut short for search engines."""
    one, other = squeezed(declared).rstrip(".…"), squeezed(shown).rstrip(".…")
    return min(len(one), len(other)) >= 10 and (one.startswith(other) or other.startswith(one))


def take_standfirst(root: HtmlElement) -> str | None:
    """The standfirst that the page shows, taken out of the tree so that it does not open the body as well."""
    element = standfirst_element(root)
    text = tidy(element.text_content()) if element is not None else None
    if element is not None and element.getparent() is not None:
        element.drop_tree()
    return text


def standfirst_declared(description: str | None, blocks: list[Block]) -> str | None:
    """The page's description, unless it only repeats the text: then the article has no standfirst."""
    if not description:
        return None
    opening = squeezed(re.sub(r"\W*(?:\[?(?:…|\.\.\.)\]?)?\s*$", "", description))
    body = squeezed("".join(block.text for block in blocks[:6] if not isinstance(block, PhotoCaption)))
    return None if opening[:80] in body else description


def drop_datelines(root: HtmlElement) -> None:
    """Takes lines that only say when out of the tree: without its <time> “Publié” would open the text."""
    for time in list(root.iter("time")):
        line = time.getparent()
        if line is not None and line.tag in ("p", "div", "span") and _says_only_when(short_text(line, 240)):
            drop(line)


def _says_only_when(text: str) -> bool:
    try:
        return read_date_line(text) is not None
    except ImpossibleDate:
        return False


def date_shown(root: HtmlElement, path: Path) -> datetime | None:
    """The first date line on the page. Raises PageRefused for a day that does not exist."""
    for line in short_lines(root):
        try:
            date = read_date_line(line)
        except ImpossibleDate as error:
            raise PageRefused(path, Refusal.IMPOSSIBLE_DATE, "published_at", found=line) from error
        if date and date.published_at:
            return date.published_at
    return None


def short_lines(root: HtmlElement) -> list[str]:
    """What stands in small elements: dates, names, labels, buttons."""
    shown = root.iter("p", "div", "span", "time", "li", "small", "em", "h5", "h6", "strong", "td", "a")
    texts = (
        " ".join(one.text_content().split()) for one in shown if len(one) <= 4 and one.find("div") is None
    )
    return [text for text in texts if 0 < len(text) <= 240]
