"""A pass that has ended is renewed while its owner reads, for as long as a room above says that she may."""

import time
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client

from rotative.press import passing
from rotative.press.edge.passes import COOKIE, RENEWABLE, Passes, issue
from rotative.press.passing import Grant
from rotative.press.shelf import make_edge, pass_keys
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

CANARY = "Le canari jaune de Sogonko chante derrière le mur."
TEXT = f"<p>Le bac repart.</p><p>Il traverse à midi.</p><p>{CANARY}</p>"


@pytest.fixture
def address(press: Press, newspaper: Newspaper) -> str:
    """Where an article for subscribers stands."""
    with press.at_work():
        article = make_article(newspaper.politics, "Le bac repart", text=TEXT, access="subscribers")
    return str(article.get_url())


def reader(ended: float = 60) -> Client:
    """A browser with a pass for subscribers that has been over for so many seconds."""
    client = Client()
    client.cookies[COOKIE] = issue(pass_keys()[0], "subscribers", time.time() - ended)
    return client


def granting(monkeypatch: pytest.MonkeyPatch, grant: Grant | None) -> list[str]:
    """Have this granted to everybody; gives the paths for which it was asked."""
    asked: list[str] = []

    def ask(request: HttpRequest) -> Grant | None:
        asked.append(request.path)
        return grant

    monkeypatch.setattr(passing, "_granters", [ask])
    return asked


def test_it_is_renewed_and_the_page_is_read_to_its_end(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    granting(monkeypatch, Grant("subscribers", time.time() + 600))

    response: Any = reader().get(address)

    assert CANARY in response.content.decode()
    cookie = response.cookies[COOKIE]
    assert Passes(pass_keys()).audience(f"{COOKIE}={cookie.value}") == "subscribers"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "private" in response.headers["Cache-Control"]


def test_whoever_has_lost_the_right_gets_the_public_copy_and_no_pass(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    granting(monkeypatch, None)

    response: Any = reader().get(address)

    assert response.status_code == 200
    assert CANARY not in response.content.decode()
    assert response.cookies[COOKIE].value == ""
    assert "private" in response.headers["Cache-Control"]


def test_a_pass_that_is_good_is_not_asked_about_nor_is_a_stranger(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = granting(monkeypatch, None)

    for client in (reader(ended=-60), Client(), reader(ended=RENEWABLE + 60)):
        response: Any = client.get(address)
        assert COOKIE not in response.cookies

    assert asked == []


def test_while_the_database_is_away_the_public_copy_is_read_and_the_pass_is_kept(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(request: HttpRequest) -> Grant | None:
        raise OperationalError("the server closed the connection unexpectedly")

    Client().get(address)
    monkeypatch.setattr(passing, "_granters", [away])

    response: Any = reader().get(address)

    assert response.status_code == 200
    assert CANARY not in response.content.decode()
    assert COOKIE not in response.cookies


def test_the_edge_answers_by_itself_unless_a_pass_may_be_renewed(address: str) -> None:
    Client().get(address)
    edge = make_edge()

    def answered(ended: float | None, path: str = address) -> bool:
        pass_ = issue(pass_keys()[0], "subscribers", time.time() - (ended or 0))
        headers = {} if ended is None else {"cookie": f"{COOKIE}={pass_}"}
        return edge.answer("GET", path, "", headers.get) is not None

    assert answered(None)
    assert answered(RENEWABLE + 60)
    assert not answered(60)
    # An open page is the same for all, so no pass matters there.
    Client().get("/politique/")
    assert answered(60, "/politique/")
