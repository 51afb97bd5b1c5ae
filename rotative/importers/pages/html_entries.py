"""Reads the entries of a list of articles on an HTML page; each has a headline that leads to its article."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from rotative.importers.pages.dates import folded, read_date_line, read_timestamp
from rotative.importers.pages.headlines import KICKER_WORDS, split_kicker
from rotative.importers.pages.listed import read_titled_entry
from rotative.importers.pages.names import read_by_line
from rotative.importers.pages.parsed import Listed
from rotative.importers.pages.shown import lines_of, short_text
from rotative.importers.pages.zones import (
    is_furniture,
    opens_author_list,
    opens_discussion,
    opens_related,
    read_also,
)

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
# A longer “entry” has swallowed the text of an article.
_ENTRY_WORDS = 120
_STANDFIRST_WORDS = 5
_LONGEST = 400  # characters of a headline
# Of a line that opens with a link: where more is said beside it, it is a sentence and no entry.
_SHARE = 0.3
# Longer lists are archives.
_MOST = 100
_KICKER_CLASS = re.compile(
    r"(?:.*[-_])?(?:kicker|sur-?titre|overline|eyebrow|over-?title)(?:[-_]\w*)?", re.IGNORECASE
)
_TO_MORE = re.compile(
    r"(?:voir|lire|afficher|decouvrir|retrouvez|retrouver)"
    r" (?:tous|toutes?|plus|la suite|ses|les articles|l['’]article)\b"
    r"|(?:tous|toutes) (?:ses|les) (?:articles|autres)|en savoir plus|continue reading|all articles"
    r"|(?:see|view|read|show) (?:all|more)\b"
)
# The address of a topic, a section, a person: whose articles stand there, none itself.
_TO_A_LIST = re.compile(
    r"/(?:tags?|topics?|themes?|mots?-cles?|categor(?:y|ies|ie)|authors?|auteurs?|writers?)/[^/]*/?$"
)


def entries_in(roots: Sequence[HtmlElement], words: int) -> tuple[Listed, ...]:
    """The articles that these neighbours list, in order; none where they are no list.

    A headline is a heading with a link; without such, a link of at least `words` words that opens its line.
    Raises ImpossibleDate.
    """
    inside = set(roots)
    titles = list(islice(_titled_headings(roots, inside), _MOST + 1))
    titles = titles or list(islice(_titled_links(roots, words), _MOST + 1))
    paths = {title: list(_path(title, inside)) for title in titles}
    held = Counter(element for path in paths.values() for element in path)
    entries = []
    for title, path in paths.items():
        unit = _unit(title, path, held, roots)
        onward = [link for one in unit for link in one.iter("a") if is_to_more(short_text(link, _LONGEST))]
        lines = [line for element in unit for line in lines_of(element, without=(title, *onward))]
        if len(titles) > _MOST or sum(len(line.split()) for line in lines) > _ENTRY_WORDS:
            return ()
        entries.append(_entry(title, unit, lines))
    return tuple(entries)


def is_to_more(text: str) -> bool:
    """Whether a link leads to a longer list, or on with the same article."""
    return bool(_TO_MORE.match(folded(text))) or is_furniture(text)


def split_marked_kicker(heading: HtmlElement) -> tuple[str | None, str]:
    """The kicker that the page marks in a headline, and the headline without it."""
    for element in heading.iterdescendants():
        if any(map(_KICKER_CLASS.fullmatch, element.get("class", "").split())):
            kicker = short_text(element, 80).strip(" :")
            headline = " ".join(lines_of(heading, without=(element,)))
            if kicker and headline:
                return kicker, headline
    return None, " ".join(lines_of(heading))


def _titled_headings(roots: Sequence[HtmlElement], inside: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    for root in roots:
        for heading in root.iter(*HEADINGS):
            links = (
                *heading.iter("a"),
                *(element for element in _path(heading, inside) if element.tag == "a"),
            )
            text = short_text(heading, _LONGEST)
            if text and any(link.get("href") for link in links) and not _is_label(heading, text):
                yield heading


def _titled_links(roots: Sequence[HtmlElement], words: int) -> Iterator[HtmlElement]:
    seen = set()
    for root in roots:
        opening = lines_of(root)
        for link in root.iter("a"):
            text, address = short_text(link, _LONGEST), link.get("href")
            if (
                address
                and address not in seen
                and len(text.split()) >= words
                and not is_to_more(text)
                and not _TO_A_LIST.search(address)
                and any(line.startswith(text) and len(text) >= len(line) * _SHARE for line in opening)
            ):
                seen.add(address)
                yield link


def _is_label(heading: HtmlElement, text: str) -> bool:
    """Whether it announces lists, one or several side by side, and is no entry of one."""
    texts = [text, *(short_text(link, _LONGEST) for link in heading.iter("a"))]
    return any(opens_related(one) or opens_author_list(one) or opens_discussion(one) for one in texts if one)


def _path(title: HtmlElement, inside: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    """The title and what holds it, up to one of the roots."""
    element = title
    while element is not None:
        yield element
        if element in inside:
            return
        element = element.getparent()


def _unit(
    title: HtmlElement, path: list[HtmlElement], held: Counter[HtmlElement], roots: Sequence[HtmlElement]
) -> list[HtmlElement]:
    """What belongs to one title: all that holds no other; beside a bare title what follows it."""
    whole = [element for element in path if held[element] == 1][-1]
    if lines_of(whole, without=(title,)):
        return [whole]
    unit = [whole]
    following = roots[roots.index(whole) + 1 :] if whole in roots else whole.itersiblings()
    for element in following:
        if held[element]:
            break
        unit.append(element)
    return unit


def _entry(title: HtmlElement, unit: list[HtmlElement], lines: list[str]) -> Listed:
    kicker, headline = _headline(title)
    entry = read_titled_entry(kicker, headline, filter(_belongs_to_an_entry, lines))
    times = (time.get("datetime", "") for element in unit for time in element.iter("time"))
    # The hour that the page declares has a time zone.
    moment = next((moment for time in times if (moment := read_timestamp(time))), entry.published_at)
    return Listed(entry.headline, kicker, entry.standfirst, entry.shortened, entry.authors, moment)


def _headline(title: HtmlElement) -> tuple[str | None, str]:
    kicker, headline = split_marked_kicker(title)
    if kicker:
        return kicker, headline
    link = next(title.iter("a"), title)
    linked = short_text(link, _LONGEST)
    before = headline.removesuffix(linked).rstrip() if linked else ""
    if before.endswith(":") and len(before.split()) <= KICKER_WORDS + 1 and not read_also(headline):
        return before.rstrip(" :"), linked
    return split_kicker(read_also(headline) or headline, spaced=True)


def _belongs_to_an_entry(line: str) -> bool:
    """Whether it is a date, a byline or a standfirst, and no label or button."""
    if read_date_line(line) is not None or read_by_line(line):
        return True
    return (len(line.split()) >= _STANDFIRST_WORDS or line.endswith((".", "…", "!", "?"))) and not is_to_more(
        line
    )
