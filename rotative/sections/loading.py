"""Reads the articles of a batch that the press is about to render, with all that their pages read of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects

from rotative.articles.models import Article, ArticleTopic, RelatedPin, Signature
from rotative.press import ahead
from rotative.related.reading import reader_of
from rotative.related.templatetags.related_tags import load_around
from rotative.sections.serving import ARTICLE, site_and_top


def load_articles(addresses: Sequence[str]) -> None:
    """Leave each article that stands at one of the addresses for the view that will ask for it."""
    path_of = {address: path for address in addresses if (path := _path_of(address))}
    slugs = {path.rstrip("/").rpartition("/")[2] for path in path_of.values()}
    rows = Article.objects.live().filter(slug__in=slugs, url_path__in=path_of.values())
    found = list(rows.select_related("locale", "section", "column", "lead_photo"))
    _attach(found)
    by_path = {article.url_path: article for article in found}
    for address, path in path_of.items():
        if path in by_path:
            ahead.give(ARTICLE, address, by_path[path])
    _load_around(found)


def _path_of(address: str) -> str:
    """Return the path in the tree that an address would have; nothing for what is no article's."""
    steps = [step for step in address.split("/") if step]
    languages = {language for language, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    language = steps.pop(0) if steps and steps[0] in languages else settings.LANGUAGE_CODE
    if len(steps) < 2 or "?" in address or not address.endswith("/"):
        return ""
    return f"{site_and_top(language)[1]}{'/'.join(steps)}/"


def _attach(articles: list[Any]) -> None:
    ids = [article.pk for article in articles]
    signatures = _by_article(Signature.objects.filter(article__in=ids).select_related("author"))
    topics = _by_article(ArticleTopic.objects.filter(article__in=ids).select_related("topic"))
    pins = _by_article(RelatedPin.objects.filter(article__in=ids))
    keys = {article.translation_key for article in articles}
    versions = defaultdict(list)
    for version in (
        Article.objects.live().filter(translation_key__in=keys).select_related("locale").defer("body")
    ):
        versions[version.translation_key].append(version)
    for article in articles:
        article.signed_by = signatures[article.pk]
        article.subjects = [entry.topic for entry in topics[article.pk]]
        article.pinned = [pin.related_id for pin in pins[article.pk]]
        article.versions = [one for one in versions[article.translation_key] if one.pk != article.pk]
    prefetch_related_objects([article.lead_photo for article in articles if article.lead_photo], "renditions")


def _by_article(rows: Any) -> defaultdict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows.order_by("sort_order"):
        found[row.article_id].append(row)
    return found


def _load_around(articles: list[Any]) -> None:
    """Read what will stand under the articles, as far as it can be told beforehand."""
    load_around([reader_of(article) for article in articles])
