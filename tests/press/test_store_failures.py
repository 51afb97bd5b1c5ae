"""A page that cannot be stored: the old one stays, the failure shows, the newsroom and the worker go on."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from rotative.press import middleware
from rotative.press.models import PUBLIC, PrintedPage
from rotative.press.pace import Pace
from rotative.press.printing import FIRST_PAUSE, LONGEST_AWAY, Outcome
from rotative.press.queue import work_off
from rotative.press.shelf import page_store
from rotative.press.store import redis as redis_module
from rotative.server.beside import Beside
from rotative.server.management.commands.worker import ALL_FAILED, turn
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press
from tests.press.stores import RedisServer

pytestmark = pytest.mark.django_db
FERRY = "/politique/le-bac-repart/"


@pytest.fixture
def server(
    press: Press, redis_server: RedisServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RedisServer]:
    """The Redis of the `press`, which the test may kill."""
    monkeypatch.setattr(redis_module, "AWAY", 0.0)
    monkeypatch.setattr(redis_module, "TIMES_TAKEN", 0)
    others = settings.PRESS_STORE
    settings.PRESS_STORE = redis_server.url
    yield redis_server
    settings.PRESS_STORE = others


def failing() -> dict[str, tuple[int, str]]:
    """The pages that could not be printed, how often, and why."""
    pages = PrintedPage.objects.filter(failures__gt=0)
    return {page.address: (page.failures, page.error) for page in pages}


def the_next_try_comes() -> None:
    """Let the time of the next try come."""
    PrintedPage.objects.update(retry_at=None)


def test_what_is_published_while_the_store_is_away_is_published_and_printed_later(
    press: Press, server: RedisServer, newspaper: Newspaper, client: Client
) -> None:
    server.kill()
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")

    assert "Le bac repart" in client.get(FERRY).content.decode()
    server.start()
    assert press.text(FERRY) is None
    assert "Le bac repart" in client.get(FERRY).content.decode()
    assert "Le bac repart" in (press.text(FERRY) or "")
    the_next_try_comes()
    press.run()
    assert press.stale() == set()
    assert press.differences() == {}


def test_the_failure_shows_on_the_page_and_is_tried_again_later_and_later(
    press: Press, server: RedisServer, newspaper: Newspaper
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    now = timezone.now()
    PrintedPage.objects.filter(address=FERRY).update(stale_since=now)
    server.kill()

    pauses = []
    for _ in range(5):
        the_next_try_comes()
        assert work_off(timezone.now()) == [Outcome.FAILED]
        assert work_off(timezone.now()) == []
        page = PrintedPage.objects.get(address=FERRY)
        assert page.retry_at is not None
        pauses.append(round((page.retry_at - timezone.now()) / timedelta(seconds=1)))

    assert failing() == {FERRY: (5, page.error)}
    assert page.error.startswith(f"{server.url}: ")
    assert "Connection refused" in page.error
    longest = LONGEST_AWAY.total_seconds()
    assert pauses == [FIRST_PAUSE.total_seconds(), 20, 40, longest, longest]
    said = StringIO()
    call_command("press", "status", stdout=said)
    assert any(FERRY in line and page.error in line for line in said.getvalue().splitlines())
    with pytest.raises(CommandError, match="could not be printed"):
        call_command("press", "print", FERRY, stdout=StringIO())


def test_readers_who_come_while_the_store_is_away_do_not_put_the_next_try_off(
    press: Press, server: RedisServer, newspaper: Newspaper, client: Client
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    middleware.edge.cache_clear()
    server.kill()
    for _ in range(5):
        assert "Le bac repart" in client.get(FERRY).content.decode()

    assert failing()[FERRY][0] == 1


def test_what_is_in_memory_is_served_while_the_store_is_away(
    press: Press, server: RedisServer, newspaper: Newspaper, client: Client, django_assert_num_queries: Any
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    first = client.get(FERRY)
    server.kill()

    with django_assert_num_queries(0):
        assert client.get(FERRY).content == first.content


def test_what_is_withdrawn_while_the_store_is_away_goes_when_it_is_back(
    press: Press, server: RedisServer, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
    # A network that is down: the pages are still there when it comes back.
    store = page_store()
    monkeypatch.setattr(store, "_away", "the network is down")
    monkeypatch.setattr(store, "_away_until", float("inf"))
    with press.at_work():
        ferry.unpublish()

    assert failing()[FERRY] == (1, "the network is down")
    monkeypatch.setattr(store, "_away_until", 0.0)
    assert press.text(FERRY) is not None
    the_next_try_comes()
    press.run()

    assert press.text(FERRY) is None
    assert failing() == {}
    assert press.differences() == {}
    assert set(page_store().addresses(PUBLIC)) == set(PrintedPage.objects.values_list("address", flat=True))


def test_the_worker_goes_on_while_the_store_is_away(
    press: Press,
    server: RedisServer,
    newspaper: Newspaper,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A thread would not see this test's transaction, and what it commits would be there for the tests to come.
    monkeypatch.setattr(Beside, "begin", lambda _self, _now: None)
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    PrintedPage.objects.update(stale_since=timezone.now())
    server.kill()

    assert turn(Pace()) == ALL_FAILED  # and not at once: a large paper would fill the log
    call_command("worker", "--once")

    assert set(failing()) == press.stale()
    assert FERRY in failing()
    assert "pages could not be printed and are tried again later" in caplog.text


def test_a_page_that_files_refuse_is_noted_and_the_others_are_printed(
    press: Press, newspaper: Newspaper, settings: Any, client: Client
) -> None:
    settings.PRESS_STORE = ""
    public = Path(settings.ROTATIVE_HOME) / "pages" / PUBLIC
    public.mkdir(parents=True)
    in_the_way = public / "politique"
    in_the_way.write_text("un fichier où un dossier devrait être", encoding="utf-8")

    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")

    assert set(failing()) == {"/politique/", FERRY}
    assert "File exists" in failing()[FERRY][1] or "Not a directory" in failing()[FERRY][1]
    assert "Le bac repart" in (press.text("/") or "")
    assert "Le bac repart" in client.get(FERRY).content.decode()
    in_the_way.unlink()
    the_next_try_comes()
    press.run()
    assert failing() == {}
    assert "Le bac repart" in (press.text(FERRY) or "")
    assert press.differences() == {}
