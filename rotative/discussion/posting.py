"""Takes contributions in: asks the policy, keeps what it lets through or holds, never twice."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from rotative.authors.models import Author
from rotative.discussion import telling, touching
from rotative.discussion.facts import Ruling, Submission, Verdict
from rotative.discussion.markup import links, render
from rotative.discussion.models import Act, Contribution, Contributor, Decision, Discussion, State, Voice
from rotative.discussion.moderation import decide, digest
from rotative.discussion.placing import raise_places
from rotative.discussion.policy import author_of, place_of, policy_of
from rotative.discussion.rooms import Room, open_discussion


@dataclass(frozen=True)
class Sent:
    """What somebody sent: ``retry_key`` is the form's own, so that it counts once however often it comes.

    ``address`` is a network address; ``is_trap_filled``: whether the field that no person sees was filled in.
    """

    text: str
    retry_key: str
    address: str = ""
    is_trap_filled: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of it: the contribution, or None when it was refused; and the rule that decided."""

    contribution: Contribution | None
    ruling: Ruling


def post(
    contributor: Contributor, room: Room, sent: Sent, *, parent: Contribution | None = None, now: datetime
) -> Outcome:
    """Take in a contribution. Sent again with the same key, the first one is returned.

    Whoever calls has asked the doors of the room. Raises ValueError when the parent stands in another discussion or is
    not published.
    """
    if parent is not None and (not parent.is_published or parent.discussion.article_id != room.article.pk):
        raise ValueError("only what is published in this discussion can be answered")
    text = sent.text.replace("\r\n", "\n").strip()
    try:
        with transaction.atomic():
            # One after another: what was written a moment ago counts for the rules.
            Contributor.objects.select_for_update(no_key=True).values_list("pk").get(pk=contributor.pk)
            if (earlier := _earlier(contributor, sent)) is not None:
                return earlier
            discussion = room.discussion or open_discussion(room.article)
            discussion.article = room.article  # which is not to be read once more
            submission = submission_of(text, sent, now)
            author, place = author_of(contributor, room, now=now), place_of(room, submission.address, now=now)
            ruling = decide(submission, author, place, policy_of(room.rules))
            if ruling.verdict is Verdict.REFUSE:
                Decision.objects.create(
                    contributor=contributor,
                    discussion=discussion,
                    act=Act.REFUSED,
                    rule=ruling.rule,
                    made_at=now,
                )
                return Outcome(None, ruling)
            row = _row(contributor, room, discussion, text, submission, ruling, parent, now)
            row.retry_key = sent.retry_key
            row.save()
            act = Act.PUBLISHED if row.is_published else Act.HELD
            Decision.objects.create(
                contribution=row,
                contributor=contributor,
                discussion=discussion,
                act=act,
                rule=ruling.rule,
                made_at=now,
            )
            telling.follow_own(row)
            if row.is_published:
                if raise_places(row):
                    touching.moved(row)
                published(row, now=now)
            telling.created(row, now=now)
            return Outcome(row, ruling)
    except IntegrityError:
        if (earlier := _earlier(contributor, sent)) is not None:
            return earlier
        raise


def published(row: Contribution, *, now: datetime) -> None:
    """Do what follows when something is published: pages, followers."""
    touching.shown(row, now=now)
    telling.to_followers(row, now=now)


def submission_of(text: str, sent: Sent, now: datetime) -> Submission:
    """Return what the policy is asked about."""
    return Submission(
        text=text,
        now=now,
        links=len(links(text)),
        address=address_key(sent.address),
        is_trap_filled=sent.is_trap_filled,
    )


def address_key(address: str) -> str:
    """Return by what a network address is known here: nobody reads it back without the paper's secret."""
    if not address:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), b"discussion:" + address.encode(), "sha256").hexdigest()[
        :32
    ]


def voice_of(contributor: Contributor, article: Any) -> Voice:
    """Return as what somebody speaks under an article."""
    user = contributor.user
    if user is None or not user.has_perm("wagtailadmin.access_admin"):
        return Voice.READER
    signs = Author.objects.filter(email__iexact=user.email, signatures__article=article.pk)
    return Voice.AUTHOR if signs.exists() else Voice.NEWSROOM


def _row(
    contributor: Contributor,
    room: Room,
    discussion: Discussion,
    text: str,
    submission: Submission,
    ruling: Ruling,
    parent: Contribution | None,
    now: datetime,
) -> Contribution:
    is_published = ruling.verdict is Verdict.PUBLISH
    return Contribution(
        discussion=discussion,
        author=contributor,
        voice=voice_of(contributor, room.article),
        parent=parent,
        thread_id=parent.root_id if parent else None,
        text=text,
        html=render(text, room.article.language),
        digest=digest(text),
        state=State.PUBLISHED if is_published else State.WAITING,
        created_at=now,
        published_at=now if is_published else None,
        stands=is_published,
        rule=ruling.rule,
        details=dict(ruling.details),
        address=submission.address,
    )


def _earlier(contributor: Contributor, sent: Sent) -> Outcome | None:
    row = Contribution.objects.filter(author=contributor, retry_key=sent.retry_key).first()
    if row is None:
        return None
    verdict = Verdict.PUBLISH if row.is_published else Verdict.HOLD
    return Outcome(row, Ruling(verdict, row.rule, row.details, ()))
