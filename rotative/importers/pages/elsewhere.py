"""Sorts the other articles that an HTML page lists: related ones, the author's own, and the columns among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import replace as but
from datetime import date

from rotative.importers.pages.headlines import columns_among
from rotative.importers.pages.html_lists import ListOnPage
from rotative.importers.pages.names import read_author
from rotative.importers.pages.parsed import Listed, ParsedByline
from rotative.importers.pages.shown import squeezed


@dataclass(frozen=True)
class Elsewhere:
    """As in ParsedPage; `author` is the first whose list stands on the page."""

    related: tuple[Listed, ...]
    latest: tuple[Listed, ...]
    columns: tuple[str, ...]
    author: str | None


def others_on(
    lists: Iterable[ListOnPage], in_text: Iterable[Listed], byline: ParsedByline, headline: str
) -> Elsewhere:
    """What the lists hold, nothing twice, and never the page's own article.

    A list of somebody who does not sign the article is another's: “More from The Dispatch”.
    """
    signing = [author.name for group in byline.groups for author in group.authors]
    related, latest, columns, names = [*in_text], [], [], []
    for one in lists:
        if not one.is_of_author:
            related += one.entries
        elif not (one.author and signing) or squeezed(one.author) in map(squeezed, signing):
            name = one.author or _only(signing) or _only(_names_in(one.entries))
            names.append(name)
            latest += [_signed(entry, name) for entry in one.entries]
            columns += columns_among(one.entries)
    return Elsewhere(
        tuple(_once(related, headline)),
        tuple(_once(latest, headline)),
        tuple(dict.fromkeys(columns)),
        next(filter(None, names), None),
    )


def _names_in(entries: Iterable[Listed]) -> list[str]:
    return [author.name for entry in entries for author in entry.authors]


def _only(names: Iterable[str]) -> str | None:
    """The name, where all are the same."""
    different = set(names)
    return different.pop() if len(different) == 1 else None


def _signed(entry: Listed, name: str | None) -> Listed:
    return entry if entry.authors or name is None else but(entry, authors=(read_author(name),))


def _once(entries: Iterable[Listed], headline: str) -> Iterator[Listed]:
    seen: set[tuple[str, date | None]] = set()
    for entry in entries:
        day = entry.published_at.date() if entry.published_at else None
        key = (squeezed(entry.full_headline), day)
        if key not in seen and squeezed(entry.headline) != squeezed(headline):
            seen.add(key)
            yield entry
