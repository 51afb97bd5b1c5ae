"""Who signs a saved HTML article, and in which capacity: what it declares, what it shows above and below the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace as but
from itertools import takewhile

from lxml.html import HtmlElement

from rotative.importers.pages.body import is_signature_line, sign_off
from rotative.importers.pages.dates import folded
from rotative.importers.pages.names import CORRESPONDS, Names, is_role, read_by_line, read_names
from rotative.importers.pages.parsed import Block, Paragraph, ParsedAuthor, ParsedByline
from rotative.importers.pages.shown import lines_of, tidy
from rotative.importers.pages.zones import Piece

_AUTHOR = (
    *("author", "article:author", "parsely-author", "sailthru.author"),
    *("byl", "dc.creator", "dcterms.creator", "citation_author"),
)
_NOBODY = frozenset({"no author", "unknown", "admin", "anonymous", "webmaster", "super user"})
_BYLINE_CLASS = re.compile(
    r"(?:.*[-_])?(?:byline|author|auteur|signature)(?:[-_]?(?:name|link))?s?", re.IGNORECASE
)
_SHOWN = ("p", "div", "span", "a", "h2", "h3", "h4", "h5", "li", "time", "small", "em", "strong", "address")

# In which capacity somebody signs; the words of an office or a section's name (“Analyse”) would be none.
_ROLE = re.compile(
    rf"{CORRESPONDS}|propos recueillis|recueilli|entretien|interview|tradui|traduction|stagiaire"
)
_LONGEST_BYLINE = 12  # lines


def names_of(
    declared: Iterable[tuple[str, str]], root: HtmlElement, meta: dict[str, list[str]], site: str
) -> Names | None:
    """The declared authors; where a page declares only itself or an agency, the authors that it shows."""
    written = list(declared)
    names = _names(one for one in written if not _is_the_paper(one[1], site)) or Names()
    own = [author for author in names.authors if author.name.casefold() != site.casefold()]
    if own:
        return Names(tuple(own), names.agency)
    shown = _names_shown(root, meta) or Names()
    agency = names.agency or shown.agency
    found = Names(shown.authors or names.authors, agency)
    # A paper that signs itself has said that nobody does.
    return found if found.authors or agency or written else None


def _is_the_paper(written: str, site: str) -> bool:
    return bool(site) and written.strip().casefold() == site.strip().casefold()


def _names(found: Iterable[tuple[str, str]]) -> Names | None:
    authors, agency = [], None
    for kind, written in found:
        names = read_signature(written)
        if names and kind.endswith("Organization"):
            agency = agency or tidy(written)
        elif names:
            authors += [author for author in names.authors if author not in authors]
            agency = agency or names.agency
    return Names(tuple(authors), agency) if authors or agency else None


def _names_shown(root: HtmlElement, meta: dict[str, list[str]]) -> Names | None:
    in_meta = _names(("Person", value) for name in _AUTHOR for value in meta.get(name, ()))
    if in_meta and in_meta.authors:
        return in_meta
    agency = in_meta.agency if in_meta else None
    return next(
        (Names(names.authors, names.agency or agency) for names in _names_in_sight(root) if names),
        in_meta,
    )


def _names_in_sight(root: HtmlElement) -> Iterator[Names | None]:
    """What the page marks as its author's name, the surest mark first."""
    for mark in (
        "//*[@itemprop='author']//*[@itemprop='name']",
        "//*[@itemprop='author']|//a[@rel='author']",
    ):
        yield from (read_signature(one.text_content()) for one in root.xpath(mark))
    for element in _bylines_in(root):
        signed = _signed_under_a_role(lines_of(element), _ROLE)
        if signed:
            authors = tuple(author for group in signed[0].groups for author in group.authors)
            yield Names(authors, signed[0].agency)
        else:
            yield read_signature(element.text_content())
    for element in root.iter(*_SHOWN):
        if len(element) <= 3 and read_by_line(shown := " ".join(element.text_content().split())):
            yield read_signature(shown)


def _bylines_in(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.iter(*_SHOWN):
        if any(map(_BYLINE_CLASS.fullmatch, element.get("class", "").split())):
            yield element


def read_signature(written: str) -> Names | None:
    """The names in what a page gives as its author; None for an address, an account or nobody."""
    text = tidy(written) or ""
    text = re.split(r"\s[|·•–—]\s|\s{2,}|,?\s+(?:le|on)\s+\d", text)[0]
    if (
        not text
        or len(text) > 120
        or "://" in text
        or "@" in text
        or any(map(str.isdigit, text))
        or text.lower() in _NOBODY
    ):
        return None
    return read_by_line(text) or read_names(
        re.sub(r"^(?:par|by|auteure?s?|authors?|texte?)\s*:?\s+", "", text, flags=re.IGNORECASE), by=True
    )


def read_byline(root: HtmlElement, known: Names) -> tuple[ParsedByline, set[str]]:
    """The byline with the roles that the page shows, and the lines that it stands on.

    A role is somebody's whom the page declares as its author, or anybody's where it declares none.
    """
    marked = [lines for one in _bylines_in(root) if len(lines := lines_of(one)) <= _LONGEST_BYLINE]
    found = (_signed_under_a_role(lines, _ROLE) for lines in marked)
    signed = next(filter(None, found), None) or _signed_under_a_role(lines_of(root), re.compile(CORRESPONDS))
    byline, lines = signed or (ParsedByline(), [])
    spelled = {_key(author): author for author in known.authors}
    under_a_role = {_key(author) for group in byline.groups for author in group.authors}
    if not lines or (spelled and spelled.keys().isdisjoint(under_a_role)):
        return _as_printed(known, marked), set()
    groups = [
        but(group, authors=tuple(_merged(author, spelled.get(_key(author))) for author in group.authors))
        for group in byline.groups
    ]
    if beside := tuple(author for author in known.authors if _key(author) not in under_a_role):
        groups.append(ParsedByline(None, beside))
    agency = byline.agency or known.agency
    return but(groups[0], agency=agency, others=tuple(but(one, others=()) for one in groups[1:])), set(lines)


def _as_printed(known: Names, marked: list[list[str]]) -> ParsedByline:
    """The declared authors, with the family names and the agency that a byline of theirs prints."""
    printed = [names for lines in marked for line in lines if (names := read_names(line))]
    families = {_key(author): author for names in printed for author in names.authors if author.family}
    authors = tuple(
        but(author, family=author.family or families[_key(author)].family)
        if _key(author) in families
        else author
        for author in known.authors
    )
    agencies = (names.agency for names in printed if names.agency and authors)
    return ParsedByline(None, authors, known.agency or next(agencies, None))


def without_byline(
    blocks: list[Block], byline: ParsedByline, lines: set[str]
) -> tuple[list[Block], ParsedByline]:
    """The text without the byline that closes it; names in capitals there sign where nobody else does."""
    kept = [block for block in blocks[-_LONGEST_BYLINE:] if " ".join(block.text.split()) not in lines]
    kept = [*blocks[:-_LONGEST_BYLINE], *kept]
    last = kept[-1] if kept else None
    names = read_names(last.text) if isinstance(last, Paragraph) and len(kept) > 1 else None
    if names is None or not names.authors:
        return kept, byline
    signing = {_key(author) for group in byline.groups for author in group.authors}
    if not signing and any(author.family for author in names.authors):
        return kept[:-1], but(byline, authors=names.authors, agency=byline.agency or names.agency)
    return (kept[:-1], byline) if signing.issuperset(map(_key, names.authors)) else (kept, byline)


def _signed_under_a_role(lines: list[str], role: re.Pattern[str]) -> tuple[ParsedByline, list[str]] | None:
    """The first role with the names that follow it, and the lines they stand on."""
    for number, line in enumerate(lines):
        if role.match(folded(line[:40])) and is_role(line):
            run = list(takewhile(is_signature_line, lines[number : number + _LONGEST_BYLINE]))
            _, signature = sign_off([Piece(text, 0, 0, 0, indented=False) for text in run])
            if signature.byline.role and signature.byline.authors:
                return signature.byline, run
    return None


def _merged(shown: ParsedAuthor, known: ParsedAuthor | None) -> ParsedAuthor:
    return but(known, family=known.family or shown.family) if known else shown


def _key(author: ParsedAuthor) -> str:
    return author.name.casefold().replace("’", "'")
