"""Says when something changed in what is published, once, for every room that must follow.

Wagtail tells of publishing, unpublishing, moving and deleting in four ways; rooms listen to one: `published_changed`,
sent with the article as it now is (`live` tells which way). It is sent inside the transaction of the change.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import Signal
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from rotative.articles.listings import author_key, column_key, in_every_language, refresh, topic_key, withdraw
from rotative.articles.models import Article, Column, Listing, Topic
from rotative.articles.walls import applied
from rotative.authors.models import Author

published_changed = Signal()
CHUNK = 200  # articles read at a time


@transaction.atomic
def _tell(article: Article) -> None:
    # Wagtail tells of copies outside a transaction; without one each room's pages would be printed by themselves.
    refresh(article)
    published_changed.send(sender=Article, article=article)


def _on_change(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, Article):
        # The publishing action hands over the revision's object; the row is what readers now get.
        _tell(Article.objects.get(pk=instance.pk))


def _on_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    for article in Article.objects.descendant_of(instance, inclusive=True).iterator(chunk_size=CHUNK):
        access, closes_at = applied(article)
        Article.objects.filter(pk=article.pk).update(
            section_id=article.get_parent().pk, applied_access=access, walled_from=closes_at
        )
        _tell(article)


def _before_delete(sender: type[Article], instance: Article, **kwargs: Any) -> None:
    withdraw(instance)  # while it is still known where it stands


def _on_delete(sender: type[Article], instance: Article, **kwargs: Any) -> None:
    instance.live = False
    published_changed.send(sender=Article, article=instance)


def _on_subject_deleted(
    sender: type[Any], instance: Any, key: Callable[[int, str], str], **kwargs: Any
) -> None:
    """The list of an author, column or topic goes with it, and what was made of its articles is made again."""
    rows = Listing.objects.filter(list__in=in_every_language(key, instance.pk))
    ids = list(rows.values_list("article_id", flat=True))
    rows.delete()
    for start in range(0, len(ids), CHUNK):
        for article in Article.objects.filter(pk__in=ids[start : start + CHUNK]):
            published_changed.send(sender=Article, article=article)


def connect() -> None:
    """Start listening; called once, by the app's `ready`."""
    page_published.connect(_on_change, dispatch_uid="articles.published")
    page_unpublished.connect(_on_change, dispatch_uid="articles.unpublished")
    post_page_move.connect(_on_move, dispatch_uid="articles.moved")
    pre_delete.connect(_before_delete, sender=Article, dispatch_uid="articles.before_delete")
    post_delete.connect(_on_delete, sender=Article, dispatch_uid="articles.deleted")
    for subject, key in ((Author, author_key), (Column, column_key), (Topic, topic_key)):
        post_delete.connect(
            partial(_on_subject_deleted, key=key),
            sender=subject,
            weak=False,
            dispatch_uid=f"articles.{subject.__name__}.deleted",
        )
