"""What a reader sees of an element of a page: its lines, one a block, and the words it is called by."""

import re
from collections.abc import Collection
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

NEVER_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "button",
    "dialog",
)
_LONGEST_WORD = 100
# Elements in a short text; without a bound a page of empty ones would cost minutes.
_MOST_PARTS = 200
_PICTURES = ("figure", "picture")
_BLOCK_TAGS = (
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p section table tbody td th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())


def lines_of(element: HtmlElement, without: Collection[HtmlElement] = ()) -> list[str]:
    """The text of each block for itself, in order; what pictures and their captions say is left out."""
    lines = [""]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start" and (node.tag in NEVER_TEXT or node.tag in _PICTURES or node in without):
            walk.skip_subtree()
            continue
        if node.tag in _BLOCKS:
            lines.append("")
        lines[-1] += (node.text if event == "start" else node.tail if node is not element else "") or ""
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def short_text(element: HtmlElement, limit: int) -> str:
    """The text on one line, or nothing where it has more than `limit` characters."""
    if next(islice(element.iter(), _MOST_PARTS, None), None) is not None:
        return ""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > 4 * limit:
            return ""
    text = " ".join(text.split())
    return text if len(text) <= limit else ""


def tokens_of(element: HtmlElement) -> list[str]:
    """The words of its id and its class; what nobody would call it by is left out."""
    words = f"{element.get('id', '')} {element.get('class', '')}".split()
    return [word for word in words if len(word) <= _LONGEST_WORD]


def tidy(text: str | None) -> str | None:
    """One line without tags, or None where nothing is left."""
    return " ".join(re.sub(r"<[^>]{0,500}>", "", text).split()) or None if text else None


def squeezed(text: str) -> str:
    """Without white space, for comparing texts whose tags met without one."""
    return "".join(text.split()).casefold()
