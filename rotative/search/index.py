"""The paper's index: what of an article goes into it, and when."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from rotative.articles.models import Article, Column, Listing
from rotative.search.engine import Document, Index, SearchIndexError

logger = logging.getLogger(__name__)

CHUNK = 500  # articles read at a time


@cache
def _index_at(path: Path) -> Index:
    return Index(path)


def search_index() -> Index:
    """Return the paper's index. Raises IndexOutdated or IndexDamaged, which name the way out."""
    return _index_at(Path(settings.ROTATIVE_HOME) / "search")


def documents(articles: Iterable[Article]) -> Iterator[Document]:
    """Return published articles as the index wants them, a hundred read at a time.

    Lists know section, authors, topics and column of every published article, so the tree is not asked.
    """
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == 100:
            yield from _documents_of(batch)
            batch = []
    yield from _documents_of(batch)


def _documents_of(batch: list[Article]) -> Iterator[Document]:
    ids: dict[int, dict[str, list[int]]] = {article.pk: {} for article in batch}
    for key, pk in Listing.objects.filter(article__in=ids).values_list("list", "article_id"):
        kind, _colon, rest = key.partition(":")
        if kind != "paper":
            ids[pk].setdefault(kind, []).append(int(rest.partition(":")[0]))
    for article in batch:
        of = ids[article.pk]
        yield Document(
            id=article.pk,
            language=article.language,  # type: ignore[arg-type]
            headline=article.headline,
            kicker=article.shown_kicker,
            standfirst=article.shown_standfirst,
            body=article.text,
            public_body=article.opening_text,
            section_ids=tuple(of.get("section", ())),
            author_ids=tuple(of.get("author", ())),
            topic_ids=tuple(of.get("topic", ())),
            column_id=article.column_id,
            published_at=article.published_at,  # type: ignore[arg-type]  # `published` asks for it
        )


def published() -> Any:
    """Return the published articles as the index reads them."""
    return (
        Article.objects.live()
        .filter(first_published_at__isnull=False)
        .select_related("locale", "column")
        .order_by("pk")
    )


def rebuild() -> int:
    """Make the index anew from what is published; returns how many articles it holds."""
    index = Index(Path(settings.ROTATIVE_HOME) / "search", check=False)
    count = index.rebuild(documents(published().iterator(chunk_size=CHUNK)))
    _index_at.cache_clear()
    return count


def follow(sender: type[Article], article: Article, **kwargs: Any) -> None:
    """Bring the index up to date with an article that was published, changed or withdrawn, once that is committed."""
    article_id, live = article.pk, article.live

    def act() -> None:
        if live:
            search_index().put(documents(published().filter(pk=article_id)))
        else:
            search_index().remove([article_id])

    _after_commit(act, f"article {article_id}")


def notice_new_name(sender: type[Column], instance: Column, **kwargs: Any) -> None:
    """Before a column is saved, see whether its name changes."""
    former = Column.objects.filter(pk=instance.pk).exclude(name=instance.name)
    instance.gets_new_name = bool(instance.pk) and former.exists()


def follow_column(sender: type[Column], instance: Column, **kwargs: Any) -> None:
    """Index the articles of a column that has another name now; it is the kicker of those without one of their own."""
    if instance.gets_new_name:
        articles = published().filter(column=instance.pk, kicker="")
        _after_commit(
            lambda: search_index().put(documents(articles.iterator(chunk_size=CHUNK))),
            f"column {instance.pk}",
        )


def _after_commit(act: Callable[[], None], about: str) -> None:
    def act_or_say_so() -> None:
        try:
            act()
        except SearchIndexError:
            # What was changed is out, and that comes first; the operator is told and `search rebuild` mends it.
            logger.exception("search: %s is not indexed; run `rotative search rebuild`", about)

    transaction.on_commit(act_or_say_so)
