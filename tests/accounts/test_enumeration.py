"""Nobody learns from our answers who has an account; the owner of the address learns it by mail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from rotative.accounts.models import User
from tests.accounts.readers import ask_for_code, at, make_reader, sign_in, sign_up, text_of
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "awa@example.org", "ami@example.org"  # as long as each other: pages show what was typed
Doing = Callable[[Client, str], list[Any]]


def sign_in_wrongly(client: Client, email: str) -> list[Any]:
    return [sign_in(client, email, "ce-n-est-pas-lui")]


def sign_in_by_code(client: Client, email: str) -> list[Any]:
    asked = ask_for_code(client, email)
    tries = [client.post(at("account_confirm_login_code"), {"code": "0000"}, follow=True) for _n in range(3)]
    again = client.post(at("account_confirm_login_code"), {"action": "resend"}, follow=True)
    return [asked, *tries, again]


def sign_up_with_password(client: Client, email: str) -> list[Any]:
    asked = sign_up(client, email, "un-bac-sur-le-fleuve")
    again = client.post(at("account_email_verification_sent"), {"action": "resend"}, follow=True)
    tries = [
        client.post(at("account_email_verification_sent"), {"code": "0000"}, follow=True) for _n in range(3)
    ]
    return [asked, again, *tries]


def sign_up_without_password(client: Client, email: str) -> list[Any]:
    return [sign_up(client, email)]


def forget_password(client: Client, email: str) -> list[Any]:
    asked = client.post(at("account_reset_password"), {"email": email}, follow=True)
    tries = [
        client.post(at("account_confirm_password_reset_code"), {"code": "0000"}, follow=True)
        for _n in range(3)
    ]
    return [asked, *tries]


_OF_THE_MOMENT = {"Content-Length", "Expires"}


def _facts(response: Any, email: str) -> tuple[Any, ...]:
    return (
        response.status_code,
        response.redirect_chain if hasattr(response, "redirect_chain") else [],
        text_of(response).replace(email.encode(), b"ADDRESS"),
        {name: value for name, value in response.headers.items() if name not in _OF_THE_MOMENT},
        sorted(response.cookies),
    )


@pytest.mark.parametrize(
    "do",
    [sign_in_wrongly, sign_in_by_code, sign_up_with_password, sign_up_without_password, forget_password],
)
def test_answers_are_the_same_for_known_and_unknown_addresses(newspaper: Newspaper, do: Doing) -> None:
    make_reader(KNOWN)

    known = do(Client(REMOTE_ADDR="192.0.2.1"), KNOWN)
    unknown = do(Client(REMOTE_ADDR="192.0.2.2"), UNKNOWN)

    assert [_facts(answer, KNOWN) for answer in known] == [_facts(answer, UNKNOWN) for answer in unknown]


@pytest.mark.parametrize("do", [sign_in_by_code, sign_up_without_password, forget_password])
def test_both_get_a_letter(newspaper: Newspaper, do: Doing) -> None:
    make_reader(KNOWN)

    do(Client(REMOTE_ADDR="192.0.2.1"), KNOWN)
    do(Client(REMOTE_ADDR="192.0.2.2"), UNKNOWN)

    assert {letter.to[0] for letter in mail.outbox} == {KNOWN, UNKNOWN}


def test_an_unknown_address_is_told_so_by_mail_with_the_way_to_an_account(newspaper: Newspaper) -> None:
    ask_for_code(Client(), UNKNOWN)

    assert f"http://localhost:8000{at('account_signup')}" in mail.outbox[0].body


def test_who_signs_up_twice_is_told_so_by_mail_only(newspaper: Newspaper) -> None:
    make_reader(KNOWN)

    sign_up(Client(), KNOWN)

    assert User.objects.count() == 1
    assert f"http://localhost:8000{at('account_request_login_code')}" in mail.outbox[0].body


def test_hashing_takes_its_time_for_a_known_address_too(newspaper: Newspaper, monkeypatch: Any) -> None:
    make_reader(KNOWN)
    hashed: list[str] = []
    monkeypatch.setattr("rotative.accounts.forms.make_password", hashed.append)

    sign_up(Client(), KNOWN, "un-bac-sur-le-fleuve")

    assert hashed == ["un-bac-sur-le-fleuve"]
