"""A store that has lost its pages is filled again, and pages that nobody knows are found."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from rotative.press.checks import files_left_behind
from rotative.press.inventory import SAMPLE, refill, remove_strays, strays, tidy
from rotative.press.models import PUBLIC, PrintedPage
from rotative.press.shelf import page_store
from rotative.press.upkeep import Upkeep
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press
from tests.press.printed import page
from tests.press.stores import RedisServer, empty_the_store

pytestmark = pytest.mark.django_db
FERRY = "/politique/le-bac-repart/"


@pytest.fixture
def printed(press: Press, newspaper: Newspaper) -> set[str]:
    """The addresses of a paper with an article, all printed."""
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    press.print("/culture/", "/politique/archives/")
    press.run()
    return set(PrintedPage.objects.values_list("address", flat=True))


def test_a_store_that_was_emptied_is_filled_again(press: Press, printed: set[str]) -> None:
    assert refill(timezone.now()) == 0
    assert press.stale() == set()
    empty_the_store()
    press.print("/")  # a reader was there first

    Upkeep().tend(timezone.now())

    assert press.stale() == printed
    press.run()
    assert press.differences() == {}
    assert set(page_store().addresses(PUBLIC)) == printed
    assert refill(timezone.now()) == 0


def test_a_single_page_that_is_missing_is_printed_again(press: Press, printed: set[str]) -> None:
    assert len(printed) <= SAMPLE
    page_store().remove(PUBLIC, FERRY)

    assert refill(timezone.now()) == 1

    assert press.stale() == {FERRY}
    press.run()
    assert press.differences() == {}


def test_a_large_paper_is_looked_at_by_sample(press: Press, django_assert_max_num_queries: Any) -> None:
    now = timezone.now()
    PrintedPage.objects.bulk_create(
        PrintedPage(address=f"/a/{n}/", printed_at=now) for n in range(SAMPLE * 10)
    )
    with django_assert_max_num_queries(6):
        assert refill(now) == SAMPLE * 10

    assert refill(now) == 0  # all of them wait now


def test_a_store_that_is_away_has_lost_nothing(
    press: Press, printed: set[str], redis_server: RedisServer, settings: Any
) -> None:
    others = settings.PRESS_STORE
    settings.PRESS_STORE = redis_server.url
    redis_server.kill()

    assert refill(timezone.now()) == 0
    assert press.stale() == set()
    with pytest.raises(CommandError, match="Connection refused"):
        call_command("press", "verify", stdout=StringIO())
    said = StringIO()
    call_command("press", "status", stdout=said)
    assert re.search(r"^The store does not answer: redis://\S+: .*Connection refused", said.getvalue(), re.M)
    with pytest.raises(CommandError, match=r"could not be printed, \S+ for one: redis://\S+: "):
        call_command("press", "print", "--all", stdout=StringIO())
    settings.PRESS_STORE = others


def test_pages_of_which_nothing_is_known_are_told_and_removed(press: Press, printed: set[str]) -> None:
    page_store().put(PUBLIC, page("/politique/retire/"))
    page_store().put("subscribers", page(FERRY))
    assert set(strays()) == {("/politique/retire/", PUBLIC), (FERRY, "subscribers")}
    said = StringIO()
    with pytest.raises(CommandError, match=r"\A2 of \d+ pages"):
        call_command("press", "verify", stdout=said)
    assert "/politique/retire/: in the store for “public”, and nothing prints it again" in said.getvalue()

    call_command("press", "print", "--all", stdout=said)

    assert "2 pages of which nothing was known were taken out of the store." in said.getvalue()
    assert list(strays()) == []
    assert remove_strays() == 0
    assert set(page_store().addresses(PUBLIC)) == printed
    call_command("press", "verify", stdout=said)


def test_the_worker_takes_out_what_a_killed_printing_left(
    press: Press, printed: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    page_store().put(PUBLIC, page("/politique/a-moitie/"))

    Upkeep().tend(timezone.now())

    assert set(page_store().addresses(PUBLIC)) == printed
    assert "1 pages of which nothing was known" in caplog.text


def test_a_store_that_is_away_is_tidied_another_time(
    press: Press, redis_server: RedisServer, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    others = settings.PRESS_STORE
    settings.PRESS_STORE = redis_server.url
    redis_server.kill()

    tidy(timezone.now())

    assert "the store cannot be tidied: redis://" in caplog.text
    settings.PRESS_STORE = others


def test_files_of_an_earlier_time_are_warned_of(settings: Any, tmp_path: Path) -> None:
    settings.ROTATIVE_HOME, settings.PRESS_STORE = tmp_path, "redis://127.0.0.1/0"
    assert files_left_behind(None) == []

    (tmp_path / "pages").mkdir()
    assert [warning.id for warning in files_left_behind(None)] == ["press.W001"]

    settings.PRESS_STORE = ""
    assert files_left_behind(None) == []
