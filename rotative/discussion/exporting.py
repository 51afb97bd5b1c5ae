"""Hands out discussions: as lines of JSON, which importing.py reads (docs/discussion-format.md), and as a table."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from rotative.articles.models import Article
from rotative.discussion.models import Contribution, Contributor, Vote
from rotative.subscriptions.typesetting import paper_name

FORMAT, VERSION = "rotative-discussion", 1
CHUNK = 1000
COLUMNS = [
    "id",
    "article",
    "parent",
    "author",
    "voice",
    "state",
    "created_at",
    "published_at",
    "edited_at",
    "featured_at",
    "useful",
    "text",
]
# A spreadsheet takes what begins so for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def own_source() -> str:
    """Return by what name this newspaper is a source."""
    return urlsplit(settings.SITE_URL).netloc


def as_json_lines(
    articles: Iterable[Article] | None, *, now: datetime, with_emails: bool = False
) -> Iterator[str]:
    """Give discussions line by line: a header, who took part, contributions, a parent before its answers.

    ``articles`` None: all. E-mail addresses only ``with_emails``.
    """
    rows = _rows(articles)
    header = {"format": FORMAT, "version": VERSION, "source": own_source(), "paper": paper_name()}
    yield _json(header | {"exported_at": now.isoformat()})
    writers = Contributor.objects.filter(pk__in=rows.order_by().values("author"))
    voters = Contributor.objects.filter(
        pk__in=Vote.objects.filter(contribution__in=rows.order_by()).values("by")
    )
    for person in (writers | voters).distinct().select_related("user").order_by("pk").iterator(CHUNK):
        told = {"type": "author", "id": str(person.pk), "name": person.public_name}
        told["joined_at"] = person.joined_at.isoformat()
        if with_emails and person.user is not None:
            told["email"] = person.user.email
        yield _json(told)
    addresses: dict[int, str] = {}
    for row in rows.prefetch_related("votes").iterator(CHUNK):
        yield _json(_contribution(row, _address(row, addresses)))


def as_csv(articles: Iterable[Article] | None, *, now: datetime, with_emails: bool = False) -> Iterator[str]:
    """Give the same as a table (RFC 4180), what people typed kept from being formulas; votes are counted."""
    columns = [*COLUMNS, "email"] if with_emails else COLUMNS
    yield _line(columns)
    addresses: dict[int, str] = {}
    for row in _rows(articles).iterator(CHUNK):
        cells = _contribution(row, _address(row, addresses)) | {
            "author": row.author.public_name if row.author else "",
            "useful": row.useful,
        }
        if with_emails:
            cells["email"] = row.author.user.email if row.author and row.author.user else ""
        yield _line([_text(cells.get(column)) for column in columns])


def _rows(articles: Iterable[Article] | None) -> "QuerySet[Contribution]":
    rows = Contribution.objects.select_related("author__user", "discussion__article__locale")
    if articles is not None:
        rows = rows.filter(discussion__article__in=[article.pk for article in articles])
    return rows.order_by("pk")


def _address(row: Contribution, known: dict[int, str]) -> str:
    article = row.discussion.article
    if article.pk not in known:
        known[article.pk] = str(article.get_url() or "")
    return known[article.pk]


def _contribution(row: Contribution, article: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "contribution",
        "id": str(row.pk),
        "article": article,
        "parent": str(row.parent_id) if row.parent_id else None,
        "author": str(row.author_id) if row.author_id else None,
        "voice": row.voice,
        "state": row.state,
        "text": row.text,
        "created_at": row.created_at.isoformat(),
        "published_at": _moment(row.published_at),
        "edited_at": _moment(row.edited_at),
        "featured_at": _moment(row.featured_at),
    }
    if "votes" in getattr(row, "_prefetched_objects_cache", {}):
        told["votes"] = [{"by": str(vote.by_id), "at": vote.voted_at.isoformat()} for vote in row.votes.all()]
    return told


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _text(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
