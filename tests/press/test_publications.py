"""How long it took until what was published was fresh everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from rotative.press.models import PrintedPage, Publication, Tally
from rotative.press.publications import forget_old_publications, note_publication, settle
from rotative.press.publishing import all_at_the_end
from rotative.press.tallying import take_tallies
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 13, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_tallied() -> Iterator[None]:
    take_tallies()
    yield
    take_tallies()


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_publication_is_noted_with_its_address_and_how_long_it_took(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")

    publication = Publication.objects.get()
    assert publication.address == "/politique/le-bac-repart/"
    assert publication.at_once == PrintedPage.objects.count()
    assert publication.fresh_at is not None
    assert publication.seconds_at_once is not None
    assert 0 < publication.seconds_at_once < 60
    assert publication.later == 0
    assert publication.all_fresh_at == publication.fresh_at


def test_what_a_publication_touches_is_one_transaction_and_so_printed_once(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article(newspaper.politics, "Le bac repart", publish=False)
    revision = article.save_revision()
    outside, inside = len(connection.savepoint_ids), list[int]()
    monkeypatch.setattr(
        transaction, "on_commit", lambda *_act, **_options: inside.append(len(connection.savepoint_ids))
    )

    revision.publish()

    assert inside
    assert min(inside) > outside


def test_a_withdrawal_is_noted_with_the_address_that_is_gone(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        article = make_article(newspaper.politics, "Le bac repart")
    Publication.objects.all().delete()

    with press.at_work():
        article.unpublish()

    assert Publication.objects.get().address == "/politique/le-bac-repart/"


def test_bulk_work_hands_over_what_it_printed(press: Press, newspaper: Newspaper) -> None:
    with press.at_work(), all_at_the_end():
        for title in ("Le bac repart", "Le pont aussi"):
            make_article(newspaper.politics, title)

    assert Publication.objects.count() == 1
    assert Tally.objects.get(minute=0, name="printings", label="printed").count == PrintedPage.objects.count()


def test_what_prints_nothing_at_once_is_no_publication(press: Press, newspaper: Newspaper) -> None:
    press.print("/auteurs/")
    with press.at_work():
        newspaper.politics.save_revision()

    assert not Publication.objects.exists()


def test_pages_that_wait_are_fresh_when_the_worker_has_printed_the_last(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    press.print("/politique/archives/")
    Publication.objects.all().delete()
    with press.at_work():
        make_article(newspaper.politics, "Le pont aussi")

    publication = Publication.objects.get()
    assert publication.later >= 1
    assert publication.all_fresh_at is None
    assert settle(timezone.now()) == 0
    press.run()
    assert settle(timezone.now()) == 1

    publication.refresh_from_db()
    assert publication.seconds_all is not None
    assert publication.seconds_at_once is not None
    assert publication.seconds_all > publication.seconds_at_once


def test_a_later_publication_does_not_hold_up_an_earlier_one() -> None:
    PrintedPage.objects.create(address="/a/", stale_since=NOW)
    first = note_publication("/x/", NOW, after(1), 3)
    PrintedPage.objects.create(address="/b/", stale_since=after(10))
    second = note_publication("/y/", after(10), after(11), 3)

    assert settle(after(12)) == 0
    PrintedPage.objects.filter(address="/a/").update(stale_since=None)
    assert settle(after(13)) == 1

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.all_fresh_at == after(13)
    assert second.all_fresh_at is None


def test_a_page_that_cannot_be_printed_holds_up_none() -> None:
    PrintedPage.objects.create(address="/a/", stale_since=NOW, failures=2, error="ValueError: non")
    publication = note_publication("/x/", NOW, None, 3)

    assert publication.seconds_at_once is None
    assert settle(after(5)) == 1


def test_times_until_fresh_are_counted_once() -> None:
    PrintedPage.objects.create(address="/a/", stale_since=NOW)
    note_publication("/x/", NOW, after(0.2), 3)
    PrintedPage.objects.update(stale_since=None)

    assert settle(after(4)) == 1
    assert settle(after(5)) == 0

    assert take_tallies() == {
        ("fresh at once", "0.25"): 1,
        ("fresh at once", "sum"): 200,
        ("fresh all", "5"): 1,
        ("fresh all", "sum"): 4000,
    }


def test_looking_whether_all_is_fresh_costs_one_question_when_it_is(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        settle(NOW)


def test_publications_are_kept_for_a_week() -> None:
    for days in (1, 6, 8):
        note_publication(f"/{days}/", NOW - timedelta(days=days), NOW, 1)

    forget_old_publications(NOW)

    assert set(Publication.objects.values_list("address", flat=True)) == {"/1/", "/6/"}
