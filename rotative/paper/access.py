"""Who may read an article to its end: the kinds of access, and which wall stands before it at a moment.

The kind is chosen for an article, else for its section or the nearest one above it, else for the whole paper.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.TextChoices):
    """What can be chosen."""

    FREE = "free", _("Everybody")
    FREE_AT_FIRST = "free_first", _("Everybody at first, later subscribers")
    CLOSING = "closing", _("Everybody while it is new, subscribers once it is archive")
    REGISTRATION = "registration", _("Everybody with an account")
    METERED = "metered", _("With an account so many a month, subscribers all")
    SUBSCRIBERS = "subscribers", _("Subscribers")


class Wall(StrEnum):
    """What stands between a stranger and the rest of the text."""

    NONE = ""
    REGISTRATION = "registration"
    METERED = "metered"
    SUBSCRIBERS = "subscribers"


class Audience(StrEnum):
    """Readers who may get a copy of a page of their own, as their pass names them; all others get the public one."""

    REGISTERED = "registered"
    READERS = "readers"  # have subscribed to the articles without the discussion
    SUBSCRIBERS = "subscribers"


CLOSE_BY_THEMSELVES = (Access.FREE_AT_FIRST, Access.CLOSING)
_WALLS = {
    Access.REGISTRATION: Wall.REGISTRATION,
    Access.METERED: Wall.METERED,
    Access.SUBSCRIBERS: Wall.SUBSCRIBERS,
}
# Who reads on by the printed copy alone. A metered article is counted, so each registered reader is asked about.
READS_ON = {
    Wall.NONE: frozenset[Audience](),
    Wall.REGISTRATION: frozenset(Audience),
    Wall.METERED: frozenset({Audience.READERS, Audience.SUBSCRIBERS}),
    Wall.SUBSCRIBERS: frozenset({Audience.READERS, Audience.SUBSCRIBERS}),
}


@dataclass(frozen=True)
class Spans:
    """How long what closes by itself is open: ``at_first`` from the publication on, ``new`` until it is archive."""

    at_first: timedelta
    new: timedelta


def walled_from(access: str, published_at: datetime | None, spans: Spans) -> datetime | None:
    """Return when the wall goes up before an article that closes by itself; None for any other, and for a draft."""
    if access not in CLOSE_BY_THEMSELVES or published_at is None:
        return None
    return published_at + (spans.at_first if access == Access.FREE_AT_FIRST else spans.new)


def wall_at(access: str, closes_at: datetime | None, now: datetime) -> Wall:
    """Return the wall at a moment; what closes by itself and does not say when is closed."""
    if access in CLOSE_BY_THEMSELVES:
        return Wall.NONE if closes_at is not None and now < closes_at else Wall.SUBSCRIBERS
    return _WALLS.get(Access(access), Wall.NONE)


def stays_open(access: str) -> bool:
    """Whether no wall will ever stand before what has this access."""
    return access == Access.FREE
