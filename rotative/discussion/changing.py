"""What an author does with a contribution of hers: edit it for some minutes, withdraw it."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from rotative.discussion import touching, webhooks
from rotative.discussion.facts import Ruling, Verdict
from rotative.discussion.markup import render
from rotative.discussion.models import Act, Contribution, Decision, State
from rotative.discussion.moderation import decide, digest
from rotative.discussion.placing import is_answered, lower_places
from rotative.discussion.policy import author_of, place_of, policy_of
from rotative.discussion.posting import Sent, submission_of
from rotative.discussion.rooms import Room


class TooLateError(Exception):
    """The minutes in which a contribution may be edited are over, or it is not there to be edited."""


def may_edit_until(row: Contribution, room: Room) -> datetime:
    """Return until when its author may edit a contribution."""
    return row.created_at + timedelta(minutes=room.rules.edit_minutes)


def may_edit(row: Contribution, room: Room, *, now: datetime) -> bool:
    """Whether its author may edit a contribution."""
    is_there = row.state in (State.PUBLISHED, State.WAITING)
    return is_there and not room.closing(now) and now < may_edit_until(row, room)


def edit(row: Contribution, room: Room, text: str, *, now: datetime) -> Ruling:
    """Change the text; the policy is asked anew, and what it refuses leaves the contribution as it was.

    What a moderator has approved waits again if the rules hold it. Raises TooLateError.
    """
    text = text.replace("\r\n", "\n").strip()
    with transaction.atomic():
        row = (
            Contribution.objects.select_for_update(no_key=True)
            .prefetch_related("author", "discussion")
            .get(pk=row.pk)
        )
        if row.author is None or not may_edit(row, room, now=now):
            raise TooLateError
        submission = submission_of(text, Sent(text, row.retry_key), now)
        # It does not repeat itself, and it is no more of them.
        author = replace(author_of(row.author, room, now=now), recent=())
        ruling = decide(submission, author, place_of(room, "", now=now), policy_of(room.rules))
        if ruling.verdict is Verdict.REFUSE:
            return ruling
        was_published = row.is_published
        before = {"text": row.text, "state": row.state}
        row.text, row.html, row.digest = text, render(text, room.article.language), digest(text)
        row.edited_at, row.rule, row.details = now, ruling.rule, dict(ruling.details)
        if ruling.verdict is Verdict.HOLD and was_published:
            take_off(row, State.WAITING)
        row.reviewed_at = None
        row.save()
        Decision.objects.create(
            contribution=row,
            contributor=row.author,
            discussion=row.discussion,
            act=Act.EDITED,
            rule=ruling.rule,
            before=before,
            made_at=now,
        )
        if row.is_published:
            touching.changed(row)
        webhooks.decided(row, now=now)
        return ruling


def withdraw(row: Contribution, *, now: datetime) -> None:
    """Take a contribution back; what answers it stays, under its empty place. Raises TooLateError when it is gone."""
    with transaction.atomic():
        row = (
            Contribution.objects.select_for_update(no_key=True)
            .prefetch_related("author", "discussion")
            .get(pk=row.pk)
        )
        if row.state not in (State.PUBLISHED, State.WAITING):
            raise TooLateError
        before = {"state": row.state}
        if row.is_published:
            take_off(row, State.WITHDRAWN)
        row.state = State.WITHDRAWN
        row.save(update_fields=["state", "stands"])
        Decision.objects.create(
            contribution=row,
            contributor=row.author,
            discussion=row.discussion,
            act=Act.WITHDRAWN,
            before=before,
            made_at=now,
        )
        webhooks.decided(row, now=now)


def take_off(row: Contribution, state: State) -> None:
    """Take what was published off the pages; its empty place stays where it was answered. The caller saves."""
    row.state, row.stands = state, is_answered(row)
    Contribution.objects.filter(pk=row.pk).update(state=row.state, stands=row.stands)
    if not row.stands and lower_places(row):
        touching.moved(row)
    touching.gone(row)
