"""The discussion of an article as it stands at a moment: who may come in, whether anybody may write, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from rotative.articles.walls import talk_of
from rotative.discussion.models import Discussion, HouseRules
from rotative.paper.access import Audience
from rotative.paper.talk import SHUT, Doors, Standing, Talk, doors
from rotative.press.ahead import give, given, shared
from rotative.subscriptions.readers import reader_behind

DISCUSSION = "discussion"  # given to the pages of a batch, by the id of its article
# As what the readers of a printed copy come in. Staff read the subscribers' copy.
STANDING_OF = {
    Audience.REGISTERED: Standing.REGISTERED,
    Audience.READERS: Standing.READER,
    Audience.SUBSCRIBERS: Standing.SUBSCRIBER,
}


@dataclass(frozen=True)
class Room:
    """A discussion with all that decides about it; ``discussion`` is None while nothing was written in it."""

    article: Any
    discussion: Discussion | None
    rules: HouseRules
    talk: str

    @property
    def exists(self) -> bool:
        """Whether there is a discussion at all."""
        return bool(self.article.live) and self.talk != Talk.NONE

    def doors(self, standing: Standing) -> Doors:
        """Return what somebody may do as far as the paper's rule goes; nothing where the article is not out."""
        return doors(self.talk, standing) if self.exists else SHUT

    @property
    def closes_at(self) -> datetime | None:
        """When it closes with the age of the article; None: it does not."""
        stays = self.discussion is not None and self.discussion.stays_open
        published = self.article.published_at
        if stays or not self.rules.closes_after_days or published is None:
            return None
        ends: datetime = published + timedelta(days=self.rules.closes_after_days)
        return ends

    def closing(self, now: datetime) -> str:
        """Return why nobody writes: “stopped”, “frozen”, “by_hand”, “by_age”; empty while it is open."""
        if self.rules.is_stopped:
            return "stopped"
        if self.discussion is not None and self.discussion.is_frozen:
            return "frozen"
        if self.talk == Talk.CLOSED or (
            self.discussion is not None and self.discussion.closed_at is not None
        ):
            return "by_hand"
        return "by_age" if self.closes_at is not None and now >= self.closes_at else ""

    @property
    def closing_message(self) -> str:
        """What the moderators say about the closing; empty where they said nothing."""
        if self.rules.is_stopped:
            return self.rules.stop_message
        return self.discussion.closing_message if self.discussion is not None else ""

    @property
    def announcements(self) -> list[str]:
        """What stands at the top for all to read."""
        own = self.discussion.announcement if self.discussion is not None else ""
        return [words for words in (self.rules.announcement, own) if words]

    @property
    def is_pre_moderated(self) -> bool:
        """Whether each contribution waits for a moderator."""
        here = self.discussion is not None and self.discussion.is_pre_moderated
        return here or self.rules.is_pre_moderated


def room_of(article: Any) -> Room:
    """Return the discussion of an article."""
    return Room(
        article=article,
        discussion=_discussion_under(article.pk),
        rules=shared("house rules", HouseRules.current),
        talk=talk_of(article),
    )


def load_discussions(articles: Iterable[Any]) -> None:
    """Leave the discussions of articles for the pages of a batch that the press renders."""
    ids = [article.pk for article in articles]
    found = {one.article_id: one for one in Discussion.objects.filter(article__in=ids)}
    for pk in ids:
        give(DISCUSSION, pk, (found.get(pk),))


def _discussion_under(article_id: int) -> Discussion | None:
    loaded: tuple[Discussion | None] | None = given(DISCUSSION, article_id)
    return loaded[0] if loaded else Discussion.objects.filter(article=article_id).first()


def standing_of(request: HttpRequest, *, now: datetime) -> Standing:
    """Return what the sender of a request is, asked anew: a pass is for printed copies only."""
    return reader_behind(request, now=now).standing


def standing_of_audience(audience: str) -> Standing:
    """Return as what the readers of a printed copy come in; strangers, for the public one."""
    return STANDING_OF.get(audience, Standing.STRANGER)  # type: ignore[call-overload]


def open_discussion(article: Any) -> Discussion:
    """Return the row of an article's discussion, making it if need be."""
    found, _made = Discussion.objects.get_or_create(article_id=article.pk)
    return found
