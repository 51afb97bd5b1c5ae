"""The queue of stale pages: who prints which next. It is no table of its own but the pages' own rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from rotative.press.models import PrintedPage
from rotative.press.printing import CLAIM, Outcome, print_pages
from rotative.press.touching import follow, mark_stale

BATCH = 25
RECENTLY = timedelta(seconds=10)


def mark_due(now: datetime) -> None:
    """Put into the queue what is out of date by the time alone; reads the index press_due."""
    due = PrintedPage.objects.filter(changes_at__lte=now)
    if ids := list(due.values_list("pk", flat=True)[:1000]):
        pages = PrintedPage.objects.filter(pk__in=ids)
        mark_stale(pages, now, changed=True)
        # Not of a page that another worker has printed meanwhile, with a moment of its own.
        pages.filter(changes_at__lte=now).update(changes_at=None)


def claim(now: datetime, most: int = BATCH, apart: timedelta = timedelta()) -> list[PrintedPage]:
    """Take pages out of the queue for this process alone, the most read first; reads press_changed and press_queue.

    What has changed in the last seconds comes before the rest, the newest first: behind the thousands of pages of a new
    release, news would wait for minutes, also on a page that the release has put into the queue itself. Pages that were
    printed less than ``apart`` ago stay in the queue for now.
    """
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    ready = Q(retry_at=None) | Q(retry_at__lte=now)
    waiting = PrintedPage.objects.filter(free, ready, stale_since__isnull=False).order_by(
        "-reads", "stale_since"
    )
    if apart:
        waiting = waiting.filter(Q(printed_at=None) | Q(printed_at__lte=now - apart))
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, no_key=True)
        news = waiting.filter(changed_at__gt=now - RECENTLY).order_by("-changed_at", "-reads")
        pages = list(news[:most])
        if len(pages) < most:
            pages += waiting.exclude(pk__in=[page.pk for page in pages])[: most - len(pages)]
        PrintedPage.objects.filter(pk__in=[page.pk for page in pages]).update(claimed_until=now + CLAIM)
    return pages


def work_off(now: datetime, most: int = BATCH, apart: timedelta = timedelta()) -> list[Outcome]:
    """Follow the newsroom and print a batch of what is stale; return what became of each page.

    No page is printed twice within ``apart``.
    """
    follow(now)
    mark_due(now)
    return print_all(claim(now, most, apart))


def print_all(pages: Iterable[PrintedPage]) -> list[Outcome]:
    """Print these pages; return what became of each."""
    return print_pages([(page.address, page.audience) for page in pages])


def empty_the_queue(now: datetime) -> int:
    """Print until nothing that can be printed is stale; return how many pages were. For commands and tests."""
    printed = 0
    while outcomes := work_off(now):
        printed += len(outcomes)
    return printed
