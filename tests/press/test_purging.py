"""Caches in front of the paper are told of every page that has changed, once it is in the store, and of no other."""

import logging
import os
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from rotative.press.caches import backends_of
from rotative.press.models import PUBLIC
from rotative.press.purging import Purger, cache_backends
from rotative.press.shelf import page_store, purge_notes
from rotative.press.store import FileStore
from rotative.press.store.noting import Notes, NotingStore
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press
from tests.press.printed import page

TOKEN = "a-token-that-nobody-may-read"


class Varnish:
    """A cache that knows PURGE. It remembers what it was told, and what stood in the store at that moment."""

    def __init__(self, store: Any) -> None:
        self.told: list[tuple[str, str, str | None]] = []
        self.status = 200
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                if cache.status == 200:
                    found = store().get(PUBLIC, self.path)
                    cache.told.append((self.headers["Host"], self.path, found.etag if found else None))
                self.send_response(cache.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def paths(self) -> set[str]:
        return {path for _host, path, _etag in self.told}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def varnish(settings: Any) -> Iterator[Varnish]:
    """A cache in front of the paper."""
    cache = Varnish(page_store)
    settings.WAGTAILFRONTENDCACHE = backends_of([cache.address])
    yield cache
    cache.close()
    for note in purge_notes().folder.glob("*"):
        note.unlink()


@pytest.fixture
def purger(varnish: Varnish) -> Purger:
    return Purger(purge_notes(), cache_backends())


def tell_all(purger: Purger) -> None:
    while purger.turn():
        """There may be more."""


def stored() -> dict[str, str]:
    """The tag of every page in the store: two pages with one tag are the same to the byte."""
    store = page_store()
    entries = ((address, store.get(PUBLIC, address)) for address in store.addresses(PUBLIC))
    return {address: entry.etag for address, entry in entries if entry}


@pytest.mark.django_db
def test_exactly_the_pages_whose_bytes_changed_are_told_after_they_are_stored(
    press: Press, newspaper: Newspaper, varnish: Varnish, purger: Purger, settings: Any
) -> None:
    def publish(title: str) -> Any:
        with press.at_work():
            return make_article(newspaper.politics, title)

    ferry: Any = None

    def edit(**changes: Any) -> None:
        for name, value in changes.items():
            setattr(ferry, name, value)
        with press.at_work():
            ferry.save_revision().publish()

    def withdraw() -> None:
        with press.at_work():
            ferry.unpublish()

    press.print("/culture/", "/en/")
    ferry = publish("Le bac repart")
    tell_all(purger)
    steps: list[Any] = [
        lambda: publish("Le marché s’étend"),
        lambda: edit(body=[("text", "<p>Une coquille.</p>")]),
        lambda: edit(body=[("text", "<p>Une coquille.</p>")]),
        lambda: edit(title="Le bac repart enfin"),
        lambda: edit(slug="le-bac"),
        withdraw,
    ]
    for step in steps:
        before = stored()
        varnish.told.clear()
        step()
        press.run()
        tell_all(purger)
        after = stored()

        changed = {a for a in before.keys() | after.keys() if before.get(a) != after.get(a)}
        assert varnish.paths == changed
        for host, path, seen in varnish.told:
            assert seen == after.get(path), path
            assert host == settings.SITE_URL.partition("//")[2]


@pytest.mark.django_db
def test_a_cache_that_fails_holds_up_no_publication_and_is_told_later(
    press: Press, newspaper: Newspaper, varnish: Varnish, purger: Purger, caplog: pytest.LogCaptureFixture
) -> None:
    varnish.status = 503
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    assert press.text("/politique/le-bac-repart/")

    assert purger.turn() == 0
    assert "a cache could not be told" in caplog.text
    assert varnish.paths == set()

    varnish.status = 200
    tell_all(purger)
    assert varnish.paths >= {"/", "/politique/", "/politique/le-bac-repart/", "/feed.xml"}
    assert purge_notes().waiting(10) == {}


@pytest.mark.django_db
def test_without_a_cache_nothing_is_noted(press: Press, newspaper: Newspaper, settings: Any) -> None:
    press.print("/")

    assert settings.WAGTAILFRONTENDCACHE == {}
    assert not purge_notes().folder.exists() or not list(purge_notes().folder.iterdir())


def test_a_thread_tells_and_ends(settings: Any, varnish: Varnish, purger: Purger) -> None:
    with purge_notes().noting("/culture/"):
        pass

    purger.start()
    until = time.monotonic() + 30
    while not varnish.told and time.monotonic() < until:
        time.sleep(0.02)
    purger.stop()

    assert varnish.paths == {"/culture/"}
    assert purge_notes().waiting(10) == {}


class Refusing:
    """A backend that one address upsets, as Wagtail's do: it says so in the log."""

    def __init__(self, bad: str) -> None:
        self.bad, self.told = bad, set[str]()

    def invalidates_hostname(self, hostname: str) -> bool:
        return True

    def purge_batch(self, urls: list[str]) -> None:
        if any(url.endswith(self.bad) for url in urls):
            raise ValueError(f"{self.bad} is refused")
        self.told.update(url.rpartition("/page")[2] for url in urls)


def test_one_address_that_is_refused_holds_up_no_other(tmp_path: Path, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {}
    notes, backend = Notes(tmp_path / "purges"), Refusing("/page3/")
    for number in range(20):
        with notes.noting(f"/page{number}/"):
            pass
    purger = Purger(notes, {"one": backend})

    for _turn in range(60):
        purger.turn()

    assert backend.told == {f"{n}/" for n in range(20) if n != 3}
    assert set(notes.waiting(10).values()) == {"/page3/"}


def test_what_is_refused_for_a_day_is_given_up(tmp_path: Path, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {}
    notes = Notes(tmp_path / "purges")
    notes.folder.mkdir()
    long_ago = time.time_ns() - 2 * 24 * 3600 * 10**9
    (notes.folder / f"{long_ago}-{long_ago}-1-1").write_text("/page3/")

    Purger(notes, {"one": Refusing("/page3/")}).turn()

    assert notes.waiting(10) == {}


def test_a_page_that_was_being_stored_when_its_process_died_is_told_of(tmp_path: Path) -> None:
    notes = Notes(tmp_path / "purges")
    left = notes.noting("/culture/")
    left.__enter__()
    assert notes.waiting(10) == {}

    [pending] = list(notes.folder.iterdir())
    os.utime(pending, (time.time() - 300, time.time() - 300))

    assert list(notes.waiting(10).values()) == ["/culture/"]


def test_what_the_store_refuses_is_not_told_of(tmp_path: Path) -> None:
    notes = Notes(tmp_path / "purges")
    (tmp_path / "pages").write_text("a file where the folder should be")

    with pytest.raises(Exception, match="pages"):
        NotingStore(FileStore(tmp_path / "pages"), notes).put(PUBLIC, page())

    assert list(notes.folder.iterdir()) == []


def test_notes_that_cannot_be_written_stop_no_printing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "purges").write_text("a file where the folder should be")
    store = NotingStore(FileStore(tmp_path / "pages"), Notes(tmp_path / "purges"))

    store.put(PUBLIC, page())
    store.remove(PUBLIC, "/autre/")

    assert store.get(PUBLIC, "/culture/") == page()
    assert "caches are not told of /culture/" in caplog.text


def test_a_token_is_in_no_log(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.WAGTAILFRONTENDCACHE = backends_of([f"cloudflare://{TOKEN}@zone"])
    sent = []

    def post(url: str, **options: Any) -> Any:
        sent.append(options)
        raise requests.ConnectionError(f"no way to {url} with {options['headers']}")

    monkeypatch.setattr(requests, "post", post)
    notes = Notes(tmp_path / "purges")
    with notes.noting("/culture/"):
        pass
    Purger(notes, cache_backends()).turn()

    assert sent[0]["headers"]["Authorization"] == f"Bearer {TOKEN}"
    assert sent[0]["json"] == {"files": [f"{settings.SITE_URL}/culture/"]}
    assert "could not be told" in caplog.text
    assert TOKEN not in caplog.text


def test_a_cache_without_its_library_is_one_line(settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = backends_of([f"cloudfront://key:{TOKEN}@distribution"])

    with pytest.raises(ImproperlyConfigured, match="FRONTEND_CACHE: No module named 'boto3'"):
        cache_backends()


@pytest.mark.parametrize(
    ("address", "setting"),
    [
        ("http://127.0.0.1:6081", {"LOCATION": "http://127.0.0.1:6081"}),
        ("https://varnish.example/", {"LOCATION": "https://varnish.example"}),
        ("cloudflare://to%40ken@Zone1", {"BEARER_TOKEN": "to@ken", "ZONEID": "Zone1"}),
        ("cloudfront://E2DIST", {"DISTRIBUTION_ID": "E2DIST"}),
        (
            "cloudfront://AKIA:a%2Fb@E2DIST",
            {"DISTRIBUTION_ID": "E2DIST", "AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "a/b"},
        ),
        (
            "azure-cdn://sub/group/profile/endpoint",
            {
                "SUBSCRIPTION_ID": "sub",
                "RESOURCE_GROUP_NAME": "group",
                "CDN_PROFILE_NAME": "profile",
                "CDN_ENDPOINT_NAME": "endpoint",
            },
        ),
        (
            "azure-front-door://sub/group/door",
            {"SUBSCRIPTION_ID": "sub", "RESOURCE_GROUP_NAME": "group", "FRONT_DOOR_NAME": "door"},
        ),
    ],
)
def test_a_cache_is_given_by_its_address(address: str, setting: dict[str, str]) -> None:
    [found] = backends_of([address]).values()

    assert found.pop("BACKEND").startswith("wagtail.contrib.frontend_cache.backends.")
    assert found == setting


@pytest.mark.parametrize(
    "address",
    [
        "varnish",
        "ftp://varnish",
        "http://",
        "http://varnish/path",
        "http://[varnish",
        f"cloudflare://{TOKEN}",
        f"cloudfront://{TOKEN}@",
        f"cloudfront://{TOKEN}@distribution",
        "azure-cdn://sub/group",
        "azure-front-door://sub//door",
    ],
)
def test_what_is_no_cache_is_said_without_its_token(address: str) -> None:
    with pytest.raises(ValueError, match="write http://") as refused:
        backends_of([address])

    assert TOKEN not in str(refused.value)
