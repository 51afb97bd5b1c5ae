"""Feeds and sitemaps are printed; the paper's and the sections' feeds are fresh when an article comes out."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from rotative.articles.models import Article
from rotative.articles.publication import published_changed
from rotative.press.declarations import when_sent
from rotative.press.routes import printed
from rotative.syndication import urls

for pattern in urls.urlpatterns:
    printed(pattern.callback)


def _at_once(article: Article) -> Iterator[str]:
    """Yield the feeds in which readers and machines look for what is new."""
    if not article.pk:
        return
    if article.language == settings.LANGUAGE_CODE:
        yield reverse("feed")
    else:
        yield reverse("language_feed", args=[article.language])
    if article.section_id:
        yield reverse("section_feed", args=[article.section_id])


# articles/press.py says what has changed.
when_sent(published_changed, at_once=_at_once)
