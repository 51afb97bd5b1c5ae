"""Turns the blocks of a page into those of an article's body."""

from html import escape
from typing import Any

from rotative.importers.pages.parsed import Heading, ListBlock, Paragraph, ParsedPage, PhotoCaption, Quote


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
                photo = photos.get(url or "")
                if photo or caption:
                    flush()
                    value = {"photo": photo, "caption": caption, "credit": credit or "", "size": "body"}
                    blocks.append(("photo", value))
    flush()
    return blocks
