"""Decides which pending orders to ask about again, and when to give up: notifications may never come.

Pure: orders and the time come in, a plan comes out. Pauses grow from a minute to six hours. An order is given up only
when the provider has answered after the last moment at which it could have been paid.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Mobile money is confirmed on the phone within minutes or hardly ever, so the first questions come quickly.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30, 60, 120, 240, 360))
MARGIN = timedelta(hours=1)  # an operator may confirm after the provider's own time has run out
WITHOUT_END = timedelta(hours=24)  # how long an order may be paid where the provider names no end
UNHEARD = timedelta(days=14)  # after its end, with no answer: somebody has to look


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingOrder:
    """An order whose end is not known. ``answered_at`` is when the provider last answered, whatever it said."""

    order_id: str
    started_at: datetime
    expires_at: datetime | None = None
    times_asked: int = 0
    asked_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """The moment after which an answer is final."""
        return (self.expires_at or self.started_at + WITHOUT_END) + MARGIN

    @property
    def ask_at(self) -> datetime:
        """When to ask next: after a pause, but once more as soon as the order has ended."""
        pause = PAUSES[min(self.times_asked, len(PAUSES) - 1)]
        asked_at = self.asked_at or self.started_at
        if asked_at < self.ends_at:
            return min(asked_at + pause, self.ends_at)
        return asked_at + pause

    @property
    def has_expired(self) -> bool:
        """Whether the provider, asked after the end, still did not say that it was paid."""
        return self.answered_at is not None and self.answered_at >= self.ends_at


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do now, the longest waiting first: ask, note as expired, show to a person; and when to look again."""

    ask: tuple[PendingOrder, ...]
    expired: tuple[PendingOrder, ...]
    unheard: tuple[PendingOrder, ...]
    next_at: datetime | None


def plan(orders: Iterable[PendingOrder], now: datetime) -> Plan:
    """Sort pending orders into what is to be done at ``now``. ``next_at`` is None where nothing is waiting.

    An order in ``unheard`` is in ``ask`` too when its time has come: the provider may still come back.
    """
    waiting = []
    expired = []
    for order in sorted(orders, key=lambda order: (order.ask_at, order.order_id)):
        (expired if order.has_expired else waiting).append(order)
    later = [order.ask_at for order in waiting if order.ask_at > now]
    return Plan(
        ask=tuple(order for order in waiting if order.ask_at <= now),
        expired=tuple(expired),
        unheard=tuple(order for order in waiting if now >= order.ends_at + UNHEARD),
        next_at=min(later, default=None),
    )
