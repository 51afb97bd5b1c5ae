"""The second factor: set up, asked for, required of whoever may publish, and each code good once."""

from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from tests.accounts.readers import (
    PASSWORD,
    SECRET,
    ask_for_code,
    at,
    code_in_last_mail,
    code_of_app,
    give_app,
    make_reader,
    make_reader_without_password,
    sign_in,
    signed_in_reader,
    who,
)
from tests.back_office import PASSWORD as STAFF_PASSWORD
from tests.back_office import make_person
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

BACK_OFFICE = "/redaction/"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


def confirm_password(client: Client, then: str, password: str = PASSWORD) -> Any:
    return client.post(f"{at('account_reauthenticate')}?next={at(then)}", {"password": password}, follow=True)


def set_up_app(client: Client) -> Any:
    """Set up an app as the page says; the key is the one that the page shows."""
    client.get(at("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    return client.post(at("mfa_activate_totp"), {"code": code_of_app()}, follow=True)


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


REQUIRED = {
    "administrator": True,
    "editor_in_chief": True,
    "section_editor": True,
    "journalist": False,
    "photographer": False,
    "moderator": False,
}


def enter_back_office(email: str, password: str = STAFF_PASSWORD) -> tuple[Client, Any]:
    client = Client()
    client.post(f"{BACK_OFFICE}login/", {"username": email, "password": password})
    return client, client.get(BACK_OFFICE)


@pytest.mark.parametrize(("role", "is_required"), REQUIRED.items())
def test_whoever_may_publish_sets_one_up_before_the_back_office_opens(
    settings: Any, newsroom: dict[str, User], role: str, is_required: bool
) -> None:
    settings.STAFF_SECOND_FACTOR = True

    _client, page = enter_back_office(newsroom[role].email)

    if is_required:
        assert (page.status_code, page.headers["Location"]) == (
            302,
            f"{at('mfa_index')}?next=%2Fredaction%2F",
        )
    else:
        assert page.status_code == 200


def test_a_superuser_too(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    User.objects.create_superuser("chef@example.org", STAFF_PASSWORD)

    _client, page = enter_back_office("chef@example.org")

    assert page.status_code == 302


def test_every_page_and_every_action_of_the_back_office_is_locked(
    settings: Any, newsroom: dict[str, User], newspaper: Newspaper
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client, _page = enter_back_office(newsroom["editor_in_chief"].email)

    for path in ("pages/", "images/", "users/", f"pages/{newspaper.politics.pk}/unpublish/"):
        assert client.get(BACK_OFFICE + path).headers.get("Location", "").startswith(at("mfa_index")), path
    client.post(f"{BACK_OFFICE}pages/{newspaper.politics.pk}/unpublish/")

    newspaper.politics.refresh_from_db()
    assert newspaper.politics.live


def test_with_the_app_the_editor_in_chief_comes_in_by_both_doors(
    settings: Any, newsroom: dict[str, User]
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    chief = newsroom["editor_in_chief"]
    client, _page = enter_back_office(chief.email)
    confirm_password(client, "mfa_activate_totp", STAFF_PASSWORD)
    set_up_app(client)
    inside = client.get(BACK_OFFICE).status_code

    other, asked = enter_back_office(chief.email)
    entered = other.post(at("mfa_authenticate"), {"code": code_of_app(1)})

    assert inside == 200
    assert asked.status_code == 302
    assert entered.headers["Location"] == BACK_OFFICE
    assert other.get(BACK_OFFICE).status_code == 200


def test_the_back_office_s_own_door_asks_for_it_as_the_readers_does(newsroom: dict[str, User]) -> None:
    journalist = newsroom["journalist"]
    give_app(journalist)
    client = Client()

    asked = client.post(f"{BACK_OFFICE}login/", {"username": journalist.email, "password": STAFF_PASSWORD})

    assert asked.headers["Location"] == at("mfa_authenticate")
    assert who(client) is None


@pytest.mark.parametrize("wanted", ["", "/redaction/pages/"])
def test_the_door_leads_to_what_was_asked_for(newsroom: dict[str, User], wanted: str) -> None:
    journalist = newsroom["journalist"]
    client = Client()

    asked = client.post(
        f"{BACK_OFFICE}login/", {"username": journalist.email, "password": STAFF_PASSWORD, "next": wanted}
    )

    assert asked.headers["Location"] == (wanted or BACK_OFFICE)
    assert client.session.get_expire_at_browser_close()


def test_by_default_it_is_required_where_the_site_is_public(newsroom: dict[str, User], settings: Any) -> None:
    assert settings.SITE_URL.startswith("http:")
    assert settings.STAFF_SECOND_FACTOR is False

    _client, page = enter_back_office(newsroom["administrator"].email)

    assert page.status_code == 200


def test_who_was_made_in_the_back_office_has_a_confirmed_address(newsroom: dict[str, User]) -> None:
    """Otherwise a second factor could not be set up before a code was sent."""
    _client, _page = enter_back_office(newsroom["administrator"].email)

    assert [(a.verified, a.primary) for a in EmailAddress.objects.filter(user=newsroom["administrator"])] == [
        (True, True)
    ]


def test_an_address_changed_in_the_back_office_is_the_one_that_signs_in(newsroom: dict[str, User]) -> None:
    administrator, _page = enter_back_office(newsroom["administrator"].email)
    issa = make_person(Role.JOURNALIST, email="issa@example.org")
    enter_back_office("issa@example.org")

    administrator.post(
        f"{BACK_OFFICE}users/edit/{issa.pk}/",
        {"email": "issa.kone@example.org", "first_name": "Issa", "last_name": "Koné", "is_active": "on"},
    )

    assert list(EmailAddress.objects.filter(user=issa).values_list("email", "verified")) == [
        ("issa.kone@example.org", True)
    ]


def test_wagtail_s_page_about_oneself_leads_to_the_account(newsroom: dict[str, User]) -> None:
    client, _page = enter_back_office(newsroom["journalist"].email)
    page = client.get(f"{BACK_OFFICE}account/")
    names = {"name_email-first_name": "Awa", "name_email-last_name": "Diarra"}

    client.post(f"{BACK_OFFICE}account/", {**names, "name_email-email": "autre@example.org"})

    newsroom["journalist"].refresh_from_db()
    assert f'href="{at("account_home")}"' in page.content.decode()
    assert newsroom["journalist"].email != "autre@example.org"
    assert b"password-new_password1" not in page.content


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
