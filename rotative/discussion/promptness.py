"""How soon others see a contribution: its page is printed before the sender has her answer, unless it just was.

Otherwise the worker prints it within half a second, and before the thousands of pages of a new release. A room in which
sixty people write in a second is printed by the worker alone, once a second: printing takes a contributor's time and a
core that others wait for.
"""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation

from rotative.press.models import PrintedPage

QUIET = timedelta(seconds=10)


def at_once(article: Any, *, now: datetime) -> list[str]:
    """Return the pages of an article's discussion that are to be printed with the change; none if they just were.

    What nobody has asked for yet is printed for its first reader.
    """
    with translation.override(article.language):
        address = reverse("discussion", args=[article.pk])
    moments = list(PrintedPage.objects.filter(address=address).values_list("printed_at", flat=True))
    printed = [moment for moment in moments if moment is not None]
    return [address] if printed and max(printed) <= now - QUIET else []
