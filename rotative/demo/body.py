"""Turns the text of a content file into the body blocks of an article."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from rotative.demo.content_text import Block, Box, Correction, Gallery, Picture, Quotation, Table, Text

CORRECTED_AFTER = timedelta(days=2)
BlockData = tuple[str, Any]


def pictures_of(body: tuple[Block, ...]) -> list[Picture]:
    """Return the pictures of a text in their order, those of galleries included."""
    found: list[Picture] = []
    for block in body:
        if isinstance(block, Picture):
            found.append(block)
        elif isinstance(block, Gallery):
            found += block.pictures
    return found


def stream(
    body: tuple[Block, ...],
    photos: Mapping[Picture, Any],
    published_on: date,
    today: date,
    typeset: Callable[[str], str],
) -> list[BlockData]:
    """Return the blocks as the article's body takes them.

    ``photos`` has the photo of each picture. A correction dated before publication or after ``today`` moves to two
    days after publication, or to today where that is later still.
    """
    blocks: list[BlockData] = []
    for block in body:
        match block:
            case Text(elements):
                blocks.append(("text", "".join(elements)))
            case Quotation(text, attribution):
                blocks.append(("quotation", {"text": typeset(text), "attribution": typeset(attribution)}))
            case Box(title, elements):
                blocks.append(("box", {"title": typeset(title), "body": "".join(elements)}))
            case Table(caption, rows):
                blocks.append(("table", _table(typeset(caption), rows)))
            case Picture(caption=caption):
                blocks.append(
                    ("photo", {"photo": photos[block], "caption": "", "credit": "", "size": "body"})
                )
            case Gallery(title, pictures):
                items = [{"photo": photos[picture], "caption": ""} for picture in pictures]
                blocks.append(("gallery", {"title": typeset(title), "photos": items}))
            case Correction(on, text):
                if not published_on <= on <= today:
                    on = min(published_on + CORRECTED_AFTER, today)
                blocks.append(("correction", {"date": on, "text": typeset(text)}))
    return blocks


def with_read_also(blocks: list[BlockData], article: Any) -> list[BlockData]:
    """Return the blocks with a “Lire aussi” in the middle of the first text."""
    for position, (kind, text) in enumerate(blocks):
        if kind != "text":
            continue
        paragraphs = [part + "</p>" for part in text.split("</p>")[:-1]]
        rest = text.split("</p>")[-1]
        half = (len(paragraphs) + 1) // 2
        first, second = "".join(paragraphs[:half]), "".join(paragraphs[half:]) + rest
        halves = [("text", first), ("read_also", {"article": article}), ("text", second)]
        return [*blocks[:position], *[part for part in halves if part[1]], *blocks[position + 1 :]]
    return blocks


def _table(caption: str, rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    return {
        "data": [list(row) for row in rows],
        "table_caption": caption,
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "cell": [],
        "mergeCells": [],
    }
