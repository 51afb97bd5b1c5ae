"""Reads the text of a demo article: paragraphs, headings, lists and quotations as in Markdown, and blocks between
`:::name` and `:::` for boxes, photos, galleries, tables and corrections. No Django in here.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date


class ContentError(ValueError):
    """Something in a content file that cannot be read; the message names file and line."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn: its subject, and what is said about it."""

    scene: str
    caption: str
    photographer: str
    alt: str


@dataclass(frozen=True)
class Text:
    """Paragraphs, headings and lists, each as the HTML that the editor would have made."""

    elements: tuple[str, ...]


@dataclass(frozen=True)
class Quotation:
    """A quotation set apart."""

    text: str
    attribution: str


@dataclass(frozen=True)
class Box:
    """An encadré; ``elements`` as in Text."""

    title: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of plain text, the first one of headings."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Gallery:
    """Pictures to look through."""

    title: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Correction:
    """A mistake that was mended, and when."""

    on: date
    text: str


Block = Text | Quotation | Box | Table | Picture | Gallery | Correction
Line = tuple[int, str]

_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)"), r'<a href="\2">\1</a>'),
)
_MARKERS = re.compile(r"\*{1,2}(.+?)\*{1,2}")


def inline(text: str) -> str:
    """Return a line as HTML: escaped, with **bold**, *italic* and [links](https://example.org/)."""
    marked = html.escape(text.strip(), quote=False)
    for pattern, replacement in _INLINE:
        marked = pattern.sub(replacement, marked)
    return marked


def plain(text: str) -> str:
    """Return a line without its markers, for places that hold plain text."""
    return _MARKERS.sub(r"\1", text.strip())


def parse_text(file: str, lines: list[str], first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a text in order. Raises ContentError, which names file and line."""
    blocks: list[Block] = []
    for name, title, group in _groups(file, list(enumerate(lines, start=first_line))):
        blocks += _READERS[name](file, title, group) if name else _flowing(group)
    return tuple(blocks)


def _groups(file: str, lines: list[Line]) -> Iterator[tuple[str, str, list[Line]]]:
    """Yield what stands between ::: fences, and what stands outside of them, the latter without a name."""
    name, title, opened, group = "", "", 0, []
    for number, line in lines:
        if not line.startswith(":::"):
            group.append((number, line))
            continue
        if not name and line.strip() == ":::":
            raise ContentError(file, number, "::: closes a block that was not opened")
        if name and line.strip() != ":::":
            raise ContentError(file, number, f"a block opens inside :::{name} of line {opened}")
        yield name, title, group
        if name:
            name, title = "", ""
        else:
            name, _space, title = line[3:].strip().partition(" ")
            if name not in _READERS:
                raise ContentError(file, number, f"unknown block :::{name}")
        opened, group = number, [(number, "")]
    if name:
        raise ContentError(file, opened, f":::{name} is never closed")
    yield name, title, group


def _paragraphs(lines: list[Line]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for _number, line in [*lines, (0, "")]:
        if line.strip():
            paragraph.append(line.strip())
        elif paragraph:
            yield paragraph
            paragraph = []


def _element(paragraph: list[str]) -> str:
    if paragraph[0].startswith("## "):
        return f"<h2>{inline(' '.join(paragraph)[3:])}</h2>"
    if all(line.startswith("- ") for line in paragraph):
        return f"<ul>{''.join(f'<li>{inline(line[2:])}</li>' for line in paragraph)}</ul>"
    return f"<p>{inline(' '.join(paragraph))}</p>"


def _flowing(lines: list[Line]) -> Iterator[Block]:
    """Yield texts as long as possible, cut only by quotations set apart."""
    elements: list[str] = []
    for paragraph in _paragraphs(lines):
        if not paragraph[0].startswith(">"):
            elements.append(_element(paragraph))
            continue
        if elements:
            yield Text(tuple(elements))
            elements = []
        said = [line.lstrip("> ").strip() for line in paragraph]
        attribution = said.pop().lstrip("— ") if said[-1].startswith("—") else ""
        yield Quotation(plain(" ".join(said)), plain(attribution))
    if elements:
        yield Text(tuple(elements))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _picture(file: str, line: Line) -> Picture:
    cells = _cells(line[1])
    if len(cells) != 4 or not all(cells):
        raise ContentError(
            file, line[0], "a picture is written: scene | caption | photographer | description"
        )
    return Picture(*cells)


def _photo(file: str, title: str, lines: list[Line]) -> Iterator[Block]:
    yield _picture(file, (lines[0][0], title))


def _gallery(file: str, title: str, lines: list[Line]) -> Iterator[Block]:
    pictures = tuple(_picture(file, line) for line in lines if line[1].strip())
    if len(pictures) < 2:
        raise ContentError(file, lines[0][0], "a gallery has at least two pictures")
    yield Gallery(title, pictures)


def _box(file: str, title: str, lines: list[Line]) -> Iterator[Block]:
    if not title:
        raise ContentError(file, lines[0][0], "a box has a title")
    yield Box(plain(title), tuple(_element(paragraph) for paragraph in _paragraphs(lines)))


def _table(file: str, title: str, lines: list[Line]) -> Iterator[Block]:
    rows = [tuple(plain(cell) for cell in _cells(line)) for _number, line in lines if line.strip()]
    if len({len(row) for row in rows}) != 1 or len(rows) < 2:
        raise ContentError(file, lines[0][0], "a table has two or more rows of the same length")
    yield Table(plain(title), tuple(rows))


def _correction(file: str, title: str, lines: list[Line]) -> Iterator[Block]:
    try:
        on = date.fromisoformat(title.strip())
    except ValueError:
        raise ContentError(
            file, lines[0][0], f"a correction has a date like 2026-05-03, not {title!r}"
        ) from None
    yield Correction(on, plain(" ".join(line.strip() for _number, line in lines if line.strip())))


_READERS: dict[str, Callable[[str, str, list[Line]], Iterator[Block]]] = {
    "encadre": _box,
    "photo": _photo,
    "galerie": _gallery,
    "table": _table,
    "correction": _correction,
}
