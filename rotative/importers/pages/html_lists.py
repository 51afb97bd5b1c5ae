"""Finds the lists of other articles on an HTML page: what to read also, and what else its author wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from rotative.importers.pages.called import LABEL, Kind, is_called_topics, list_called
from rotative.importers.pages.dates import read_date_line
from rotative.importers.pages.headlines import looks_cut, split_kicker
from rotative.importers.pages.html_entries import HEADINGS, entries_in, is_to_more
from rotative.importers.pages.listed import read_titled_entry
from rotative.importers.pages.names import is_name, read_author, read_by_line
from rotative.importers.pages.parsed import Listed
from rotative.importers.pages.shown import lines_of, short_text
from rotative.importers.pages.tree import in_comments
from rotative.importers.pages.zones import (
    named_author,
    opens_author_list,
    opens_discussion,
    opens_related,
    read_also,
)

_NAME = 60
# No article announces more lists, nor a list more than a hundred entries of four elements each; a page that does
# is no article's, and would cost minutes.
_MOST, _MOST_NEIGHBOURS = 60, 400
_STANDFIRST_WORDS = 80
_LABELS = (*HEADINGS, "p", "div", "span", "strong", "b", "em", "dt", "legend", "header", "summary")
_SECTIONS = ("section", "aside", "article", "nav", "main", "body")
_HOLDERS = ("section", "aside", "nav", "div", "ul", "ol", "article", "footer", "p")


@dataclass(frozen=True)
class ListOnPage:
    """`elements` hold the list and nothing else; `author` is the name beside its heading."""

    entries: tuple[Listed, ...]
    elements: tuple[HtmlElement, ...]
    is_of_author: bool = False
    author: str | None = None


def lists_on(root: HtmlElement) -> list[ListOnPage]:
    """Every list that a heading announces, or that its container is called after. Raises ImpossibleDate."""
    found: list[ListOnPage] = []
    taken: set[HtmlElement] = set()

    def is_free(element: HtmlElement) -> bool:
        return not in_comments(element) and taken.isdisjoint((*element.iterancestors(), *element.iter()))

    def take(listed: ListOnPage | None) -> None:
        if listed:
            found.append(listed)
            taken.update(listed.elements)

    for label in islice(_labels_in(root), _MOST):
        if is_free(label):
            take(_announced(label, short_text(label, LABEL)))
    for holder in islice(filter(list_called, root.iter(*_HOLDERS)), _MOST):
        if is_free(holder):
            take(_held(holder, list_called(holder) is Kind.AUTHOR))
    return found


def _labels_in(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.iter(*_LABELS):
        text = short_text(element, LABEL)
        if text and (opens_related(text) or opens_author_list(text)):
            # A link of these words leads to a list, and none follows.
            yield from () if next(element.iterancestors("a"), None) is not None else (element,)


def _announced(label: HtmlElement, text: str) -> ListOnPage | None:
    """The list below a heading: the rest of the container that it opens, or its neighbours that look like entries."""
    node, is_of_author = label, opens_author_list(text)
    author = named_author(text) if is_of_author else None
    while (parent := node.getparent()) is not None:
        if is_called_topics(parent):
            return None
        is_opening = _is_opening(node, parent)
        content = list(_until_the_next_heading(node, label))
        author = author or (_name_above(node) if is_of_author else None)
        entries = entries_in(content, words=2) if is_opening else ()
        if not _fill(entries, content):
            content = list(_entries_among(content, label))
            entries = entries_in(content, words=2)
        if entries:
            is_whole = is_opening and content[-1].getnext() is None and not (content[-1].tail or "").strip()
            return ListOnPage(entries, (parent,) if is_whole else (node, *content), is_of_author, author)
        is_finished = parent.tag in _SECTIONS or list_called(parent) is not None
        if not is_opening or is_finished or not _leads_no_further(node):
            return None
        node = parent
    return None


def _leads_no_further(node: HtmlElement) -> bool:
    """Whether nothing stands beside the heading but at most a link to a longer list."""
    rest = (node.tail or "").strip()
    for element in node.itersiblings():
        rest = " ".join([rest, *lines_of(element), element.tail or ""]).strip()
        if len(rest) > LABEL:
            return False
    return not rest or is_to_more(rest)


def _fill(entries: tuple[Listed, ...], content: list[HtmlElement]) -> bool:
    """Whether little is said beside them: in the text of an article, links are few words among many."""
    said = sum(len(line.split()) for element in content for line in lines_of(element))
    told = sum(len(f"{one.full_headline} {one.standfirst or ''}".split()) for one in entries)
    return told >= said / 3


def _is_opening(node: HtmlElement, parent: HtmlElement) -> bool:
    """Whether the container begins with the heading, at most after a name, and is not the page."""
    if parent.tag in ("body", "html", "main") or next(parent.iter("h1"), None) is not None:
        return False
    before = len((parent.text or "").strip())
    for element in node.itersiblings(preceding=True):
        before += len(" ".join([*lines_of(element), element.tail or ""]).strip())
        if before > _NAME:
            return False
    return before <= _NAME


def _until_the_next_heading(node: HtmlElement, label: HtmlElement) -> Iterator[HtmlElement]:
    level = label.tag if label.tag in HEADINGS else HEADINGS[-1]
    for element in islice(node.itersiblings(), _MOST_NEIGHBOURS):
        text = short_text(element, LABEL)
        announces = bool(text) and (opens_related(text) or opens_author_list(text) or opens_discussion(text))
        if announces or element.tag == "h1" or in_comments(element) or _has_its_own_heading(element, level):
            return
        yield element


def _has_its_own_heading(element: HtmlElement, level: str) -> bool:
    """Whether another block begins here: under a heading that leads nowhere."""
    heading = next(element.iter(*HEADINGS), None)
    return (
        heading is not None
        and heading.tag <= level
        and next(heading.iter("a"), None) is None
        and next(heading.iterancestors("a"), None) is None
    )


def _entries_among(content: list[HtmlElement], label: HtmlElement) -> Iterator[HtmlElement]:
    """The first neighbours that list articles: below the list the text may go on."""
    below_a_heading = False
    for element in content:
        lines = lines_of(element)
        text = " ".join(lines)
        linked = sum(len(" ".join(str(link.text_content()).split())) for link in element.iter("a"))
        if element.tag in HEADINGS and linked:
            below_a_heading = label.tag in HEADINGS and element.tag > label.tag
        elif text and element.tag in ("p", "div", "span") and next(element.iter(*HEADINGS), None) is None:
            is_link = linked >= 0.6 * len(text)
            is_standfirst = below_a_heading and len(text.split()) <= _STANDFIRST_WORDS
            says_when_or_who = all(read_date_line(line) or read_by_line(line) for line in lines)
            if not (is_link or is_standfirst or looks_cut(text) or says_when_or_who):
                return
        elif text and not linked:
            return
        yield element


def _name_above(node: HtmlElement) -> str | None:
    above = node.getprevious()
    text = short_text(above, _NAME) if above is not None else ""
    return read_author(text).name if text and is_name(text) else None


def _held(holder: HtmlElement, is_of_author: bool) -> ListOnPage | None:
    if next(holder.iter("h1"), None) is not None:
        return None
    lines = lines_of(holder)
    if len(lines) == 1 and (headline := read_also(lines[0])):
        # “Lire aussi : …” in the midst of the text.
        entry = read_titled_entry(*split_kicker(headline, spaced=True), ())
        return ListOnPage((entry,), (holder,))
    entries = entries_in([holder], words=4)
    return ListOnPage(entries, (holder,), is_of_author) if entries else None
