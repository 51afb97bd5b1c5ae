"""“Lire aussi” and “Les articles de l’auteur”: live for as long as the page exists.

These are the rules; what a page shows of each article is the caller's, who takes from a choice what is published.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from rotative.articles import keys
from rotative.articles.listings import author_key, newest_ids, section_key
from rotative.articles.models import Article
from rotative.press.collecting import depends_on
from rotative.related.choosing import chosen, related_key

RELATED = 6
AUTHOR_LATEST = 7

Shown = TypeVar("Shown")
# Takes ids and a number, gives as many published articles at most, each with its id, in that order.
Take = Callable[[Sequence[int], int], Sequence[tuple[int, Shown]]]


@dataclass(frozen=True)
class Reader:
    """The article under which others are to be shown, with what its page says of others already."""

    article_id: int
    language: str
    section_id: int | None
    authors: tuple[int, ...]
    pins: tuple[int, ...]
    in_text: tuple[int, ...]


def reader_of(article: Article) -> Reader:
    """Return what decides about the others on an article's page."""
    in_text = ids_in_text(article)
    return Reader(
        article_id=article.pk or 0,
        language=article.language,
        section_id=article.section_id,
        authors=tuple(signature.author_id for signature in article.signed_by),
        pins=tuple(article.pinned),
        in_text=tuple(in_text),
    )


def ids_in_text(article: Article) -> list[int]:
    """Ids of the articles that “Lire aussi” blocks in the text name already."""
    blocks = (block.value["article"] for block in article.body if block.block_type == "read_also")
    ids = list(dict.fromkeys(other.pk for other in blocks if other is not None))
    depends_on(*map(keys.teaser, ids))  # the text shows them as long as they are published
    return ids


def related(
    reader: Reader, now: datetime, without: Sequence[int], take: Take[Shown]
) -> list[tuple[int, Shown]]:
    """Return up to six published articles to read after this one.

    Pinned ones first; then the most alike in the search index, where the same column or topic raises and age
    lowers (related/choosing.py); then the newest of the section. Never the article itself, never twice
    on a page (``without`` and the text's own “Lire aussi” are left out), never in another language. While the index
    cannot be read, what is pinned and the section's newest stand in.
    """
    shown = {reader.article_id, *without, *reader.in_text}
    found: list[tuple[int, Shown]] = []

    def add(ids: Sequence[int]) -> None:
        wanted = [pk for pk in dict.fromkeys(ids) if pk not in shown]
        more = take(wanted, RELATED - len(found)) if wanted else ()
        found.extend(more)
        shown.update(pk for pk, _teaser in more)

    add(reader.pins)
    if len(found) < RELATED and reader.article_id:
        depends_on(related_key(reader.article_id))
        add(chosen(reader.article_id, now))
    if len(found) < RELATED and reader.section_id:
        add(newest_ids(section_key(reader.section_id)))
    return found


def author_latest(reader: Reader, take: Take[Shown]) -> list[tuple[int, Sequence[tuple[int, Shown]]]]:
    """Return, for each author's id in order, the newest seven other articles; authors of none are left out.

    What is pinned, named in the text or in another author's list stands on the page already and is left out.
    """
    found = []
    shown = {reader.article_id, *reader.pins, *reader.in_text}
    for author_id in reader.authors:
        newest = newest_ids(author_key(author_id, reader.language))
        others = take([pk for pk in newest if pk not in shown], AUTHOR_LATEST)
        if others:
            shown.update(pk for pk, _teaser in others)
            found.append((author_id, others))
    return found


def ids_around(reader: Reader, now: datetime) -> tuple[list[int], list[int]]:
    """Return which articles will stand under one, of its authors and to read after it, if all are published still."""
    by_author = author_latest(reader, _first)
    latest = [pk for _author, entries in by_author for pk, _nothing in entries]
    return latest, [pk for pk, _nothing in related(reader, now, latest, _first)]


def _first(ids: Sequence[int], count: int) -> list[tuple[int, None]]:
    return [(pk, None) for pk in ids[:count]]
