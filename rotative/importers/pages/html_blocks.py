"""Turns the article that trafilatura finds in a page into the paper's own blocks, sanitised."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import nh3
from lxml import etree

from rotative.importers.pages.beside import path_beside
from rotative.importers.pages.body import split_credit
from rotative.importers.pages.dates import folded
from rotative.importers.pages.parsed import Block, Heading, ListBlock, Paragraph, PhotoCaption, Quote

_EMPHASIS = {"#b": "strong", "#i": "em"}
_ALLOWED = {"a", "b", "strong", "i", "em"}
_BREAK = "\n"
_CREDIT_LINE = re.compile(r"\(?\s*(?:credits?(?: photos?)?|photos?)\s*:.{2,80}")


def blocks_from(body: etree._Element, base: str | None) -> list[Block]:
    """The blocks of trafilatura's body in order; `base` completes relative addresses."""
    blocks: list[Block] = []
    for block in _blocks(body, base):
        photo = blocks[-1] if blocks else None
        if isinstance(photo, PhotoCaption) and is_credit_line(block):
            blocks[-1] = PhotoCaption(photo.caption, photo.url, photo.credit or credit_in(block.text))
        elif not _is_pointer(block):
            blocks.append(block)
    return blocks


def clean_inline(markup: str) -> str:
    """Inline HTML with links (http, https, mailto), bold and italics, and nothing else."""
    cleaned = nh3.clean(
        markup,
        tags=_ALLOWED,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return re.sub(r"[ \t\r\f\v]+", " ", re.sub(r"<a>(.*?)</a>", r"\1", cleaned, flags=re.DOTALL)).strip()


def text_in(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def is_credit_line(block: Block) -> bool:
    """Whether a paragraph says only whose photo it was."""
    return isinstance(block, Paragraph) and bool(_CREDIT_LINE.fullmatch(folded(block.text)))


def credit_in(text: str) -> str | None:
    """The name in a credit line."""
    return text.strip("() ").partition(":")[2].strip() or None


def _is_pointer(block: Block) -> bool:
    """Whether a paragraph is one web link and no sentence: it sends the reader to another article."""
    if not isinstance(block, Paragraph):
        return False
    linked = re.fullmatch(
        r"\W*(?:<(?:strong|em)>)*<a href=\"http[^>]*>(.*?)</a>(?:</(?:strong|em)>)*\W*", block.html, re.DOTALL
    )
    return (
        linked is not None
        and "<a" not in linked[1]
        and not block.text.rstrip(' »”"’').endswith((".", "!", "…"))
    )


def _blocks(parent: etree._Element, base: str | None) -> Iterator[Block]:
    for element in parent:
        match element.tag:
            case "head":
                if text := " ".join(text_in(element).split()):
                    yield Heading(text, min(max(int((element.get("rend") or "h2")[-1:]) or 2, 2), 4))
            case "list":
                items = tuple(filter(None, (_inline(item, base) for item in element.iter("item"))))
                if items:
                    yield ListBlock(items, element.get("rend") == "ol")
            case "quote":
                yield from _quote(element, base)
            case "graphic":
                yield from _photo(element, base)
            case "table":
                for row in element.iter("row"):
                    cells = filter(None, (_inline(cell, base) for cell in row.iter("cell")))
                    yield from _paragraphs(" · ".join(cells))
            case "div":
                yield from _blocks(element, base)
            case _:
                yield from _paragraph_with_photos(element, base)


def _paragraph_with_photos(element: etree._Element, base: str | None) -> Iterator[Block]:
    for graphic in element.iter("graphic"):
        yield from _photo(graphic, base)
    yield from _paragraphs(_inline(element, base))


def _paragraphs(markup: str) -> Iterator[Paragraph]:
    """A line break in a paragraph parts it: pages without <p> part their text with <br>."""
    for part in re.split(r"\s*\n\s*", markup):
        part = clean_inline(part)
        if part and any(letter.isalnum() for letter in Paragraph(part).text):
            yield Paragraph(part)


def _quote(element: etree._Element, base: str | None) -> Iterator[Block]:
    parts = [child for child in element if child.tag in ("p", "quote", "item")]
    texts = [_inline(part, base) for part in parts] or [_inline(element, base)]
    if joined := _BREAK.join(filter(None, texts)):
        yield Quote(joined)


def _photo(graphic: etree._Element, base: str | None) -> Iterator[PhotoCaption]:
    source = graphic.get("src") or ""
    url = path_beside(source) or urljoin(base or "", source)
    is_at_hand = path_beside(source) is not None or url.startswith(("http://", "https://"))
    caption, credit = split_credit(" ".join((graphic.get("title") or "").split()))
    if caption or is_at_hand:
        yield PhotoCaption(caption, url if is_at_hand else None, credit)


def _inline(element: etree._Element, base: str | None) -> str:
    return clean_inline(_markup(element, base))


def _markup(element: etree._Element, base: str | None) -> str:
    """The element's content as HTML; everything from the page is escaped, the tags are ours."""
    parts = [_escaped(element.text)]
    for child in element:
        inner = _markup(child, base)
        if child.tag == "ref":
            inner = f'<a href="{html.escape(_address(child.get("target") or "", base))}">{inner}</a>'
        elif child.tag == "hi" and (tag := _EMPHASIS.get(child.get("rend") or "")):
            inner = f"<{tag}>{inner}</{tag}>"
        elif child.tag in ("lb", "p", "item", "list", "quote"):
            inner = f"{_BREAK}{inner}{_BREAK if child.tag != 'lb' else ''}"
        elif child.tag == "graphic":
            inner = ""
        parts += [inner, _escaped(child.tail)]
    return "".join(parts)


def _escaped(text: str | None) -> str:
    return html.escape(re.sub(r"\s+", " ", text), quote=False) if text else ""


def _address(target: str, base: str | None) -> str:
    try:
        return urljoin(base or "", target.strip())
    except ValueError:
        return ""
