"""Keeps the lists of the paper: which published article stands in which list.

A list's key is what it is about: `paper:fr`, `section:7` (with everything below it), `author:3:fr`, `column:2:fr`,
`topic:9:en`. Sections have a tree for each language, so their key needs none.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rotative.articles import keys
from rotative.articles.body import corrections
from rotative.articles.models import Article, Correction, Listing
from rotative.articles.querysets import NEWEST
from rotative.press.collecting import depends_on
from rotative.press.declarations import announce
from rotative.press.keeping import kept


def paper_key(language: str) -> str:
    """Key of the list of everything in one language."""
    return f"paper:{language}"


def section_key(section_id: int) -> str:
    """Key of a section's list, its subsections included."""
    return f"section:{section_id}"


def author_key(author_id: int, language: str) -> str:
    """Key of an author's list."""
    return f"author:{author_id}:{language}"


def column_key(column_id: int, language: str) -> str:
    """Key of a column's list."""
    return f"column:{column_id}:{language}"


def topic_key(topic_id: int, language: str) -> str:
    """Key of a topic's list."""
    return f"topic:{topic_id}:{language}"


def start_of_month(year: int, month: int) -> datetime:
    """When a month begins in the paper's time zone; month 13 is the next January."""
    zone = timezone.get_current_timezone()
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=zone)


def in_every_language(key: Callable[[int, str], str], pk: int) -> list[str]:
    """Return the keys of the lists of one author, column or topic; ``key`` makes them."""
    return [key(pk, language) for language, _name in settings.LANGUAGES]


def span_of(list_key: str) -> tuple[datetime, datetime] | None:
    """When the oldest and the newest article of a list were published; None for an empty list.

    Two looks at the ends of the index: asked for both in one question, SQLite reads the whole list.
    """
    moments = Listing.objects.filter(list=list_key).values_list("published_at", flat=True)
    first, last = moments.order_by("published_at").first(), moments.order_by("-published_at").first()
    return (first, last) if first and last else None


def keys_of(article: Article) -> set[str]:
    """Return the keys of all lists that an article stands in once it is published."""
    language = article.language
    sections = article.get_ancestors().filter(depth__gt=2).values_list("pk", flat=True)
    lists = {paper_key(language), *(section_key(pk) for pk in sections)}
    lists |= {author_key(pk, language) for pk in article.signatures.values_list("author_id", flat=True)}
    lists |= {topic_key(pk, language) for pk in article.article_topics.values_list("topic_id", flat=True)}
    if article.column_id:
        lists.add(column_key(article.column_id, language))
    return lists


@transaction.atomic
def refresh(article: Article) -> None:
    """Bring an article's rows in the lists up to date: what it stands in if it is live, none if it is not."""
    stood = dict(Listing.objects.filter(article=article).values_list("list", "published_at"))
    at = article.published_at if article.live else None
    _put(article, stood, dict.fromkeys(keys_of(article), at) if at else {})


@transaction.atomic
def withdraw(article: Article) -> None:
    """Take an article out of every list, for it is about to be deleted."""
    stood = dict(Listing.objects.filter(article=article).values_list("list", "published_at"))
    article.live = False
    _put(article, stood, {})


def _put(article: Article, stood: dict[str, datetime], stands: dict[str, datetime]) -> None:
    announce(_keys_of_a_change(stood, stands))
    _correct(article)
    Listing.objects.filter(article=article).exclude(list__in=stands).delete()
    Listing.objects.bulk_create(
        [
            Listing(list=key, article=article, published_at=at)
            for key, at in stands.items()
            if stood.get(key) != at
        ],
        update_conflicts=True,
        unique_fields=["list", "article"],
        update_fields=["published_at"],
    )


def _keys_of_a_change(stood: dict[str, datetime], stands: dict[str, datetime]) -> Iterator[str]:
    """Yield the press's keys of the lists that an article enters, leaves, or changes its place in; before it does."""
    for key in stood.keys() | stands.keys():
        if stood.get(key) == stands.get(key):
            continue
        yield keys.listed(key)
        moments = [of[key] for of in (stood, stands) if key in of]
        yield from (keys.listed_in_month(key, at) for at in moments)
        if any(_is_among_newest(key, at) for at in moments):
            yield keys.newest(key)
        if any(_is_alone_in_its_month(key, at, key in stood) for at in moments):
            yield keys.months(key)


def _is_among_newest(list_key: str, at: datetime) -> bool:
    """Whether what was published then is, or will be, among the newest of a list."""
    rows = Listing.objects.filter(list=list_key).order_by("-published_at", "-article_id")
    last = rows.values_list("published_at", flat=True)[NEWEST - 1 : NEWEST].first()
    return last is None or at >= last


def _is_alone_in_its_month(list_key: str, at: datetime, stands_there: bool) -> bool:
    """Whether a month of a list becomes filled, or empty, with this article; of two looks at the index."""
    month = timezone.localtime(at)
    span = (start_of_month(month.year, month.month), start_of_month(month.year, month.month + 1))
    rows = Listing.objects.filter(list=list_key, published_at__gte=span[0], published_at__lt=span[1])
    return len(rows.values_list("pk", flat=True)[: 1 + stands_there]) <= stands_there


@kept
def newest_ids(list_key: str) -> tuple[int, ...]:
    """Return the ids of the newest articles of a list, newest first; at most NEWEST."""
    depends_on(keys.newest(list_key))
    rows = Listing.objects.filter(list=list_key).order_by("-published_at", "-article_id")
    return tuple(rows.values_list("article_id", flat=True)[:NEWEST])


def _correct(article: Article) -> None:
    """Bring an article's corrections up to date on the page of all corrections."""
    told = corrections(article.body) if article.live else []
    before = list(Correction.objects.filter(article=article).values_list("corrected_on", "text"))
    if told != before:
        announce([keys.corrections(article.language)])
        Correction.objects.filter(article=article).delete()
        Correction.objects.bulk_create(
            [Correction(article=article, corrected_on=day, text=text) for day, text in told]
        )


def refresh_all(articles: Iterable[Any]) -> None:
    """Bring the rows of many articles up to date, one transaction each."""
    for article in articles:
        refresh(article)
