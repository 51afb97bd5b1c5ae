"""Tells whether an article that a page brings or announces is one that the paper has already.

Its key is the headline, without what typography changes, and the day of publication: “Communiqué du Conseil des
ministres” appears every week. Keys of earlier versions have the headline only; the article's own date then counts.
"""

import hashlib
import unicodedata
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from rotative.articles.models import Article

_PREFIX, _DIGITS = "page:", 40


def comparable(text: str) -> str:
    """Return a text without what typography changes: letters and digits only, in one case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def key_of(full_headline: str, day: date | None) -> str:
    """Return the key of an article published on ``day``, or on a day that nobody knows yet."""
    return f"{_stem(full_headline)}d{day.isoformat().replace('-', '') if day else ''}"


def aware(moment: datetime | None) -> datetime | None:
    """Return a moment with its time zone; pages that name none mean the paper's own."""
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


def day_of(moment: datetime | None) -> date | None:
    """Return the paper's day in which a moment lies."""
    known = aware(moment)
    return timezone.localdate(known) if known else None


def article_of(full_headline: str, published_at: datetime | None) -> Any:
    """Return the article whose own page this is: filed before, or announced and still to be completed; else None."""
    day, candidates = day_of(published_at), _candidates(full_headline)
    same = _on(day, candidates)
    if same or day is None:
        # Without a date it can be told from others of its headline only where there are no others.
        return same or (candidates[0] if len(candidates) == 1 else None)
    return next((article for article in _on_unknown_day(candidates) if article.to_be_completed), None)


def announced_as(full_headline: str, published_at: datetime | None) -> Any:
    """Return the article that a list means; without a date the newest of its headline; None where there is none."""
    day, candidates = day_of(published_at), _candidates(full_headline)
    if same := _on(day, candidates):
        return same
    if day is None:
        return max(candidates, key=lambda article: _day(article) or date.min, default=None)
    undated = sorted(_on_unknown_day(candidates), key=lambda article: not article.to_be_completed)
    return next(iter(undated), None)


def _stem(full_headline: str) -> str:
    return _PREFIX + hashlib.sha256(comparable(full_headline).encode()).hexdigest()[:_DIGITS]


def _candidates(full_headline: str) -> list[Any]:
    """Every imported article of this headline; the bounds walk the unique index of the keys."""
    stem = _stem(full_headline)
    # Only letters and digits follow the stem, so that every collation orders them alike.
    return list(Article.objects.filter(import_key__gte=stem, import_key__lt=f"{stem}e").order_by("pk"))


def _day(article: Any) -> date | None:
    written = article.import_key[len(_PREFIX) + _DIGITS :]
    if written:
        return date.fromisoformat(written[1:]) if written[1:] else None
    # Published before it was completed, it may bear the date of that day and not its own.
    return (
        None if article.to_be_completed and article.last_published_at else day_of(article.first_published_at)
    )


def _on(day: date | None, candidates: list[Any]) -> Any:
    return next((article for article in candidates if _day(article) == day), None)


def _on_unknown_day(candidates: list[Any]) -> list[Any]:
    return [article for article in candidates if _day(article) is None]
