"""What a publication touches, and what a change of a column or a topic does."""

from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_delete

from rotative.articles import keys
from rotative.articles.models import Article, Column, ColumnAuthor, Topic
from rotative.articles.publication import published_changed
from rotative.paper.keys import translations_key
from rotative.press.declarations import announce, when_changed, when_sent
from rotative.press.showing import shows_otherwise


def _of_a_publication(article: Article) -> Iterator[str]:
    if not article.pk:
        return
    yield keys.article(article.pk)
    yield translations_key(article)
    if shows_otherwise(keys.teaser(article.pk), *_shown_in_lists(article)):
        yield keys.teaser(article.pk)


def _shown_in_lists(article: Article) -> tuple[Any, ...]:
    """Return what lists show of an article and no other thing's key tells."""
    signatures = article.signatures.order_by("sort_order").values_list("author_id", flat=True)
    return (
        article.live,
        article.title,
        article.kicker,
        article.teaser,
        article.url_path,
        article.language,
        article.applied_access,
        article.walled_from,
        article.agency_credit,
        article.section_id,
        article.column_id,
        article.lead_photo_id,
        article.lead_caption,
        article.published_at,
        article.updated_at,
        list(signatures) if article.live else [],
    )


def _on_delete(sender: type[Article], instance: Article, **_kwargs: Any) -> None:
    # A page on which it was to stand once it is published waits for it no more.
    announce([keys.teaser(instance.pk)])


def _own(article: Article) -> list[str]:
    return [keys.article(article.pk)] if article.pk else []


def _at_once(article: Article) -> list[str]:
    address = article.get_url() if article.pk and article.live else None
    return [address] if address else []


def _column(column: Any) -> list[str]:
    return [keys.column(column.pk), keys.COLUMNS]


def _column_author(entry: Any) -> list[str]:
    return [keys.column(entry.column_id)]


def _topic(topic: Any) -> list[str]:
    return [keys.topic(topic.pk)]


when_sent(published_changed, keys=_of_a_publication, own=_own, at_once=_at_once)
when_changed(Column, keys=_column)
when_changed(ColumnAuthor, keys=_column_author)
when_changed(Topic, keys=_topic)
post_delete.connect(_on_delete, sender=Article, dispatch_uid="articles.press")
