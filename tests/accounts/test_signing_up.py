"""Readers make themselves an account: with a code sent to their address, and a password if they like."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from rotative.accounts.models import User
from tests.accounts.readers import (
    AWA,
    PASSWORD,
    ask_for_code,
    at,
    code_in_last_mail,
    make_reader,
    sign_in,
    sign_up,
    who,
)
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

CONFIRM = "account_email_verification_sent"


@pytest.fixture(autouse=True)
def paper(newspaper: Newspaper) -> Newspaper:
    return newspaper


def test_an_address_and_the_code_sent_there_open_an_account(client: Client) -> None:
    page = sign_up(client)

    done = client.post(at(CONFIRM), {"code": code_in_last_mail()})

    awa = User.objects.get(email=AWA)
    assert page.redirect_chain == [(at(CONFIRM), 302)]
    assert who(client) == awa
    assert done.headers["Location"] == at("account_home")
    assert not awa.has_usable_password()
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(AWA, True, True)]


def test_a_password_given_at_once_opens_the_account_afterwards(client: Client) -> None:
    sign_up(client, password=PASSWORD)
    client.post(at(CONFIRM), {"code": code_in_last_mail()})

    elsewhere = Client()
    sign_in(elsewhere)

    assert who(elsewhere) == User.objects.get(email=AWA)


def test_without_the_code_nobody_is_signed_in(client: Client) -> None:
    sign_up(client, password=PASSWORD)
    sign_in(client)

    assert who(client) is None
    assert client.get(at("account_home")).status_code == 302


def test_the_address_is_kept_in_lower_case(client: Client) -> None:
    sign_up(client, "Awa@Example.ORG")

    assert User.objects.get().email == AWA
    assert EmailAddress.objects.get().email == AWA


@pytest.mark.parametrize("password", ["court", "1234567890123", "motdepasse", AWA])
def test_a_weak_password_is_refused_beside_its_field(client: Client, password: str) -> None:
    if password == "motdepasse":
        password = "password123"

    page = sign_up(client, password=password)

    assert page.context["form"].has_error("password1")
    assert b'id="id_password1_error"' in page.content
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["", "awa", "awa@", "awa@example"])
def test_what_is_no_address_is_refused(client: Client, email: str) -> None:
    page = sign_up(client, email)

    assert page.context["form"].has_error("email")
    assert not User.objects.exists()
    assert mail.outbox == []


def test_the_reader_comes_back_to_where_she_was(client: Client) -> None:
    sign_up(client, next="/politique/un-article/")

    done = client.post(at(CONFIRM), {"code": code_in_last_mail()})

    assert done.headers["Location"] == "/politique/un-article/"


def test_the_letter_comes_from_the_paper_in_the_language_of_the_page(
    client: Client, paper: Newspaper
) -> None:
    sign_up(client, language="en")

    letter = mail.outbox[-1]
    assert letter.from_email.startswith("Rotative <")
    assert letter.subject.startswith("[Rotative] ")
    assert "Do not tell it to anybody" in letter.body
    assert letter.message().get_content_type() == "text/plain"


def test_a_new_code_replaces_the_old_one(client: Client) -> None:
    sign_up(client)
    first = code_in_last_mail()
    client.post(at(CONFIRM), {"action": "resend"})

    client.post(at(CONFIRM), {"code": first})
    refused = who(client)
    client.post(at(CONFIRM), {"code": code_in_last_mail()})

    assert refused is None
    assert who(client) is not None


def test_a_stranger_s_password_does_not_survive_the_owner(client: Client) -> None:
    """Somebody signs up with the address of Awa, who comes by a code one day: the password is not hers."""
    sign_up(client, password="le-mot-de-l-autre")
    awas_browser = Client()

    ask_for_code(awas_browser)
    awas_browser.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})
    stranger = Client()
    sign_in(stranger, password="le-mot-de-l-autre")

    assert who(awas_browser) == User.objects.get(email=AWA)
    assert who(stranger) is None


def test_who_has_a_password_of_her_own_keeps_it_when_she_uses_a_code(client: Client) -> None:
    awa = make_reader()
    sign_in(Client())

    ask_for_code(client)
    client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})

    awa.refresh_from_db()
    assert awa.check_password(PASSWORD)


def test_nothing_half_done_stays_when_an_account_cannot_be_made(client: Client, monkeypatch: Any) -> None:
    def fail(*_arguments: Any, **_more: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("allauth.account.forms.setup_user_email", fail)

    with pytest.raises(OSError, match="full"):
        sign_up(client)

    assert not User.objects.exists()
