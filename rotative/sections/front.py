"""Arranges the home page: first what the editors placed by hand, then the newest suitable article for each empty place.

No article stands twice on the page; what is placed by hand anywhere is not used to fill another place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rotative.articles import keys
from rotative.articles.listings import column_key, paper_key, section_key
from rotative.articles.models import Article, Column
from rotative.articles.teasers import attach, prepare
from rotative.paper.keys import link_key
from rotative.photos.rights import may_be_shown
from rotative.press.collecting import depends_on
from rotative.related.most_read import shown_most_read


@dataclass
class Place:
    """A block of the front with the articles that stand in it."""

    kind: str
    articles: list[Any] = field(default_factory=list)
    section: Any = None
    photo: Any = None
    caption: str = ""


def _picked_ids(block: Any) -> list[int]:
    """Ids of the articles placed by hand in a block."""
    value = block.value or {}
    chosen = [*(value.get("articles") or []), value.get("article")]
    return [article.pk for article in chosen if article is not None]


def _wanted(block: Any) -> int:
    return int((block.value or {}).get("count") or 1)


def _take(
    candidates: Iterable[Any], count: int, used: set[int], photo_at: datetime | None = None
) -> Iterator[Any]:
    """Yield up to ``count`` candidates that stand nowhere yet, and mark them as used.

    ``photo_at``: only those whose photo may be shown at that moment.
    """
    for article in candidates:
        if count <= 0:
            return
        if photo_at is not None:
            depends_on(keys.teaser(article.pk))
        if article.pk not in used and (photo_at is None or may_be_shown(article.lead_photo, photo_at)):
            used.add(article.pk)
            count -= 1
            yield article


def _newest(list_key: str, count: int) -> list[Any]:
    return list(Article.objects.as_teasers().listed(list_key, first=count))


def _opinion(language: str, count: int) -> list[Any]:
    found: list[Any] = []
    depends_on(keys.COLUMNS)
    for column_id in Column.objects.filter(is_opinion=True).values_list("pk", flat=True):
        found += _newest(column_key(column_id, language), count)
    return sorted(found, key=lambda article: article.published_at, reverse=True)


def arrange(front: Any, language: str, now: datetime) -> list[Place]:
    """Return the places of the front, filled, in order; places that nothing suits are left out.

    All that was picked by hand is shown, the first time it is picked; ``count`` is how many a place has at least.

    Queries: one for what was picked, one for the newest of the paper, one a section block, one an opinion column.
    """
    blocks = list(front) or list(front.stream_block.get_default())
    picked = {block.id or i: _picked_ids(block) for i, block in enumerate(blocks)}
    by_id = {a.pk: a for a in Article.objects.in_order_of({pk for ids in picked.values() for pk in ids})}
    used, shown = set(by_id), set[int]()
    reserve = sum(_wanted(block) for block in blocks) + len(used) + 20
    newest = _newest(paper_key(language), reserve)
    places = []
    for i, block in enumerate(blocks):
        once = [pk for pk in dict.fromkeys(picked[block.id or i]) if pk not in shown]
        hand = [by_id[pk] for pk in once if pk in by_id]
        shown.update(once)
        places.append(_fill(block, hand, newest, used, language, now))
    attach([article for place in places for article in place.articles])
    return [place for place in places if place.articles or place.photo]


def _fill(
    block: Any, hand: list[Any], newest: list[Any], used: set[int], language: str, now: datetime
) -> Place:
    place = Place(block.block_type, articles=hand)
    missing = _wanted(block) - len(place.articles)
    match block.block_type:
        case "lead":
            place.articles += _take(newest, missing, used, photo_at=now)
            place.articles += _take(newest, 1 - len(place.articles), used)
        case "section" if block.value["section"] is not None:
            place.section = block.value["section"].specific
            depends_on(link_key(place.section.pk))
            place.articles += _take(
                _newest(section_key(place.section.pk), missing + len(used)), missing, used
            )
        case "opinion":
            place.articles += _take(_opinion(language, missing + len(used)), missing, used)
        case "photo_of_the_day":
            _fill_photo(place, block, newest, used, now)
        case "latest":
            # A ticker: it repeats the page on purpose, because it is read for its times.
            place.articles = newest[: _wanted(block)]
        case "most_read":
            place.articles = shown_most_read(language)  # it repeats the page too
        case "seconds":
            place.articles += _take(newest, missing, used)
    return place


def _fill_photo(place: Place, block: Any, newest: list[Any], used: set[int], now: datetime) -> None:
    place.photo, place.caption = block.value["photo"], block.value["caption"]
    if not may_be_shown(place.photo, now):
        place.articles = place.articles or list(_take(newest, 1, used, photo_at=now))
        own = place.articles[0].lead_photo if place.articles else None
        place.photo, place.caption = (own if may_be_shown(own, now) else None), ""
        place.caption = place.caption or (place.articles[0].shown_caption if place.articles else "")
    prepare(place.articles)  # the page shows headlines here, not teasers
