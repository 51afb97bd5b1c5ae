"""Narrows the queues: by words, name, e-mail address, article, section, state and rule."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from rotative.articles.models import Article
from rotative.discussion.models import Contribution, Contributor
from rotative.discussion.naming import comparable

ENOUGH = 200  # people or articles that a search leads to; whoever has more types more


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty: everything. ``sees_addresses``: whoever looks may know e-mail addresses."""

    words: str = ""
    state: str = ""
    rule: str = ""
    article: int | None = None
    section: Any = None
    sees_addresses: bool = False


def narrow(rows: QuerySet[Contribution], wanted: Wanted) -> QuerySet[Contribution]:
    """Return of a queue what is looked for."""
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.rule:
        rows = rows.filter(rule=wanted.rule)
    if wanted.article is not None:
        rows = rows.filter(discussion__article=wanted.article)
    if wanted.section is not None:
        below = Q(discussion__article__section__path__startswith=wanted.section.path)
        rows = rows.filter(below)
    words = " ".join(wanted.words.split())
    return rows.filter(_about(words, wanted.sees_addresses)) if words else rows


def _about(words: str, sees_addresses: bool) -> Q:
    if "@" in words and sees_addresses:
        return Q(author__in=_ids(Contributor.objects.filter(user__email__istartswith=words)))
    found = Q(text__icontains=words)
    if name := comparable(words):
        found |= Q(author__in=_ids(Contributor.objects.filter(name_key__contains=name)))
    articles = Article.objects.filter(title__icontains=words).order_by("-pk")
    return found | Q(discussion__article__in=_ids(articles))


def _ids(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:ENOUGH])
