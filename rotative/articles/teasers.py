"""Readies articles for a list: bylines for all in one query, pictures in another, whatever the length of the list."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects

from rotative.articles import keys
from rotative.articles.byline import in_one_line
from rotative.articles.models import Signature
from rotative.authors import keys as author_keys
from rotative.paper.keys import link_key
from rotative.press.collecting import depends_on


def _keys(article: Any) -> Iterator[str]:
    """Yield the press's keys of what a teaser shows; photos say it themselves, authors are known a little later."""
    yield keys.teaser(article.pk)
    if article.section_id:
        yield link_key(article.section_id)
    if article.column_id:
        yield keys.column(article.column_id)


def prepare(articles: list[Any]) -> list[Any]:
    """Attach to each article what a teaser shows beside its own fields; returns the same list.

    ``listed_byline``: names as “A, B et C”. The renditions of lead photos are fetched together.
    """
    depends_on(*(key for article in articles for key in _keys(article)))
    by_article = defaultdict(list)
    rows = (
        Signature.objects.filter(article__in=[a.pk for a in articles])
        .select_related("author")
        .order_by("sort_order")
    )
    for signature in rows:
        by_article[signature.article_id].append(signature)
        depends_on(author_keys.author(signature.author_id))
    for article in articles:
        article.listed_byline = in_one_line(by_article[article.pk]) or article.agency_credit
    with_photo = [article for article in articles if article.lead_photo_id]
    prefetch_related_objects([article.lead_photo for article in with_photo], "renditions")
    return articles
