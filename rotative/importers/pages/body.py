"""Turns the lines of a pasted body into blocks, and finds the byline that closes it."""

import html
import re
from dataclasses import dataclass
from dataclasses import replace as but

from rotative.importers.pages.names import (
    is_name,
    is_role,
    read_by_line,
    read_names,
    read_role_and_names,
)
from rotative.importers.pages.parsed import Block, Heading, ListBlock, Paragraph, ParsedByline, PhotoCaption
from rotative.importers.pages.zones import Piece, is_furniture

CAPTION_WORDS = 30
HEADING_WORDS = 15
_BULLET = re.compile(r"[•▪◦*·-]\s+(?=\S)")
_NUMBER = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=\S)")
_CREDIT = re.compile(
    r"[\s(|/–—-]*(?:(?:cr[ée]dits?|photos?|ph\.|©|\(c\))\s*(?:photos?)?\s*[:.]?\s*(?:©\s*)?|©\s*)"
    r"(?P<credit>[^.()]{2,60})\)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The byline below the text, and the name whose list follows it."""

    byline: ParsedByline
    author_page_of: str | None = None


def sign_off(pieces: list[Piece]) -> tuple[list[Piece], Signature]:
    """Parts the text from the names below it: a role, the names, the author whose list follows."""
    end = len(pieces)
    while end and is_signature_line(pieces[end - 1].text):
        end -= 1
    if (
        0 < end < len(pieces)
        and _could_be_a_role(pieces[end - 1])
        and any(letter.isupper() for letter in pieces[end].text)
    ):
        end -= 1
    groups: list[ParsedByline] = []
    role, page_of = None, None
    for piece in pieces[end:]:
        both = read_role_and_names(piece.text)
        found = both[1] if both else read_by_line(piece.text) or read_names(piece.text)
        role = both[0] if both else role
        if found is None:
            role = piece.text
        elif not groups or role:
            groups.append(ParsedByline(role, found.authors, found.agency))
            role = None
        elif len(found.authors) == 1 and groups[-1].authors:
            page_of = found.authors[0].name
        else:
            last = groups[-1]
            groups[-1] = but(last, authors=last.authors + found.authors, agency=found.agency or last.agency)
    if not groups:
        return pieces, Signature(ParsedByline())
    if role and not groups[-1].role:
        groups[-1] = but(groups[-1], role=role)
    agency = next((group.agency for group in groups if group.agency), None)
    return pieces[:end], Signature(but(groups[0], agency=agency, others=tuple(groups[1:])), page_of)


def is_signature_line(text: str) -> bool:
    """Whether a line holds names or a role and nothing else."""
    signed = read_by_line(text) or read_names(text) or read_role_and_names(text)
    return bool(signed) or (is_role(text) and len(text.split()) <= 6 and not text.endswith((".", "!", "?")))


def blocks_of(pieces: list[Piece]) -> tuple[Block, ...]:
    """The body in order. Paragraphs hold escaped text.

    A short line without a full stop is a photo caption when it stands apart (more blank lines than usual,
    or an indent), otherwise a heading. Two or more lines with bullets or numbers in a row are a list.
    """
    kept = [piece for piece in pieces if not is_furniture(piece.text)]
    blocks: list[Block] = []
    index = 0
    while index < len(kept):
        length = _list_length(kept, index)
        if length > 1:
            blocks.append(_list_block(kept[index : index + length]))
        else:
            length = 1
            blocks.append(_block(kept[index], inside=0 < index < len(kept) - 1, follows_text=index > 0))
        index += length
    return tuple(blocks)


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without “Photo : Issa Diarra” or “© Issa Diarra” at its end, and that credit."""
    found = _CREDIT.search(caption) if len(caption) <= 600 else None
    if found is None or (found.start() > 0 and caption[found.start()].isalnum()):
        return caption, None
    return caption[: found.start()].strip() or caption, found["credit"].strip()


def _block(piece: Piece, inside: bool, follows_text: bool) -> Block:
    words = len(piece.text.split())
    caption, credit = split_credit(piece.text)
    if credit and words <= CAPTION_WORDS:
        return PhotoCaption(caption, credit=credit)
    if not piece.ends_a_sentence and inside:
        if piece.stands_apart and words <= CAPTION_WORDS and not re.match(r"[«“\"–—]", piece.text):
            return PhotoCaption(piece.text)
        if words <= HEADING_WORDS:
            return Heading(piece.text)
    if not follows_text and not piece.ends_a_sentence and words <= HEADING_WORDS:
        return Heading(piece.text)
    return Paragraph(html.escape(piece.text, quote=False))


def _list_length(pieces: list[Piece], start: int) -> int:
    """How many lines from `start` on belong to one list, 0 for none."""
    length = 0
    for piece in pieces[start:]:
        number = _NUMBER.match(piece.text)
        if not (_BULLET.match(piece.text) or (number and int(number["number"]) == length + 1)):
            break
        length += 1
    return length


def _list_block(pieces: list[Piece]) -> ListBlock:
    texts = [_NUMBER.sub("", _BULLET.sub("", piece.text, count=1), count=1) for piece in pieces]
    return ListBlock(
        tuple(html.escape(text, quote=False) for text in texts), bool(_NUMBER.match(pieces[0].text))
    )


def _could_be_a_role(piece: Piece) -> bool:
    """An unknown role still shows: a short line without a full stop right above names."""
    return not piece.ends_a_sentence and len(piece.text.split()) <= 5 and not is_name(piece.text)
