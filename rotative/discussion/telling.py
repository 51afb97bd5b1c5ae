"""Writes down who is to hear of a contribution; mailing.py tells them."""

from datetime import datetime

from rotative.discussion import webhooks
from rotative.discussion.models import Contribution, Follow, Mails, Mute, Notice


def follow_own(row: Contribution) -> None:
    """Whoever writes in a thread follows it."""
    if row.author_id is not None:
        follow = Follow(by_id=row.author_id, thread_id=row.root_id)
        Follow.objects.bulk_create([follow], ignore_conflicts=True)


def to_followers(row: Contribution, *, now: datetime) -> None:
    """Note for those who follow the thread and want mail that something new is in it; those who mute its author not."""
    if row.thread_id is None:
        return  # nobody can have followed what begins here
    follows = (
        Follow.objects.filter(thread=row.root_id).exclude(by=row.author_id).exclude(by__mails=Mails.NEVER)
    )
    if row.author_id is not None:
        follows = follows.exclude(by__in=Mute.objects.filter(whom=row.author_id).values("by"))
    Notice.objects.bulk_create(
        [
            Notice(to_id=to, contribution=row, made_at=now, is_at_once=mails == Mails.AT_ONCE)
            for to, mails in follows.values_list("by", "by__mails")
        ],
        ignore_conflicts=True,
    )


def created(row: Contribution, *, now: datetime) -> None:
    """Tell the webhooks."""
    webhooks.created(row, now=now)
