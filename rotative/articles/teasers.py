"""Readies articles for a list: bylines for all in one query, pictures in another, whatever the length of the list."""

from collections import defaultdict
from typing import Any

from django.db.models import prefetch_related_objects

from rotative.articles.byline import in_one_line
from rotative.articles.models import Signature


def prepare(articles: list[Any]) -> list[Any]:
    """Attach to each article what a teaser shows beside its own fields; returns the same list.

    ``listed_byline``: names as “A, B et C”. The renditions of lead photos are fetched together.
    """
    by_article = defaultdict(list)
    rows = (
        Signature.objects.filter(article__in=[a.pk for a in articles])
        .select_related("author")
        .order_by("sort_order")
    )
    for signature in rows:
        by_article[signature.article_id].append(signature)
    for article in articles:
        article.listed_byline = in_one_line(by_article[article.pk]) or article.agency_credit
    with_photo = [article for article in articles if article.lead_photo_id]
    prefetch_related_objects([article.lead_photo for article in with_photo], "renditions")
    return articles
