"""Chooses what is most alike to an article, and chooses anew when the paper has changed around it.

The search index compares articles by all that is published and by their age, so the answer shifts a little with each
publication and with each day. A page cannot depend on all that: what was chosen is kept (`Likeness`), and chosen
again for the article that changed, at once, for those it is alike to, a moment later, and for all others in turn.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rotative.articles.models import Article
from rotative.press.ahead import give, given
from rotative.press.declarations import announce
from rotative.related.models import Due, Likeness
from rotative.search.engine import SearchIndexError
from rotative.search.index import search_index

logger = logging.getLogger(__name__)

_CHOSEN = "chosen for"
CANDIDATES = 24  # of which six are shown
NEIGHBOURS = 40  # articles that may now want to show one that was published
KEPT_FOR = timedelta(days=60)  # in which age lowers an article by a tenth (search/ranking.py)


def related_key(article_id: int) -> str:
    """Return the press's key of what is alike to an article."""
    return f"related:{article_id}"


def alike(article_id: int, now: datetime, count: int) -> list[int] | None:
    """Return ids of the most alike published articles, best first; None while the index cannot be read."""
    try:
        return [pk for pk, _score in search_index().more_like(article_id, now=now, count=count)]
    except SearchIndexError:
        logger.exception("related: the search index cannot be read; run `rotative search rebuild`")
        return None


def choose(article_ids: Iterable[int], now: datetime) -> int:
    """Choose anew for these articles; return for how many the choice is another now."""
    changed = 0
    ids = list(article_ids)
    kept = {row.article_id: row for row in Likeness.objects.filter(article__in=ids)}
    for pk in ids:
        others = alike(pk, now, CANDIDATES)
        if others is None:
            return changed
        before = kept.get(pk)
        Likeness.objects.update_or_create(article_id=pk, defaults={"others": others, "chosen_at": now})
        if before is None or before.others != others:
            changed += 1
            announce([related_key(pk)])
    return changed


def chosen(article_id: int, now: datetime) -> list[int]:
    """Return ids of what was chosen for an article, choosing the first time it is asked for."""
    if (loaded := given(_CHOSEN, article_id)) is not None:
        return list(loaded)
    kept = Likeness.objects.filter(article=article_id).values_list("others", flat=True).first()
    if kept is not None:
        return list(kept)
    others = alike(article_id, now, CANDIDATES)
    if others is None:
        return []
    row, _made = Likeness.objects.get_or_create(
        article_id=article_id, defaults={"others": others, "chosen_at": now}
    )
    return list(row.others)


def load_chosen(article_ids: Iterable[int]) -> dict[int, list[int]]:
    """Read what was chosen for the articles of a batch, and leave it for `chosen`."""
    rows = Likeness.objects.filter(article__in=list(article_ids)).values_list("article_id", "others")
    found = {pk: list(others) for pk, others in rows}
    for pk, others in found.items():
        give(_CHOSEN, pk, others)
    return found


def forget(article: Article) -> None:
    """Have it chosen anew for an article that was published or changed, when it is next shown, and then around it."""
    Likeness.objects.filter(article=article.pk).delete()
    if article.live:
        Due.objects.update_or_create(article_id=article.pk, defaults={"spreads": True})


def choose_due(now: datetime, most: int = 100) -> int:
    """Choose anew for some of the articles that wait for it, then for the longest untouched; return for how many."""
    with transaction.atomic():
        # First out of the queue, then chosen: what comes back in meanwhile stays in it.
        waiting = list(Due.objects.order_by("pk")[:most])
        Due.objects.filter(pk__in=[row.pk for row in waiting]).delete()
        around = {pk for row in waiting if row.spreads for pk in alike(row.pk, now, NEIGHBOURS) or ()}
        # The index may still know an article that the paper has deleted.
        around = set(Article.objects.filter(pk__in=around).values_list("pk", flat=True))
        Due.objects.bulk_create([Due(article_id=pk) for pk in around], ignore_conflicts=True)
        ids = [row.pk for row in waiting if not row.spreads]
        if not waiting:
            old = Likeness.objects.filter(chosen_at__lt=now - KEPT_FOR).order_by("chosen_at")
            ids = list(old.values_list("pk", flat=True)[: most // 10])
        published: Any = Article.objects.live().filter(pk__in=ids).values_list("pk", flat=True)
        choose(list(published), now)
    return len(waiting) or len(ids)
