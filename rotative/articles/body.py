"""Questions about the body of an article: its plain text, its opening, its corrections."""

import html
import re
from typing import Any

from wagtail.blocks import StreamValue

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:p|h2|h3|h4|li)>|<br\s*/?>")
OPENING_PARAGRAPHS = 2
TEXT = "text"


def _plain(rich: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", rich))).strip()


def _block_text(block: Any) -> str:
    value = block.value
    match block.block_type:
        case "text":
            return _plain(value.source)
        case "quotation":
            return f"{value['text']} {value['attribution']}".strip()
        case "box":
            return f"{value['title']}\n{_plain(value['body'].source)}"
        case "table":
            rows = value.get("data", []) if value else []
            return "\n".join(" ".join(cell or "" for cell in row) for row in rows)
        case "photo":
            return str(value["caption"] or "")
        case "correction":
            return str(value["text"])
        case _:
            return ""


def plain_text(body: StreamValue) -> str:
    """Return the text of the body without markup, a line a paragraph."""
    return "\n".join(text for block in body if (text := _block_text(block)))


def opening(body: StreamValue) -> StreamValue:
    """Return what everybody may read of an article for subscribers: its first two paragraphs, and no other block."""
    for block in body:
        if block.block_type == TEXT:
            paragraphs = re.findall(r"<p[ >].*?</p>", block.value.source, flags=re.DOTALL)
            start = "".join(paragraphs[:OPENING_PARAGRAPHS])
            return StreamValue(body.stream_block, [(TEXT, type(block.value)(start))])
    return StreamValue(body.stream_block, [])


def corrections(body: StreamValue) -> list[tuple[Any, str]]:
    """Return date and text of each correction in the body, in order."""
    return [(b.value["date"], b.value["text"]) for b in body if b.block_type == "correction"]
