"""What is new to a reader since she last looked, and what of it she may read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from rotative.discussion.models import Contribution, Contributor, Discussion, Mute, Visit
from rotative.discussion.rooms import room_of, standing_of

ONE_VISIT = timedelta(minutes=20)  # who comes back within it still sees what was new when she came


def visit(me: Contributor, discussion: Discussion, *, now: datetime) -> datetime | None:
    """Note that somebody looks at a discussion, and return since when things are new to her; None the first time."""
    found, made = Visit.objects.get_or_create(
        contributor=me, discussion=discussion, defaults={"seen_at": now}
    )
    if made:
        return None
    if now - found.seen_at > ONE_VISIT:
        found.before = found.seen_at
    found.seen_at = now
    found.save(update_fields=["seen_at", "before"])
    return found.before


def new_since(discussion: Discussion, since: datetime, me: Contributor) -> list[Contribution]:
    """Return what others have published in a discussion since then, newest first; without those she mutes."""
    muted = Mute.objects.filter(by=me).values("whom")
    rows = Contribution.objects.published().filter(discussion=discussion, published_at__gt=since)
    rows = rows.exclude(author=me).exclude(author__in=muted)
    return list(rows.select_related("author", "discussion").order_by("-published_at")[:100])


def that_may_be_read(request: HttpRequest, rows: Iterable[Contribution]) -> list[Contribution]:
    """Return those contributions whose rooms the sender of a request may enter."""
    standing = standing_of(request, now=timezone.now())
    known: dict[int, bool] = {}

    def reads(article: Any) -> bool:
        if article.pk not in known:
            known[article.pk] = room_of(article).doors(standing).reads
        return known[article.pk]

    return [row for row in rows if reads(row.discussion.article)]
