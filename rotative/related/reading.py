"""“Lire aussi” and “Les articles de l’auteur”: live for as long as the page exists."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from rotative.articles import keys
from rotative.articles.listings import author_key, section_key
from rotative.articles.models import Article
from rotative.press.collecting import depends_on
from rotative.related.choosing import chosen, related_key

RELATED = 6
AUTHOR_LATEST = 7


def pinned_ids(article: Article) -> list[int]:
    """Ids of what the newsroom pinned under the article, in order."""
    return [pin.related_id for pin in article.related_pins.all()]


def ids_in_text(article: Article) -> set[int]:
    """Ids of the articles that “Lire aussi” blocks in the text name already."""
    blocks = (block.value["article"] for block in article.body if block.block_type == "read_also")
    ids = {other.pk for other in blocks if other is not None}
    depends_on(*map(keys.teaser, ids))  # the text shows them as long as they are published
    return ids


def related(article: Article, now: datetime, without: Collection[int] = ()) -> list[Any]:
    """Return up to six published articles to read after this one, as teasers that are yet to be prepared.

    Pinned ones first; then the most alike in the search index, where the same column or topic raises and age
    lowers (related/choosing.py); then the newest of the section. Never the article itself, never twice
    on a page (``without`` and the text's own “Lire aussi” are left out), never in another language. While the index
    cannot be read, what is pinned and the section's newest stand in.
    """
    shown = {article.pk, *without, *ids_in_text(article)}
    pins = [pk for pk in pinned_ids(article) if pk not in shown]
    found = Article.objects.in_order_of(pins)[:RELATED]
    shown |= {a.pk for a in found}
    if len(found) < RELATED and article.pk:
        depends_on(related_key(article.pk))
        more = Article.objects.in_order_of([pk for pk in chosen(article, now) if pk not in shown])
        found += more[: RELATED - len(found)]
        shown |= {a.pk for a in found}
    if len(found) < RELATED and article.section_id:
        newest = Article.objects.listed(section_key(article.section_id)).as_teasers()[: RELATED + len(shown)]
        found += [a for a in newest if a.pk not in shown][: RELATED - len(found)]
    return found


def author_latest(article: Article) -> list[tuple[Any, list[Any]]]:
    """Return, for each author in order, the newest seven other articles; authors of none are left out.

    What is pinned, named in the text or in another author's list stands on the page already and is left out.
    """
    found = []
    shown = {article.pk, *pinned_ids(article), *ids_in_text(article)}
    for signature in article.signatures.all():
        key = author_key(signature.author_id, article.language)
        newest = Article.objects.listed(key).as_teasers()[: AUTHOR_LATEST + len(shown)]
        others = [a for a in newest if a.pk not in shown][:AUTHOR_LATEST]
        if others:
            shown |= {a.pk for a in others}
            found.append((signature.author, others))
    return found
