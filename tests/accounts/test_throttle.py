"""Whoever guesses passwords waits; whoever knows hers does not."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory

from rotative.accounts.roles import Role
from rotative.accounts.throttle import (
    RESET_BY_ACCOUNT,
    SIGN_IN_BY_ACCOUNT,
    SIGN_IN_BY_ADDRESS,
    Limit,
    address_of,
)
from tests.back_office import PASSWORD, make_person
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # the CSRF token, new for each page
LOGIN, RESET = "/redaction/login/", "/redaction/password_reset/"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(email: str, password: str, address: str = "192.0.2.1") -> Any:
    return Client(REMOTE_ADDR=address).post(LOGIN, {"username": email, "password": password})


def test_an_account_waits_after_too_many_failures(newspaper: Newspaper) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")
    tries = [sign_in("awa@example.org", "faux", f"192.0.2.{n}") for n in range(SIGN_IN_BY_ACCOUNT.attempts)]

    late = sign_in("awa@example.org", PASSWORD, "192.0.2.99")

    assert {response.status_code for response in tries} == {200}
    assert late.status_code == 429
    assert late.headers["Retry-After"] == "900"


def test_the_answer_is_the_same_for_an_account_that_does_not_exist(newspaper: Newspaper) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")
    for n in range(SIGN_IN_BY_ACCOUNT.attempts):
        sign_in("awa@example.org", "faux", f"192.0.2.{n}")
        sign_in("personne@example.org", "faux", f"198.51.100.{n}")

    known = sign_in("awa@example.org", "faux", "203.0.113.1")
    unknown = sign_in("personne@example.org", "faux", "203.0.113.2")

    assert TOKEN.sub(b"", known.content) == TOKEN.sub(b"", unknown.content)
    assert (known.status_code, unknown.status_code) == (429, 429)


def test_capital_letters_are_no_way_around(newspaper: Newspaper) -> None:
    for n in range(SIGN_IN_BY_ACCOUNT.attempts):
        sign_in("awa@example.org", "faux", f"192.0.2.{n}")

    assert sign_in(" AWA@example.org", "faux", "192.0.2.99").status_code == 429


def test_an_address_waits_after_too_many_failures_with_different_accounts(newspaper: Newspaper) -> None:
    for n in range(SIGN_IN_BY_ADDRESS.attempts):
        sign_in(f"personne{n}@example.org", "faux")

    assert sign_in("encore@example.org", "faux").status_code == 429
    assert sign_in("encore@example.org", "faux", "192.0.2.2").status_code == 200


def test_the_right_password_wipes_the_failures_of_the_account_away(newspaper: Newspaper) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")

    for _round in range(3):
        for _slip in range(SIGN_IN_BY_ACCOUNT.attempts - 1):
            assert sign_in("awa@example.org", "faux").status_code == 200
        assert sign_in("awa@example.org", PASSWORD).status_code == 302
        cache.delete(SIGN_IN_BY_ADDRESS._key("192.0.2.1"))


def test_signing_in_does_not_use_up_the_limit_of_the_address(newspaper: Newspaper) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")

    answers = {
        sign_in("awa@example.org", PASSWORD).status_code for _n in range(SIGN_IN_BY_ADDRESS.attempts + 5)
    }

    assert answers == {302}


def test_the_time_runs_out(newspaper: Newspaper) -> None:
    limit = Limit("essai", attempts=1, seconds=1)
    limit.count("awa@example.org")
    assert limit.is_reached("awa@example.org")

    cache.touch(limit._key("awa@example.org"), 0)

    assert not limit.is_reached("awa@example.org")


def test_requests_for_a_new_password_are_limited(newspaper: Newspaper, client: Client) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")

    answers = [
        client.post(RESET, {"email": "awa@example.org"}) for _n in range(RESET_BY_ACCOUNT.attempts + 1)
    ]

    assert [answer.status_code for answer in answers] == [302] * RESET_BY_ACCOUNT.attempts + [429]
    assert len(mail.outbox) == RESET_BY_ACCOUNT.attempts


def test_looking_at_the_form_is_free(newspaper: Newspaper, client: Client) -> None:
    assert {client.get(LOGIN).status_code for _n in range(SIGN_IN_BY_ADDRESS.attempts + 2)} == {200}


def test_a_forged_request_does_not_count(newspaper: Newspaper) -> None:
    strict = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.1")
    for _n in range(SIGN_IN_BY_ACCOUNT.attempts):
        assert strict.post(LOGIN, {"username": "awa@example.org", "password": "faux"}).status_code == 403

    assert sign_in("awa@example.org", "faux").status_code == 200


@pytest.mark.parametrize(
    ("neighbour", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("8.8.8.8", "203.0.113.5", "8.8.8.8"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        ("172.18.0.2", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    ],
)
def test_the_address_is_the_clients_and_not_what_the_client_says(
    neighbour: str, forwarded: str, address: str
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else None

    assert address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=neighbour)) == address
