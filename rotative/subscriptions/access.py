"""Who may read an article to its end, and why: the one place where it is decided. No Django in here.

The printed copies follow the same rule by the reader's audience (paper/access.py); what needs the very reader, the
meter and the gift of one article, is asked here at each request.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rotative.paper.access import Audience, Wall
from rotative.paper.talk import Standing


class Reason(StrEnum):
    """Why somebody reads on, or what would let her."""

    OPEN = "open"
    STAFF = "staff"
    SUBSCRIPTION = "subscription"
    SEAT = "seat"
    NETWORK = "network"
    GIFT = "gift"
    ACCOUNT = "account"
    METER = "meter"
    NEEDS_ACCOUNT = "needs_account"
    METER_IS_SPENT = "meter_is_spent"
    NEEDS_SUBSCRIPTION = "needs_subscription"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may read on, and why or why not."""

    may_read: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks.

    ``reads_by``: why she reads what subscribers read, None where she does not; ``discusses``: whether that gives her
    the discussion too; ``reads_until``: the end of what is paid for, where it has one. ``meter_left``: how many
    metered articles she may still open this month; ``counted`` are those she has opened, ``given`` those that somebody
    gave her.
    """

    has_account: bool = False
    reads_by: Reason | None = None
    discusses: bool = False
    reads_until: datetime | None = None
    meter_left: int = 0
    counted: frozenset[int] = field(default_factory=frozenset)
    given: frozenset[int] = field(default_factory=frozenset)

    @property
    def audience(self) -> Audience | None:
        """Whose printed copies she gets; None for the public ones."""
        if self.reads_by is not None:
            return Audience.SUBSCRIBERS if self.discusses else Audience.READERS
        return Audience.REGISTERED if self.has_account else None

    @property
    def standing(self) -> Standing:
        """What she is to the discussions."""
        if self.reads_by is Reason.STAFF:
            return Standing.STAFF
        if self.reads_by is not None:
            return Standing.SUBSCRIBER if self.discusses else Standing.READER
        return Standing.REGISTERED if self.has_account else Standing.STRANGER


def may_read(reader: Reader, wall: Wall, article_id: int) -> Decision:
    """Decide for one reader before one wall; what stands in front of nothing is open."""
    if wall is Wall.NONE:
        return Decision(True, Reason.OPEN)
    if reader.reads_by is not None:
        return Decision(True, reader.reads_by)
    if article_id in reader.given:
        return Decision(True, Reason.GIFT)
    if wall is Wall.SUBSCRIBERS:
        return Decision(False, Reason.NEEDS_SUBSCRIPTION)
    if not reader.has_account:
        return Decision(False, Reason.NEEDS_ACCOUNT)
    if wall is Wall.REGISTRATION:
        return Decision(True, Reason.ACCOUNT)
    if article_id in reader.counted or reader.meter_left > 0:
        return Decision(True, Reason.METER)
    return Decision(False, Reason.METER_IS_SPENT)
