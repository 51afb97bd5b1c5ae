"""Which of the pages that list are printed, and which must be fresh when an article comes out."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from rotative.articles.models import Article
from rotative.articles.publication import published_changed
from rotative.press.ahead import load_ahead
from rotative.press.declarations import when_sent
from rotative.press.routes import printed
from rotative.sections import loading, serving, views

printed(serving.serve)
load_ahead(loading.load_articles)
for view in (views.author, views.authors, views.column, views.columns, views.topic, views.corrections):
    printed(view)


def _at_once(article: Article) -> Iterator[str]:
    """Yield the addresses where readers look for what is new: the front, its sections, its column, its authors."""
    if not article.pk:
        return
    pages: Any = article.get_ancestors().filter(depth__gt=1).live() if article.path else []
    yield from filter(None, (page.get_url() for page in pages))
    with translation.override(article.language):
        if article.column:
            yield article.column.get_absolute_url()
        for signature in article.signatures.all():
            yield signature.author.get_absolute_url()


# articles/press.py says what has changed.
when_sent(published_changed, at_once=_at_once)
