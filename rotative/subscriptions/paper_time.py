"""The paper's own clock: days and years are counted in its time zone, whatever zone whoever is signed in prefers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def paper_zone() -> ZoneInfo:
    """Return the time zone of the paper (TIME_ZONE)."""
    return ZoneInfo(settings.TIME_ZONE)


def paper_time(moment: datetime) -> datetime:
    """Return a moment as the paper's clock shows it; Wagtail's back office activates each user's own zone."""
    return timezone.localtime(moment, paper_zone())
