"""The second factor: set up, asked for, required of whoever may publish, and each code good once."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from rotative.accounts.models import User
from tests.accounts.readers import (
    ask_for_code,
    at,
    code_in_last_mail,
    code_of_app,
    confirm_password,
    give_app,
    make_reader,
    make_reader_without_password,
    set_up_app,
    sign_in,
    signed_in_reader,
    who,
)
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


def test_a_reader_sets_up_an_app(commits_at_once: None) -> None:
    awa = make_reader()
    client = signed_in_reader(awa)
    confirm_password(client, "mfa_activate_totp")

    page = set_up_app(client)

    kinds = set(Authenticator.objects.filter(user=awa).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert page.redirect_chain == [(at("mfa_view_recovery_codes"), 302)]
    assert page.content.count(b"<code>") == 10
    assert mail.outbox[-1].to == [awa.email]


def test_the_password_is_asked_for_first() -> None:
    client = signed_in_reader()

    page = client.get(at("mfa_activate_totp"), follow=True)

    assert page.redirect_chain[0][0].startswith(at("account_reauthenticate"))


def test_who_has_no_password_sets_it_up_right_away(commits_at_once: None, client: Client) -> None:
    make_reader_without_password()
    ask_for_code(client)
    client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})

    assert set_up_app(client).redirect_chain == [(at("mfa_view_recovery_codes"), 302)]


def test_the_page_shows_the_key_as_picture_link_and_letters_without_a_script() -> None:
    client = signed_in_reader()
    confirm_password(client, "mfa_activate_totp")

    page = client.get(at("mfa_activate_totp"))

    text = page.content.decode()
    assert "<svg" in text
    assert "otpauth://totp/" in text
    assert "issuer=Rotative" in text
    assert client.session["mfa.totp.secret"] in text
    assert "data:" not in text
    assert "<script" not in text


def test_the_password_alone_no_longer_opens(client: Client) -> None:
    awa = make_reader()
    give_app(awa)

    asked = sign_in(client)
    before = who(client)
    client.post(at("mfa_authenticate"), {"code": code_of_app()})

    assert asked.headers["Location"] == at("mfa_authenticate")
    assert before is None
    assert who(client) == awa


def test_nor_does_a_code_by_mail(client: Client) -> None:
    give_app(make_reader())

    ask_for_code(client)
    done = client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})

    assert done.headers["Location"] == at("mfa_authenticate")
    assert who(client) is None


def test_nor_does_a_new_password(client: Client) -> None:
    give_app(make_reader())
    client.post(at("account_reset_password"), {"email": "awa@example.org"})
    client.post(at("account_confirm_password_reset_code"), {"code": code_in_last_mail()})

    client.post(
        at("account_complete_password_reset"),
        {"password1": "tout-un-autre-mot", "password2": "tout-un-autre-mot"},
    )

    assert User.objects.get().check_password("tout-un-autre-mot")
    assert who(client) is None


def test_the_page_for_the_code_runs_no_script_where_there_is_no_key(client: Client) -> None:
    give_app(make_reader())
    sign_in(client)

    assert b"<script" not in client.get(at("mfa_authenticate")).content


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_opens_once_even_while_it_is_good(steps: int) -> None:
    give_app(make_reader())
    code, first, second = code_of_app(steps), Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post(at("mfa_authenticate"), {"code": code})

    assert who(first) is not None
    assert who(second) is None


def test_a_code_stays_used_when_allauth_has_forgotten_it() -> None:
    app = give_app(make_reader())
    code, first, second = code_of_app(1), Client(), Client()
    sign_in(first)
    first.post(at("mfa_authenticate"), {"code": code})
    cache.delete(f"allauth.mfa.totp.used?user={app.user_id}&code={code}")

    sign_in(second)
    second.post(at("mfa_authenticate"), {"code": code})

    assert who(second) is None


def test_a_recovery_code_opens_once() -> None:
    awa = make_reader()
    give_app(awa)
    codes = Authenticator.objects.get(user=awa, type="recovery_codes").wrap().get_unused_codes()
    first, second = Client(), Client()

    for client in (first, second):
        sign_in(client)
        client.post(at("mfa_authenticate"), {"code": codes[0]})

    assert who(first) == awa
    assert who(second) is None
    assert len(Authenticator.objects.get(user=awa, type="recovery_codes").wrap().get_unused_codes()) == 9


def test_new_recovery_codes_replace_the_old_ones() -> None:
    awa = make_reader()
    client = signed_in_reader(awa)
    give_app(awa)
    old = Authenticator.objects.get(user=awa, type="recovery_codes").wrap().get_unused_codes()
    client.post(f"{at('mfa_reauthenticate')}?next=/", {"code": code_of_app()})

    client.post(at("mfa_generate_recovery_codes"))

    new = Authenticator.objects.get(user=awa, type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)


def test_removing_the_app_takes_the_recovery_codes_along() -> None:
    awa = make_reader()
    client = signed_in_reader(awa)
    give_app(awa)
    client.post(f"{at('mfa_reauthenticate')}?next=/", {"code": code_of_app()})

    client.post(at("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=awa).exists()


def test_whoever_has_lost_everything_is_let_in_by_the_server_s_keeper() -> None:
    awa = make_reader()
    give_app(awa)
    said = StringIO()

    call_command("forget_second_factor", "Awa@example.org", stdout=said)

    assert not Authenticator.objects.filter(user=awa).exists()
    assert "removed 2" in said.getvalue()


def test_an_unknown_address_is_named() -> None:
    with pytest.raises(CommandError, match=r"Nobody signs in with ami@example\.org"):
        call_command("forget_second_factor", "ami@example.org")
