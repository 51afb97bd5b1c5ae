"""Stores what was printed, a batch in one transaction, with the keys by which each page will be found."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction

from rotative.press.chunks import chunks
from rotative.press.models import PageKey, PrintedPage, hashes
from rotative.press.shelf import page_store
from rotative.press.store import Entry, StoreError
from rotative.press.touching import hold, touched_after

logger = logging.getLogger(__name__)

Place = tuple[str, str]
_CHUNK = 400  # parameters of one query; SQLite of old takes 999


@dataclass(frozen=True)
class Kept:
    """What became of a batch: places that a newer rendering had taken, and those the store refused, with its words."""

    superseded: frozenset[Place]
    refused: dict[Place, str]


def keep(entries: dict[Place, Entry], edition: int, now: datetime) -> Kept:
    """Store pages, by address and audience, that were rendered from an edition on.

    What changed while they were rendered is put into the queue again. Raises DatabaseError: then none of them stays
    in the store, for nothing would ever print it again.
    """
    stored: dict[Place, PrintedPage] = {}
    superseded, refused = set(), {}
    try:
        with transaction.atomic():
            hold(shared=True)
            rows = _rows(entries)
            for place, entry in entries.items():
                page = rows[place]
                if page.edition > edition:
                    superseded.add(place)
                    continue
                try:
                    page_store().put(place[1], entry)
                except StoreError as error:
                    refused[place] = str(error)
                else:
                    stored[place] = page
            _note(stored, entries, edition, now)
            _index([(page.pk, entries[place].all_keys) for place, page in stored.items()])
            PrintedPage.objects.filter(pk__in=[rows[place].pk for place in superseded]).update(
                claimed_until=None
            )
    except DatabaseError:
        for address, audience in stored:
            try:
                page_store().remove(audience, address)
            except StoreError as error:
                logger.error("press: %s stays in the store, and its keys are not known: %s", address, error)
        raise
    return Kept(frozenset(superseded), refused)


def _rows(places: Iterable[Place]) -> dict[Place, PrintedPage]:
    """Return the rows of pages, made where there are none, locked until the transaction ends."""
    wanted = set(places)
    found = _locked(wanted)
    if missing := wanted - found.keys():
        new = [PrintedPage(address=address, audience=audience) for address, audience in sorted(missing)]
        PrintedPage.objects.bulk_create(new, ignore_conflicts=True)
        found |= _locked(missing)
    return found


def _locked(places: set[Place]) -> dict[Place, PrintedPage]:
    # Always in the same order: two workers that wait for each other would wait for ever.
    rows = PrintedPage.objects.select_for_update(no_key=True).order_by("pk")
    found = rows.filter(address__in={address for address, _audience in places})
    return {(page.address, page.audience): page for page in found if (page.address, page.audience) in places}


def _note(stored: dict[Place, PrintedPage], entries: dict[Place, Entry], edition: int, now: datetime) -> None:
    """Write down what was stored: which edition it is of, and whether it is out of date already."""
    ids = [page.pk for page in stored.values()]
    PrintedPage.objects.filter(pk__in=ids).update(
        edition=edition,
        printed_at=now,
        stale_since=None,
        changed_at=None,
        claimed_until=None,
        retry_at=None,
        failures=0,
        error="",
    )
    touched = touched_after(edition)
    stale = [
        page.pk
        for place, page in stored.items()
        if touched is None or not touched.isdisjoint(entries[place].all_keys)
    ]
    if stale:
        PrintedPage.objects.filter(pk__in=stale).update(stale_since=now, changed_at=now)
    changing = []
    for place, page in stored.items():
        moment = _moment(entries[place].changes_at, now)
        if page.changes_at != moment:
            page.changes_at = moment
            changing.append(page)
    PrintedPage.objects.bulk_update(changing, ["changes_at"], batch_size=100)


def _moment(seconds: float | None, now: datetime) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, tz=now.tzinfo)


def _index(keys_of: Sequence[tuple[int, set[str]]]) -> None:
    """Note by which keys pages are found; most often few of them differ from before."""
    there: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = PageKey.objects.filter(page__in=[pk for pk, _keys in keys_of])
    for row_id, page_id, key in rows.values_list("pk", "page_id", "key"):
        there[page_id][key] = row_id
    new, gone = [], []
    for page_id, keys in keys_of:
        wanted, had = set(hashes(keys)), there[page_id]
        new += [PageKey(page_id=page_id, key=key) for key in sorted(wanted - had.keys())]
        gone += [row_id for key, row_id in had.items() if key not in wanted]
    for some in chunks(gone):
        PageKey.objects.filter(pk__in=some).delete()
    PageKey.objects.bulk_create(new, batch_size=_CHUNK)
