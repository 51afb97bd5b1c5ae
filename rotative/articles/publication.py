"""Says when something changed in what is published, once, for every room that must follow.

Wagtail tells of publishing, unpublishing, moving and deleting in four ways; rooms listen to one: `published_changed`,
sent with the article as it now is (`live` tells which way). It is sent inside the transaction of the change.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import Signal
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from rotative.articles.listings import refresh
from rotative.articles.models import Article

published_changed = Signal()


def _tell(article: Article) -> None:
    refresh(article)
    published_changed.send(sender=Article, article=article)


def _on_change(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, Article):
        # The publishing action hands over the revision's object; the row is what readers now get.
        _tell(Article.objects.get(pk=instance.pk))


def _on_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    for article in Article.objects.descendant_of(instance, inclusive=True).iterator(chunk_size=200):
        Article.objects.filter(pk=article.pk).update(section_id=article.get_parent().pk)
        _tell(article)


def _on_delete(sender: type[Article], instance: Article, **kwargs: Any) -> None:
    instance.live = False
    published_changed.send(sender=Article, article=instance)


def connect() -> None:
    """Start listening; called once, by the app's `ready`."""
    page_published.connect(_on_change, dispatch_uid="articles.published")
    page_unpublished.connect(_on_change, dispatch_uid="articles.unpublished")
    post_page_move.connect(_on_move, dispatch_uid="articles.moved")
    post_delete.connect(_on_delete, sender=Article, dispatch_uid="articles.deleted")
