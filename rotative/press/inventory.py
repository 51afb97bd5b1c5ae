"""Compares what the press believes to be in the store with what is: a store can be emptied, restored, or another's."""

import logging
import random
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Max, Min

from rotative.press.models import PrintedPage
from rotative.press.shelf import page_store
from rotative.press.store import StoreError
from rotative.press.touching import hold, mark_stale

logger = logging.getLogger(__name__)

SAMPLE = 20
_CHUNK = 400  # parameters of one query


def refill(now: datetime) -> int:
    """Put into the queue what a sample of the printed pages misses in the store, or all pages if it misses most.

    So a Redis that has started anew is filled again, the most read pages first, whether their readers come or not.
    Returns how many pages were marked.
    """
    printed = PrintedPage.objects.filter(stale_since=None, printed_at__isnull=False)
    ends = printed.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return 0
    start = random.randint(ends["first"], ends["last"])  # noqa: S311 - a sample, no secret
    sample = [*printed.filter(pk__gte=start).order_by("pk")[:SAMPLE]]
    sample += printed.filter(pk__lt=start).order_by("pk")[: SAMPLE - len(sample)]
    try:
        missing = [page.pk for page in sample if page_store().stamp(page.audience, page.address) is None]
    except StoreError:
        return 0  # nobody knows; it is in the log that the store is away
    if not missing:
        return 0
    if len(missing) * 2 <= len(sample):
        return mark_stale(PrintedPage.objects.filter(pk__in=missing), now)
    logger.warning("press: the store has lost its pages; all are printed again")
    return mark_stale(PrintedPage.objects.all(), now)


def strays() -> Iterator[tuple[str, str]]:
    """Yield address and audience of the pages in the store of which the press knows nothing: nothing prints them again.

    Raises StoreError.
    """
    for audience in page_store().audiences():
        addresses = page_store().addresses(audience)
        while chunk := set(islice(addresses, _CHUNK)):
            if suspects := chunk - _known(chunk, audience):
                with transaction.atomic():
                    hold(shared=False)  # whoever is storing a page has noted it afterwards
                    suspects -= _known(suspects, audience)
            for address in sorted(suspects):
                yield address, audience


def _known(addresses: set[str], audience: str) -> set[str]:
    pages = PrintedPage.objects.filter(audience=audience, address__in=addresses)
    return set(pages.values_list("address", flat=True))


def remove_strays() -> int:
    """Take out of the store the pages of which the press knows nothing; return how many. Raises StoreError."""
    count = 0
    for address, audience in strays():
        page_store().remove(audience, address)
        count += 1
    return count


def tidy(now: datetime) -> None:
    """Remove strays: a printing that was killed between storing a page and noting it may have left one."""
    try:
        if count := remove_strays():
            logger.warning("press: %s pages of which nothing was known were taken out of the store", count)
    except StoreError as error:
        logger.warning("press: the store cannot be tidied: %s", error)
