"""What one can ask about subscriptions and their terms."""

from datetime import datetime
from typing import Any

from django.db import models

from rotative.subscriptions.states import READING


class SubscriptionQuerySet(models.QuerySet[Any]):
    """Questions about subscriptions."""

    def due(self, now: datetime) -> "SubscriptionQuerySet":
        """Those to which time has something to do, the longest waiting first; walks subscriptions_next_step."""
        return self.filter(next_step_at__lte=now).order_by("next_step_at", "pk")

    def of(self, holder: Any) -> "SubscriptionQuerySet":
        """A person's own, the newest first."""
        return self.filter(holder=holder).order_by("-pk")

    def in_reading_state(self) -> "SubscriptionQuerySet":
        """Those whose state lets the holder read; ask `reads` of each: the renewal run may be late."""
        return self.filter(state__in=READING)


class TermQuerySet(models.QuerySet[Any]):
    """Questions about terms."""

    def standing(self) -> "TermQuerySet":
        """Those that were not taken back, in the order in which they run."""
        return self.filter(revoked_at=None).order_by("from_at")

    def at(self, now: datetime) -> "TermQuerySet":
        """Those that run at a moment."""
        return self.standing().filter(from_at__lte=now, until_at__gt=now)
