"""“Not in the paper” and “not available just now” are printed once a language, and handed out in place of pages."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError
from django.test import Client

from rotative.paper.models import MenuItem, Paper
from rotative.press import notices
from rotative.press.models import NOTICES, PUBLIC, PrintedPage
from rotative.press.notices import NOT_FOUND, UNAVAILABLE, address_of, print_missing_notices
from rotative.press.shelf import page_store
from tests.factories import Newspaper
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "address", "said"),
    [("/rien/", "/404.notice/", "Page introuvable"), ("/en/nothing/", "/en/404.notice/", "Page not found")],
)
def test_what_is_not_there_is_answered_with_the_printed_page(
    path: str, address: str, said: str, press: Press, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(path)
    assert first.status_code == 404
    assert said in first.content.decode()
    assert first.content.decode() == press.text(address, NOTICES)

    monkeypatch.setattr("rotative.paper.views.render", None)
    monkeypatch.setattr("rotative.press.notices.print_page", None)
    second = client.get(f"{path}encore/")

    assert second.status_code == 404
    assert second.content == first.content
    assert "default-src 'none'" in second["Content-Security-Policy"]
    assert second["Content-Language"] == ("en" if path.startswith("/en/") else "fr")
    assert not second.cookies


def test_it_goes_out_as_it_is_compressed(press: Press, client: Client) -> None:
    client.get("/rien/")

    answer = client.get("/rien/", headers={"accept-encoding": "br"})

    entry = page_store().get(NOTICES, "/404.notice/")
    assert entry is not None
    assert answer["Content-Encoding"] == "br"
    assert answer.content == entry.bodies["br"]


def test_invented_addresses_leave_nothing_behind(
    press: Press, client: Client, django_assert_max_num_queries: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client.get("/rien/")
    for number in range(5):
        assert client.get(f"/rien/{number}/").status_code == 404

    assert set(PrintedPage.objects.values_list("audience", flat=True)) == {NOTICES}
    assert list(page_store().addresses(PUBLIC)) == []
    assert list(page_store().addresses(NOTICES)) == ["/404.notice/"]


@pytest.mark.parametrize("path", ["/404.notice/", "/503.notice/", "/en/404.notice/", "/en/503.notice/"])
def test_nobody_can_ask_for_a_notice(path: str, press: Press, client: Client) -> None:
    print_missing_notices()

    assert client.get(path).status_code == 404
    assert page_store().get(PUBLIC, path) is None


def test_notices_follow_the_paper_and_its_menu(press: Press, newspaper: Newspaper, client: Client) -> None:
    print_missing_notices()
    printed = set(PrintedPage.objects.values_list("address", "audience"))
    assert printed == {
        (address_of(name, language), NOTICES)
        for name in (NOT_FOUND, UNAVAILABLE)
        for language, _label in django_settings.LANGUAGES
    }

    paper = Paper.for_site(newspaper.site)
    paper.name = "L’Essor du fleuve"
    paper.menu_items = [MenuItem(page=newspaper.culture)]
    with press.at_work():
        paper.save()
    press.run()

    for name in (NOT_FOUND, UNAVAILABLE):
        text = press.text(address_of(name, "fr"), NOTICES) or ""
        assert "L’Essor du fleuve" in text
        assert 'href="/culture/"' in text
    assert press.differences() == {}
    assert "L’Essor du fleuve" in client.get("/rien/").content.decode()


def test_those_that_are_there_are_not_printed_at_each_start(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_missing_notices()
    monkeypatch.setattr(notices, "print_page", None)

    print_missing_notices()


def test_without_a_press_the_page_is_rendered_each_time(newspaper: Newspaper, client: Client) -> None:
    assert "Page introuvable" in client.get("/rien/").content.decode()
    assert not PrintedPage.objects.exists()


def test_a_redirect_goes_before_the_notice(press: Press, client: Client) -> None:
    from wagtail.contrib.redirects.models import Redirect

    Redirect.objects.create(old_path="/rien", redirect_link="/culture/")

    moved = client.get("/rien/")

    assert (moved.status_code, moved["Location"]) == (301, "/culture/")


@pytest.mark.parametrize(
    ("path", "said"),
    [("/culture/", "Indisponible pour le moment"), ("/en/culture/", "Not available just now")],
)
@pytest.mark.parametrize("printed", [True, False])
def test_while_the_database_is_away_the_paper_says_so_in_its_dress(
    path: str, said: str, printed: bool, press: Press, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    if printed:
        print_missing_notices()

    def away(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    client.raise_request_exception = False
    answer = client.get(path)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Language"] == ("en" if path.startswith("/en/") else "fr")
    html = answer.content.decode()
    assert said in html
    assert 'class="masthead' in html
    assert ('class="colophon' in html) == printed
    assert "default-src 'none'" in answer["Content-Security-Policy"]
