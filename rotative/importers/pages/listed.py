"""Reads the lists on a page: what stands under “Lire aussi” and under “Les articles de l’auteur”."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from rotative.importers.pages.dates import read_date_line
from rotative.importers.pages.headlines import looks_cut, mend_teaser, split_kicker
from rotative.importers.pages.names import Names, read_by_line, read_names
from rotative.importers.pages.parsed import Listed
from rotative.importers.pages.zones import Piece, is_furniture, read_also


def read_entry(lines: Iterable[str]) -> Listed | None:
    """One article of a list: headline, standfirst, “Par …”, “Publié …”, all but the first optional.

    Raises ImpossibleDate.
    """
    texts: list[str] = []
    below = _read_below(lines, texts)
    if not texts:
        return None
    kicker, headline = split_kicker(read_also(texts[0]) or texts[0])
    return _listed(headline, kicker, texts[1:], *below)


def read_titled_entry(kicker: str | None, headline: str, lines: Iterable[str]) -> Listed:
    """The same where the page marks what the headline is; `lines` is the rest. Raises ImpossibleDate."""
    texts: list[str] = []
    below = _read_below(lines, texts)
    return _listed(headline, kicker, texts, *below)


def read_list(pieces: Iterable[Piece]) -> tuple[Listed, ...]:
    """The entries of a list in order; an entry ends with its date or its author, or is a line by itself."""
    kept = [piece for piece in pieces if not is_furniture(piece.text)]
    marked = any(map(_is_mark, kept))
    groups: list[list[Piece]] = [[]]
    for piece, following in zip(kept, [*kept[1:], None], strict=False):
        groups[-1].append(piece)
        if _ends_entry(piece, following, marked):
            groups.append([])
    return tuple(entry for group in groups if (entry := read_entry(piece.text for piece in group)))


def take_unannounced(body: list[Piece]) -> tuple[list[Piece], list[list[Piece]]]:
    """Parts the body from entries of a list below it without a heading, known by their date lines.

    The body keeps everything before the first entry: its headline, then at most one standfirst, then “Par …”.
    """
    dated = [index for index, piece in enumerate(body) if _is_date(piece)]
    if not dated:
        return body, []
    start = dated[0]
    for is_part in (_is_signed, lambda piece: piece.ends_a_sentence, lambda piece: not piece.ends_a_sentence):
        if start and is_part(body[start - 1]):
            start -= 1
    ends = [start, *(index + 1 for index in dated)]
    entries = [body[begin:end] for begin, end in pairwise(ends)]
    return body[:start], [entry for entry in entries if entry]


def _read_below(lines: Iterable[str], texts: list[str]) -> tuple[Names, datetime | None]:
    """Who signs and when it was published; lines that say neither are added to `texts`."""
    names, published_at = Names(), None
    for line in lines:
        date = read_date_line(line)
        if date:
            published_at = date.published_at or date.updated_at or published_at
            names = (read_names(date.authors, by=True) if date.authors else None) or names
        elif signed := read_by_line(line):
            names = signed
        else:
            texts.append(line)
    return names, published_at


def _listed(
    headline: str, kicker: str | None, texts: list[str], names: Names, published_at: datetime | None
) -> Listed:
    standfirst, shortened = mend_teaser(" ".join(texts))
    return Listed(headline, kicker, standfirst, shortened, names.authors, published_at)


def _ends_entry(piece: Piece, following: Piece | None, marked: bool) -> bool:
    if not marked:
        return not (following and looks_cut(following.text))
    return _is_mark(piece) and not (following and _is_mark(following))


def _is_mark(piece: Piece) -> bool:
    return _is_date(piece) or _is_signed(piece)


def _is_date(piece: Piece) -> bool:
    return read_date_line(piece.text) is not None


def _is_signed(piece: Piece) -> bool:
    return read_by_line(piece.text) is not None
