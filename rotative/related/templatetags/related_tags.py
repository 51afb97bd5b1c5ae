"""The blocks under an article that say what to read next: one fragment of the press, made of teasers."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from rotative.articles.teasers import Look, load_ahead, published_teasers
from rotative.authors.reading import name_of
from rotative.press.fragments import fragment, fragments_ahead, render_fragment
from rotative.related.choosing import load_chosen
from rotative.related.reading import Reader, author_latest, ids_around, reader_of, related

register = template.Library()

RELATED_LOOK = Look()
AUTHOR_LOOK = Look(byline=True, dated="full")


@register.simple_tag(takes_context=True)
def onward(context: template.Context) -> SafeString:
    """“Lire aussi” of the context's article, then “Les articles de l’auteur” of each of its authors."""
    reader = reader_of(context["article"])
    ids = (" ".join(map(str, several)) for several in (reader.authors, reader.pins, reader.in_text))
    return render_fragment("onward", reader.article_id, reader.language, reader.section_id, *ids)


def _reader(article_id: int, language: str, section_id: int | None, *several: str) -> Reader:
    authors, pins, in_text = (tuple(map(int, ids.split())) for ids in several)
    return Reader(article_id, language, section_id, authors, pins, in_text)


def load_around(readers: Sequence[Reader]) -> None:
    """Read together what will stand under several articles, as far as it can be told beforehand."""
    load_chosen([reader.article_id for reader in readers])
    wanted: defaultdict[tuple[Look, str], set[int]] = defaultdict(set)
    for reader in readers:
        by_author, alike = ids_around(reader, timezone.now())
        wanted[AUTHOR_LOOK, reader.language].update(by_author)
        wanted[RELATED_LOOK, reader.language].update(alike)
    for (look, language), ids in wanted.items():
        load_ahead(sorted(ids), look, language)


@fragments_ahead("onward")
def _load(several: Sequence[tuple[Any, ...]]) -> None:
    load_around([_reader(*arguments) for arguments in several])


@fragment("onward", of_one_page=True)
def _onward(article_id: int, language: str, section_id: int | None, *several: str) -> str:
    """Both blocks, read together, for no article stands twice on the page."""
    reader = _reader(article_id, language, section_id, *several)

    def teasers_like(look: Look) -> Any:
        def take(ids: Sequence[int], count: int) -> list[tuple[int, SafeString]]:
            return published_teasers(ids, count, look, language)

        return take

    with translation.override(language):
        by_author = author_latest(reader, teasers_like(AUTHOR_LOOK))
        latest = [pk for _author, entries in by_author for pk, _teaser in entries]
        articles = related(reader, timezone.now(), latest, teasers_like(RELATED_LOOK))
        named = [(pk, name_of(pk), [html for _pk, html in entries]) for pk, entries in by_author]
        return render_to_string(
            "related/onward.html",
            {"articles": [html for _pk, html in articles], "authors": named, "language": language},
        )
