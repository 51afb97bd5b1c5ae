"""The most read articles: which they are by the press's counts, and the list that the front shows.

Counts change with every reader, and no page could be found stale for that. So the list is kept (`MostRead`), chosen
anew every ten minutes by a worker, and touched only when other headlines, or in another order, are to be shown.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from rotative.articles.models import Article
from rotative.press.collecting import depends_on
from rotative.press.declarations import announce
from rotative.press.readership import most_read_addresses
from rotative.related.models import MostRead

SHOWN = 5
FEWEST = 3  # fewer are no list
CANDIDATES = 10  # some may be withdrawn before the next choice
DAY, WEEK = 24, 168  # hours
_BATCH = 100
_FURTHEST = 2_000  # addresses; beyond, an article has no readers to speak of


def most_read_key(language: str) -> str:
    """Return the press's key of the list of an edition."""
    return f"most-read:{language}"


def _editions() -> dict[str, tuple[str, str]]:
    """Return, by language, below which address an edition stands and below which place in the tree."""
    found = {}
    for root in Site.get_site_root_paths():
        with translation.override(root.language_code):
            found[root.language_code] = (reverse("wagtail_serve", args=("",)), root.root_path)
    return found


def _ids(hours: int, language: str, now: datetime) -> Iterator[int]:
    """Yield ids of published articles of an edition, the most read of the last hours first."""
    editions = _editions()
    if language not in editions:
        return
    below, root_path = editions.pop(language)
    others = tuple(other for other, _path in editions.values() if other.startswith(below) and other != below)
    most = islice(most_read_addresses(now - timedelta(hours=hours), below, others), _FURTHEST)
    while batch := list(islice(most, _BATCH)):
        paths = [root_path + address.removeprefix(below) for address, _reads in batch]
        found = Article.objects.live().filter(url_path__in=paths, locale__language_code=language)
        by_path = dict(found.values_list("url_path", "pk"))
        yield from (by_path[path] for path in paths if path in by_path)


def most_read(hours: int, language: str, count: int, now: datetime) -> list[Any]:
    """Return published articles of an edition, as teasers, the most read of the last hours first.

    A read counts for the address where it was read: after a move or a change of address an article begins anew.
    """
    return Article.objects.in_order_of(islice(_ids(hours, language, now), count))


def choose_most_read(now: datetime) -> int:
    """Choose each edition's list anew: of the last day or, when that tells too little, of the last week.

    Returns how many lists are shown otherwise now; the pages that show them are touched.
    """
    return sum(_choose(language, now) for language in _editions())


def _choose(language: str, now: datetime) -> bool:
    ids = list(islice(_ids(DAY, language, now), CANDIDATES))
    if len(ids) < SHOWN:
        ids = list(islice(_ids(WEEK, language, now), CANDIDATES))
    if len(ids) < FEWEST:
        ids = []
    with transaction.atomic():
        kept, _made = MostRead.objects.select_for_update(no_key=True).get_or_create(language=language)
        before = Article.objects.live().filter(pk__in=kept.articles).values_list("pk", flat=True)
        shown = [pk for pk in kept.articles if pk in set(before)][:SHOWN]
        if shown == ids[:SHOWN]:
            return False
        kept.articles = ids
        kept.save(update_fields=["articles"])
        announce([most_read_key(language)])
    return True


def shown_most_read(language: str) -> list[Any]:
    """Return the edition's list as it was last chosen, as teasers that are yet to be prepared; nothing for no list."""
    depends_on(most_read_key(language))
    ids = MostRead.objects.filter(language=language).values_list("articles", flat=True).first() or []
    articles = Article.objects.in_order_of(ids)[:SHOWN]
    return articles if len(articles) >= FEWEST else []
