"""Says to the press which pages show something else now."""

from collections.abc import Iterable
from datetime import datetime

from rotative.discussion import keys
from rotative.discussion.models import Contribution, Voice
from rotative.discussion.paging import page_of
from rotative.discussion.promptness import at_once
from rotative.press.declarations import announce


def shown(row: Contribution, *, now: datetime) -> None:
    """A contribution is there to be read now; called in the transaction of the change."""
    announce(_keys(row, is_new=True), at_once=at_once(row.discussion.article, now=now), can_wait=True)


def moved(row: Contribution) -> None:
    """It is there again at its old place, or a place above it came or went: all pages are cut anew."""
    announce([*_keys(row, is_new=False), keys.discussion(row.discussion.article_id)])


def gone(row: Contribution) -> None:
    """It is not to be read any more: its pages go before anything is answered, and where a thread goes all move."""
    announce(_keys(row, is_new=False), own=[keys.thread(row.root_id), keys.latest(row.discussion.article_id)])


def changed(row: Contribution) -> None:
    """It reads otherwise, at its place."""
    announce([keys.thread(row.root_id), keys.latest(row.discussion.article_id)])


def voted(row: Contribution) -> None:
    """Somebody found it useful, or does not any more."""
    announce([keys.thread(row.root_id), keys.useful(row.discussion.article_id)])


def featured(row: Contribution) -> None:
    """The newsroom has featured it, or does not any more."""
    announce([keys.thread(row.root_id), keys.newsroom(row.discussion.article_id)])


def _keys(row: Contribution, *, is_new: bool) -> Iterable[str]:
    article = row.discussion.article_id
    yield keys.count(article)
    yield keys.latest(article)
    yield keys.useful(article)
    if row.voice != Voice.READER or row.featured_at:
        yield keys.newsroom(article)
    if row.thread_id is not None:
        yield keys.thread(row.thread_id)
    elif is_new:
        number = page_of(row)
        yield from (keys.page(article, number), keys.page(article, max(1, number - 1)))
    else:
        yield from (keys.thread(row.pk), keys.discussion(article))
