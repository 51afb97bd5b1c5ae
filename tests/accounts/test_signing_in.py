"""Readers sign in with a password or a code; wrong, old and too many codes open nothing."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.readers import (
    AWA,
    PASSWORD,
    ask_for_code,
    at,
    code_in_last_mail,
    make_reader,
    make_reader_without_password,
    sign_in,
    signed_in_reader,
    who,
)
from tests.factories import Newspaper, UserFactory

pytestmark = pytest.mark.django_db

ENTER = "account_confirm_login_code"


@pytest.fixture(autouse=True)
def paper(newspaper: Newspaper) -> Newspaper:
    return newspaper


def enter(client: Client, code: str, **more: str) -> Any:
    return client.post(at(ENTER), {"code": code, **more})


def not_this(code: str) -> str:
    return f"{(int(code[:4]) + 1) % 10_000:04}{code[4:]}"


def make_older(client: Client, seconds: int) -> None:
    """Let the code of this browser be so many seconds older."""
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= seconds
    session["account_login"]["initiated_at"] -= seconds
    session.save()


def test_with_the_password(client: Client) -> None:
    awa = make_reader()

    done = sign_in(client, "Awa@example.org")

    assert who(client) == awa
    assert done.headers["Location"] == at("account_home")


def test_with_a_code(client: Client) -> None:
    awa = make_reader_without_password()

    ask_for_code(client)
    done = enter(client, code_in_last_mail())

    assert who(client) == awa
    assert done.headers["Location"] == at("account_home")


@pytest.mark.parametrize("written", ["{0}{1}", "{0} {1}", " {0}-{1} ", "{0}–{1}".replace("–", ".")])
def test_a_code_is_taken_however_it_is_spaced(client: Client, written: str) -> None:
    make_reader()
    ask_for_code(client)

    enter(client, written.format(*code_in_last_mail().split("-")))

    assert who(client) is not None


def test_the_button_for_a_code_takes_the_address_from_the_form_for_signing_in(client: Client) -> None:
    make_reader()

    client.post(at("account_request_login_code"), {"login": AWA, "password": ""})

    assert [letter.to for letter in mail.outbox] == [[AWA]]


def test_a_wrong_code_opens_nothing_and_says_so(client: Client) -> None:
    make_reader()
    ask_for_code(client)

    page = enter(client, not_this(code_in_last_mail()))

    assert who(client) is None
    assert page.context["verify_form"].has_error("code")
    assert b'id="id_code_error"' in page.content


def test_after_three_wrong_codes_the_right_one_is_wrong_too(client: Client) -> None:
    make_reader()
    ask_for_code(client)
    code = code_in_last_mail()
    for _try in range(3):
        enter(client, not_this(code))

    page = client.post(at(ENTER), {"code": code}, follow=True)

    assert who(client) is None
    assert page.redirect_chain[-1][0] == at("account_request_login_code")
    assert page.context["messages"]


@pytest.mark.parametrize(("seconds", "is_good"), [(14 * 60, True), (15 * 60 + 1, False)])
def test_a_code_is_good_for_a_quarter_of_an_hour(client: Client, seconds: int, is_good: bool) -> None:
    make_reader()
    ask_for_code(client)
    make_older(client, seconds)

    enter(client, code_in_last_mail())

    assert (who(client) is not None) is is_good


def test_who_comes_with_an_old_code_is_told_why_it_is_refused(client: Client) -> None:
    make_reader()
    ask_for_code(client)
    make_older(client, 15 * 60 + 1)

    page = client.post(at(ENTER), {"code": code_in_last_mail()}, follow=True)

    assert page.redirect_chain == [(at("account_request_login_code"), 302)]
    assert len(page.context["messages"]) == 1


def test_a_code_opens_once(client: Client) -> None:
    make_reader()
    ask_for_code(client)
    code = code_in_last_mail()
    enter(client, code)
    client.post(at("account_logout"))

    enter(client, code)

    assert who(client) is None


def test_a_code_is_good_in_the_browser_that_asked_only(client: Client) -> None:
    make_reader()
    ask_for_code(client)
    elsewhere = Client()

    enter(elsewhere, code_in_last_mail())

    assert who(elsewhere) is None


def test_a_closed_account_stays_closed(client: Client) -> None:
    make_reader(is_active=False)

    sign_in(client)
    ask_for_code(client)

    assert who(client) is None
    assert "8 chiffres" not in mail.outbox[-1].body
    assert mail.outbox[-1].to == [AWA]


def test_people_of_the_staff_come_in_by_the_readers_door_too(client: Client) -> None:
    """Their accounts are made in the back office, which vouches for their addresses."""
    issa = UserFactory.create(email="issa@example.org", password=PASSWORD)

    sign_in(client, "issa@example.org")

    assert who(client) == issa


def test_signing_out_takes_a_post(client: Client) -> None:
    awa = make_reader()
    client = signed_in_reader(awa)

    client.get(at("account_logout"))
    after_looking = who(client)
    done = client.post(at("account_logout"))

    assert after_looking == awa
    assert who(client) is None
    assert done.headers["Location"] == "/"


def test_a_form_without_its_token_is_refused_in_the_paper_s_dress() -> None:
    strict = Client(enforce_csrf_checks=True)

    page = strict.post(at("account_login"), {"login": AWA, "password": PASSWORD})

    assert page.status_code == 403
    assert b'<html lang="fr">' in page.content


def test_the_session_lasts_beyond_the_browser(client: Client) -> None:
    make_reader()

    sign_in(client)

    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60
