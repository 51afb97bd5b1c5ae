"""Guessing is slow at every door, and nobody's mailbox is filled by ours."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache, caches
from django.test import Client

from rotative.accounts.counting import COUNTERS
from tests.accounts.readers import (
    AWA,
    PASSWORD,
    ask_for_code,
    at,
    give_app,
    make_reader,
    sign_in,
    sign_up,
    signed_in_reader,
    who,
)
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


def from_address(n: int) -> Client:
    return Client(REMOTE_ADDR=f"192.0.2.{n}")


def test_after_eight_wrong_passwords_the_right_one_has_to_wait() -> None:
    make_reader()
    for n in range(8):
        sign_in(from_address(n), password="faux")
    late = from_address(99)

    sign_in(late, password=PASSWORD)

    assert who(late) is None


def test_an_account_that_waits_can_still_be_entered_by_code() -> None:
    make_reader()
    for n in range(9):
        sign_in(from_address(n), password="faux")

    ask_for_code(from_address(99))

    assert len(mail.outbox) == 1


def test_one_network_address_waits_after_ten_failures_with_different_accounts() -> None:
    make_reader()
    for n in range(10):
        sign_in(from_address(1), f"personne{n}@example.org", "faux")
    here, elsewhere = from_address(1), from_address(2)

    sign_in(here)
    sign_in(elsewhere)

    assert who(here) is None
    assert who(elsewhere) is not None


def test_signing_in_does_not_use_up_the_limit() -> None:
    make_reader()

    signed_in = [sign_in(from_address(1)).status_code for _n in range(12)]

    assert set(signed_in) == {302}


def test_codes_of_the_app_cannot_be_tried_through() -> None:
    give_app(make_reader())
    client = from_address(1)
    sign_in(client)

    tries = [client.post(at("mfa_authenticate"), {"code": "000000"}) for _n in range(9)]

    errors = [str(response.context["form"].errors["code"]) for response in tries]
    assert len(set(errors[:8])) == 1
    assert errors[8] != errors[0]


def test_passwords_cannot_be_guessed_through_an_open_session() -> None:
    client = signed_in_reader()

    answers = [client.post(at("account_reauthenticate"), {"password": "faux"}).status_code for _n in range(9)]

    assert answers[-1] == 429


@pytest.mark.parametrize("known", [True, False])
def test_one_address_gets_eight_letters_an_hour_whoever_asks(known: bool) -> None:
    if known:
        make_reader()

    answers: list[Any] = []
    for n in range(4):
        answers.append(ask_for_code(from_address(n)))
        answers.append(sign_up(from_address(100 + n)))
        answers.append(
            from_address(200 + n).post(at("account_reset_password"), {"email": AWA.upper()}, follow=True)
        )

    assert len(mail.outbox) == 8
    assert [answer.status_code for answer in answers] == [200] * 8 + [429] * 4


def test_the_button_for_another_code_is_no_way_around() -> None:
    for n in range(4):
        client = from_address(n)
        ask_for_code(client)
        for _again in range(5):
            client.post(at("account_confirm_login_code"), {"action": "resend"})

    assert len(mail.outbox) <= 8


def test_letters_to_others_go_out_meanwhile() -> None:
    for n in range(12):
        ask_for_code(from_address(n))
    before = len(mail.outbox)

    ask_for_code(from_address(1), "issa@example.org")

    assert len(mail.outbox) == before + 1


def test_one_network_address_does_not_write_to_the_whole_town() -> None:
    for n in range(25):
        ask_for_code(from_address(1), f"personne{n}@example.org")

    assert len(mail.outbox) == 20


def test_who_has_to_wait_is_told_so_in_the_language_of_the_page() -> None:
    for n in range(20):
        from_address(1).post(at("account_reset_password"), {"email": f"personne{n}@example.org"})

    french = from_address(1).post(at("account_reset_password"), {"email": AWA})
    english = from_address(1).post(at("account_reset_password", "en"), {"email": AWA})

    assert (french.status_code, english.status_code) == (429, 429)
    assert b'<html lang="fr">' in french.content
    assert b'<html lang="en">' in english.content
    assert french.headers["Cache-Control"] == "private, no-store"
    assert french.headers["Retry-After"] == "900"


def test_counts_stand_where_all_processes_see_them() -> None:
    cache.set("allauth:rl:x", 1, 60)
    cache.set("throttle:x", 2, 60)
    cache.set("wagtail_site_root_paths", 3, 60)

    shared = caches[COUNTERS]
    assert [shared.get(key) for key in ("allauth:rl:x", "throttle:x", "wagtail_site_root_paths")] == [
        1,
        2,
        None,
    ]
    assert cache.get("wagtail_site_root_paths") == 3


def test_a_count_is_taken_back_and_forgotten() -> None:
    assert cache.add("throttle:x", 1, 60)
    assert not cache.add("throttle:x", 2, 60)
    assert cache.touch("throttle:x", 60)
    assert "throttle:x" in cache
    assert cache.delete("throttle:x")
    assert cache.get("throttle:x") is None
