"""Who may read and write in the discussion under an article: what can be chosen, and the rule. No database in here.

It is chosen for an article, else for its section or the nearest one above it, else for the whole paper.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Talk(models.TextChoices):
    """What can be chosen."""

    SUBSCRIBERS = "subscribers", _("Subscribers read and write")
    REGISTERED = "registered", _("Readers with an account read and write")
    OPEN = "open", _("Everybody reads, subscribers write")
    CLOSED = "closed", _("Subscribers read, nobody writes any more")
    NONE = "none", _("No discussion")


class Standing(StrEnum):
    """What somebody is to the paper; ``READER`` has subscribed to the articles without the discussion."""

    STRANGER = "stranger"
    REGISTERED = "registered"
    READER = "reader"
    SUBSCRIBER = "subscriber"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Doors:
    """What somebody may do in a discussion."""

    reads: bool
    writes: bool


SHUT = Doors(False, False)
_EVERYBODY = frozenset(Standing)
_WITH_ACCOUNT = _EVERYBODY - {Standing.STRANGER}
_SUBSCRIBED = frozenset({Standing.SUBSCRIBER, Standing.STAFF})
_RULES: dict[str, tuple[frozenset[Standing], frozenset[Standing]]] = {
    Talk.SUBSCRIBERS: (_SUBSCRIBED, _SUBSCRIBED),
    Talk.REGISTERED: (_WITH_ACCOUNT, _WITH_ACCOUNT),
    Talk.OPEN: (_EVERYBODY, _SUBSCRIBED),
    Talk.CLOSED: (_SUBSCRIBED, frozenset()),
    Talk.NONE: (frozenset(), frozenset()),
}


def doors(talk: str, standing: Standing) -> Doors:
    """Return which doors are open; for a rule that nobody knows, none."""
    reads, writes = _RULES.get(talk, (frozenset(), frozenset()))
    return Doors(standing in reads, standing in writes)
