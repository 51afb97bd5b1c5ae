"""Reads an article page that somebody copied from a browser and saved as plain text."""

import re
from dataclasses import dataclass, field
from dataclasses import replace as but
from datetime import datetime
from pathlib import Path

from rotative.importers.pages.body import Signature, blocks_of, sign_off, split_credit
from rotative.importers.pages.dates import DateLine, ImpossibleDate, read_date_line
from rotative.importers.pages.headlines import columns_among, mend_teaser, split_kicker
from rotative.importers.pages.language import guess_language
from rotative.importers.pages.listed import read_entry, read_list, take_unannounced
from rotative.importers.pages.names import Names, read_by_line, read_names
from rotative.importers.pages.parsed import LONGEST_HEADLINE, PageRefused, ParsedByline, ParsedPage, Refusal
from rotative.importers.pages.zones import Piece, divide, is_furniture, pieces_of

# A headline, a kicker or section above it, a standfirst of several paragraphs, a byline: more is text.
HEADER_LINES = 7
# The longest reportage has some hundred paragraphs; a file of many thousand lines is a book or a log.
MOST_LINES = 5_000
_CRUMBS = re.compile(r"\s+[>›»/]\s+")


@dataclass(slots=True)
class _Header:
    headline: str
    kicker: str | None = None
    section: str | None = None
    standfirst: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    names: Names = field(default_factory=Names)
    caption: str | None = None
    credit: str | None = None


def read_text_page(text: str, path: Path) -> ParsedPage:
    """The article on the page; `path` only names the file in a refusal. Raises PageRefused."""
    pieces = pieces_of(text)
    if len(pieces) > MOST_LINES:
        raise PageRefused(path, Refusal.NO_ARTICLE)
    dates = _dates_of(pieces, path)
    header, rest = _read_header(pieces, dates, path)
    zones = divide(rest)
    text_lines, signature = sign_off(_without_repeated_dates(zones.body, header, dates))
    text_lines, unannounced = take_unannounced(text_lines)
    if unannounced:
        text_lines, signature = sign_off(text_lines)
    if not any(piece.is_prose for piece in text_lines):
        raise PageRefused(path, Refusal.NO_ARTICLE, "blocks")
    latest = read_list(zones.author_latest)
    related = [read_entry(one.text for one in group) for group in (*zones.read_also, *unannounced)]
    byline, page_of = _signed(header.names, signature, zones.author_name, bool(latest))
    return ParsedPage(
        headline=header.headline,
        blocks=blocks_of(text_lines),
        kicker=header.kicker,
        standfirst=header.standfirst,
        published_at=header.published_at,
        updated_at=header.updated_at,
        language=guess_language(" ".join(piece.text for piece in text_lines)),
        byline=byline,
        author_page_of=page_of,
        lead_photo_caption=header.caption,
        lead_photo_credit=header.credit,
        related=(*filter(None, related), *read_list(zones.related)),
        author_latest=latest,
        columns=columns_among(latest),
        discussion_gated=zones.gated,
        discussion_notice=tuple(piece.text for piece in zones.notice),
        section_name=header.section,
    )


def _dates_of(pieces: list[Piece], path: Path) -> dict[int, DateLine]:
    """The date lines of the page by line number."""
    found = {}
    for piece in pieces:
        try:
            date = read_date_line(piece.text)
        except ImpossibleDate as error:
            raise PageRefused(
                path, Refusal.IMPOSSIBLE_DATE, "published_at", piece.line, piece.text
            ) from error
        if date:
            found[piece.line] = date
    return found


def _read_header(pieces: list[Piece], dates: dict[int, DateLine], path: Path) -> tuple[_Header, list[Piece]]:
    """The lines down to the date (or to “Par …” on a page without one), and what stands below."""
    end = next((index for index, piece in enumerate(pieces) if piece.line in dates), None)
    if end is None or end > HEADER_LINES:
        signed = next((i for i, piece in enumerate(pieces[:HEADER_LINES]) if read_by_line(piece.text)), None)
        if signed is None and end is None:
            raise PageRefused(path, Refusal.NO_ARTICLE)
        # The date stands at the foot of the article, or in a list below it. Then the byline or the caption
        # that repeats the headline, ends the header; without them only the first line is certain.
        again = (
            index
            for index in range(1, min(HEADER_LINES, len(pieces)))
            if pieces[index].text == pieces[0].text
        )
        end = next(again, 1) if signed is None else signed
    top = [piece for piece in pieces[:end] if not is_furniture(piece.text)]
    below = end
    while below < len(pieces) and (pieces[below].line in dates or read_by_line(pieces[below].text)):
        below += 1
    marks = [piece for piece in pieces[end:below] if piece.line in dates or read_by_line(piece.text)]
    header = _title(top, pieces[below].text if below < len(pieces) else "", path)
    for date in (dates[piece.line] for piece in marks if piece.line in dates):
        _date_header(header, date)
    for signed_by in (read_by_line(piece.text) for piece in (*top, *marks) if piece.line not in dates):
        header.names = signed_by or header.names
    return header, _without_lead_caption(header, pieces[below:], below == end)


def _title(top: list[Piece], below: str, path: Path) -> _Header:
    """The headline among the lines above the date, with what stands above and below it."""
    texts = [piece.text for piece in top if not read_by_line(piece.text)]
    if not texts:
        raise PageRefused(path, Refusal.NO_HEADLINE, "headline")
    section = _CRUMBS.split(texts[0])[-1] if _CRUMBS.search(texts[0]) and len(texts) > 1 else None
    texts = texts[1:] if section else texts
    above = texts[0] if len(texts) > 1 and _stands_above(texts, below) else None
    texts = texts[1:] if above else texts
    kicker, headline = split_kicker(texts[0]) if above is None else (above, texts[0])
    if not any(letter.isalpha() for letter in headline):
        raise PageRefused(path, Refusal.NO_HEADLINE, "headline", top[0].line, texts[0])
    if len(headline) > LONGEST_HEADLINE:
        line = next(piece.line for piece in top if piece.text == texts[0])
        raise PageRefused(path, Refusal.HEADLINE_TOO_LONG, "headline", line, headline)
    standfirst, _ = mend_teaser(" ".join(texts[1:])) if texts[1:] else (None, False)
    return _Header(headline, kicker, section, standfirst)


def _stands_above(texts: list[str], below: str) -> bool:
    """Whether the first line is a kicker above the headline: the caption repeats the second line, or the
    first is in capitals, or it is three words at most with a headline and a standfirst below it."""
    first = texts[0]
    if below in texts[:2]:
        return below == texts[1]
    return (
        len(first.split()) <= 3
        and (first.isupper() or len(texts) > 2)
        and not first.endswith((".", "!", "?"))
    )


def _date_header(header: _Header, date: DateLine) -> None:
    header.published_at = header.published_at or date.published_at
    header.updated_at = header.updated_at or date.updated_at
    if date.authors:
        header.names = read_names(date.authors, by=True) or header.names


def _without_lead_caption(header: _Header, rest: list[Piece], undated: bool) -> list[Piece]:
    """Takes the lead photo's caption off: it repeats the headline, or stands close below the date."""
    if not rest:
        return rest
    first = rest[0]
    full = f"{header.kicker} : {header.headline}" if header.kicker else header.headline
    caption, credit = split_credit(first.text)
    repeats = first.text in (full, header.headline)
    close = (
        not undated
        and not first.blanks_before
        and not first.ends_a_sentence
        and len(first.text.split()) <= 30
    )
    if repeats or close or (credit and len(first.text.split()) <= 30):
        header.caption, header.credit = caption, credit
        return rest[1:]
    return rest


def _without_repeated_dates(body: list[Piece], header: _Header, dates: dict[int, DateLine]) -> list[Piece]:
    """Takes off the body what dates the article itself: “Mis à jour le …”, or the only date at the foot."""
    kept = []
    for piece in body:
        date = dates.get(piece.line)
        if date and (date.published_at is None or header.published_at in (None, date.published_at)):
            _date_header(header, date)
        else:
            kept.append(piece)
    return kept


def _signed(
    above: Names, below: Signature, listed_name: str | None, has_list: bool
) -> tuple[ParsedByline, str | None]:
    """One byline out of the names above and below the text; ordinary letters mend a name in capitals."""
    byline = below.byline
    if not byline.authors and (above.authors or above.agency):
        byline = but(byline, authors=above.authors, agency=byline.agency or above.agency)
    page_of = below.author_page_of or listed_name
    if page_of is None and has_list and len(byline.authors) == 1 and not byline.others:
        page_of = byline.authors[0].name
    authors = tuple(
        but(author, name=page_of) if page_of and author.name.casefold() == page_of.casefold() else author
        for author in byline.authors
    )
    return but(byline, authors=authors), page_of
