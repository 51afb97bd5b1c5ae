"""What pages show of discussions: the block under an article, threads, the gate."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rotative.articles.models import Article
from rotative.discussion import keys, threads
from rotative.discussion.changing import may_edit
from rotative.discussion.entrance import Ways, ways_in
from rotative.discussion.explaining import to_author
from rotative.discussion.facts import Ruling, Verdict
from rotative.discussion.markup import plain
from rotative.discussion.models import Contribution, Contributor, State
from rotative.discussion.questions import unanswered
from rotative.discussion.rooms import Room, room_of, standing_of_audience
from rotative.paper.talk import Talk
from rotative.press.collecting import changes_at, depends_on
from rotative.press.fragments import fragment as press_fragment
from rotative.press.fragments import is_kept, render_fragment
from rotative.press.rendering import audience_of
from rotative.typography import teaser

register = template.Library()

LATEST = 2  # contributions that are shown under an article to those who may read them
BEGINNING = 140  # characters


@register.simple_tag(takes_context=True)
def discussion(context: template.Context) -> SafeString:
    """The discussion under the context's article: how many contributions, and the way in or to a subscription."""
    article, request = context["article"], context["request"]
    room = room_of(article) if article.pk else None
    depends_on(keys.RULES)
    if room is None or room.talk == Talk.NONE:
        return SafeString("")
    reads = room.doors(standing_of_audience(audience_of(request))).reads
    return render_fragment("discussion", article.pk, article.language, reads, given=room)


@press_fragment("discussion", of_one_page=True)
def _discussion(article_id: int, language: str, reads: bool, given: Room | None = None) -> str:
    depends_on(keys.RULES, keys.discussion(article_id), keys.count(article_id), f"article:{article_id}")
    if reads:
        depends_on(keys.latest(article_id))
    room, now = given or room_of(_article(article_id)), timezone.now()
    if room.closes_at is not None and now < room.closes_at:
        changes_at(room.closes_at)
    shown = Contribution.objects.published().filter(discussion=room.discussion)
    latest = shown.select_related("author").order_by("-published_at", "-pk")[:LATEST] if reads else ()
    with translation.override(language):
        said = {
            "article": room.article,
            "room": room,
            "count": shown.count() if room.discussion else 0,
            "latest": latest if room.discussion else (),
            "reads": reads,
            "closing": room.closing(now),
            "address": reverse("discussion", args=[article_id]),
            "departed": _("A reader who has left"),
            "language": language,
        }
        return render_to_string("discussion/block.html", said)


def _article(article_id: int) -> Article:
    found: Article = Article.objects.select_related("locale", "section").get(pk=article_id)
    return found


@register.inclusion_tag("discussion/gate_text.html")
def gate(room: Room, reads: bool) -> dict[str, Any]:
    """What stands before a discussion for whoever may not read it, or may only read; each way leads back to it."""
    ways: Ways = ways_in(reverse("discussion", args=[room.article.pk]))
    return {"ways": ways, "talk": room.talk, "reads": reads}


@register.simple_tag(name="threads")
def show_threads(ids: Sequence[int], language: str, closing: str) -> SafeString:
    """Threads by the ids of their beginnings, each kept by the press; those that are not are read together."""
    is_open = not closing
    missing = [pk for pk in ids if not is_kept("thread", pk, language, is_open)]
    loaded = threads.load(missing) if missing else {}
    return SafeString(
        "".join(render_fragment("thread", pk, language, is_open, given=loaded.get(pk)) for pk in ids)
    )


@press_fragment("thread")
def _thread(thread_id: int, language: str, is_open: bool, given: threads.Thread | None = None) -> str:
    depends_on(keys.thread(thread_id))
    thread = given or threads.load([thread_id]).get(thread_id)
    return _rendered(thread, language, is_open) if thread is not None else ""


@register.simple_tag(name="thread", takes_context=True)
def show_thread(context: template.Context, thread: threads.Thread, closing: str) -> str:
    """A thread as it was read for this page."""
    return _rendered(thread, str(context["language"]), not closing)


def _rendered(thread: threads.Thread, language: str, is_open: bool) -> SafeString:
    rows = [thread.root, *(row for branch in thread.branches for row in (branch.row, *branch.deeper))]
    depends_on(*(keys.person(row.author_id) for row in rows if row.author_id))
    with translation.override(language):
        said = {"thread": thread, "language": language, "is_open": is_open}
        return render_to_string("discussion/thread.html", said)


@register.inclusion_tag("discussion/contribution.html", takes_context=True)
def contribution(
    context: template.Context, row: Contribution, is_open: bool, answers_to: Contribution | None = None
) -> dict[str, Any]:
    """A contribution. ``answers_to``: the second level under which it stands; whom it answers is said if another."""
    depends_on(
        *(
            keys.person(one.author_id)
            for one in (row, row.parent if answers_to else None)
            if one and one.author_id
        )
    )
    named = ""
    if answers_to is not None and row.parent_id != answers_to.pk and row.parent is not None:
        named = row.parent.author.public_name if row.parent.author else ""
    return {"row": row, "is_open": is_open, "language": context["language"], "answers_to": named}


@register.inclusion_tag("discussion/personal_thread.html")
def personal_thread(
    thread: threads.Thread,
    me: Contributor,
    muted: frozenset[int],
    voted: frozenset[int],
    followed: frozenset[int],
    since: datetime | None,
    room: Room,
    now: datetime,
) -> dict[str, Any]:
    """A thread as one reader sees it."""
    rows = [(thread.root, 0)]
    for branch in thread.branches:
        rows.append((branch.row, 1))
        rows += [(row, 2) for row in branch.deeper]
    shown = [
        {
            "row": row,
            "level": level,
            "is_muted": row.author_id in muted,
            "is_own": row.author_id == me.pk,
            "has_voted": row.pk in voted,
            "is_new": since is not None
            and row.published_at is not None
            and row.published_at > since
            and row.author_id != me.pk,
        }
        for row, level in rows
    ]
    return {
        "thread": thread,
        "is_followed": thread.root.pk in followed,
        "shown": shown,
        "room": room,
        "now": now,
        "language": room.article.language,
        "is_open": not room.closing(now),
    }


@register.inclusion_tag("discussion/own_acts.html")
def own_acts(row: Contribution, room: Room, now: datetime) -> dict[str, Any]:
    """What an author may do with a contribution of hers."""
    return {
        "row": row,
        "may_edit": may_edit(row, room, now=now),
        "may_withdraw": row.state in (State.PUBLISHED, State.WAITING),
    }


@register.inclusion_tag("discussion/questions.html")
def questions(room: Room) -> dict[str, Any]:
    """That this is a session of questions: who answers, until when, how many wait for an answer."""
    until = room.discussion.questions_until if room.discussion else None
    if room.discussion is None or until is None:
        return {}
    depends_on(keys.newsroom(room.article.pk))
    if timezone.now() < until:
        changes_at(until)
    return {
        "until": until,
        "is_over": timezone.now() >= until,
        "people": [author.name for author in room.discussion.answered_by.all()],
        "unanswered": unanswered(room.discussion).count(),
        "article": room.article,
        "language": room.article.language,
    }


@register.filter
def explained(row: Contribution) -> str:
    """Why a contribution waits, as its author is told."""
    return to_author(Ruling(Verdict.HOLD, row.rule, row.details))


@register.filter
def beginning(row: Contribution) -> str:
    """The first words of a contribution, without its marks."""
    return teaser(plain(row.text), row.discussion.article.language, limit=BEGINNING)


@register.simple_tag
def room_address(row: Contribution) -> str:
    """Where a contribution stands, in the language of its article."""
    with translation.override(row.discussion.article.language):
        return reverse("contribution", args=[row.pk])
