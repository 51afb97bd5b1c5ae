"""What the account page, the file of one's data and the deletion of an account say of the personal feed."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rotative.accounts.own_account import Fate
from rotative.subscriptions.readers import reader_of
from rotative.syndication import personal


def is_for(user: Any) -> bool:
    """Whether somebody has a feed, or may make one."""
    return personal.of(user) is not None or reader_of(user, now=timezone.now()).reads_by is not None


def in_a_few_words(user: Any) -> str:
    """Say whether there is one, for the list on the account page."""
    return _("whole articles in your feed reader") if personal.of(user) is None else _("made")


def export(user: Any) -> dict[str, Any] | None:
    """Return what is kept of the feed, without its key."""
    feed = personal.of(user)
    return None if feed is None else {"made_at": feed.made_at, "language": feed.language}


def forget(user: Any, now: datetime) -> None:
    """Take the feed away."""
    personal.take_back(user)


def fate(user: Any) -> Fate:
    """Say that it goes."""
    return Fate(goes=(_("Your feed: its address opens nothing any more."),)) if personal.of(user) else Fate()
