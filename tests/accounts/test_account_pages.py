"""Every account page: in both languages, without a script, in the paper's dress, kept by no cache."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone

from rotative.accounts import deleting
from rotative.press.routes import is_printed
from tests.accounts.languages import ROOMS, TEMPLATES, english, pieces_of, tree_of
from tests.accounts.readers import (
    AWA,
    PASSWORD,
    ask_for_code,
    at,
    code_in_last_mail,
    code_of_app,
    give_app,
    make_reader,
    make_reader_without_password,
    sign_in,
    sign_up,
    signed_in_reader,
)
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


def reader_who_just_confirmed() -> Client:
    client = signed_in_reader()
    client.post(f"{at('account_reauthenticate')}?next=/", {"password": PASSWORD})
    return client


def reader_with_app() -> Client:
    awa = make_reader()
    client = signed_in_reader(awa)
    give_app(awa)
    client.post(f"{at('mfa_reauthenticate')}?next=/", {"code": code_of_app()})
    return client


def reader_with_key() -> Client:
    client = reader_who_just_confirmed()
    make_key(awa_of(client))
    return client


def awa_of(client: Client) -> Any:
    from rotative.accounts.models import User

    return User.objects.get(pk=client.session["_auth_user_id"])


def make_key(user: Any) -> Authenticator:
    credential = {"clientExtensionResults": {"credProps": {"rk": True}}}
    key: Authenticator = Authenticator.objects.create(
        pk=7, user=user, type="webauthn", data={"name": "La clé bleue", "credential": credential}
    )
    return key


def who_asked_for_a_code() -> Client:
    client = Client()
    make_reader()
    ask_for_code(client)
    return client


def who_signed_up() -> Client:
    client = Client()
    sign_up(client)
    return client


def who_forgot_the_password() -> Client:
    client = Client()
    make_reader()
    client.post(at("account_reset_password"), {"email": AWA})
    return client


def who_may_choose_a_new_password() -> Client:
    client = who_forgot_the_password()
    client.post(at("account_confirm_password_reset_code"), {"code": code_in_last_mail()})
    return client


def who_gave_the_password() -> Client:
    client = Client()
    give_app(make_reader())
    sign_in(client)
    return client


def reader_without_password() -> Client:
    client = Client()
    make_reader_without_password()
    ask_for_code(client)
    client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})
    return client


def reader_who_wants_to_go() -> Client:
    client = reader_who_just_confirmed()
    deleting.ask(awa_of(client), language="fr", now=timezone.now())
    return client


PAGES: dict[str, Callable[[], Client]] = {
    "account_home": signed_in_reader,
    "account_details": signed_in_reader,
    "account_login": Client,
    "account_request_login_code": Client,
    "account_confirm_login_code": who_asked_for_a_code,
    "account_logout": signed_in_reader,
    "account_signup": Client,
    "account_inactive": Client,
    "account_reauthenticate": signed_in_reader,
    "account_email": reader_who_just_confirmed,
    "account_email_verification_sent": who_signed_up,
    "account_change_password": signed_in_reader,
    "account_set_password": reader_without_password,
    "account_reset_password": Client,
    "account_confirm_password_reset_code": who_forgot_the_password,
    "account_complete_password_reset": who_may_choose_a_new_password,
    "account_password_reset_completed": Client,
    "usersessions_list": signed_in_reader,
    "account_my_data": reader_who_just_confirmed,
    "account_delete": reader_who_just_confirmed,
    "account_deletion": reader_who_wants_to_go,
    "account_deletion_call_off": Client,
    "account_sign_in_again": reader_without_password,
    "mfa_index": signed_in_reader,
    "mfa_authenticate": who_gave_the_password,
    "mfa_reauthenticate": reader_with_app,
    "mfa_activate_totp": reader_who_just_confirmed,
    "mfa_deactivate_totp": reader_with_app,
    "mfa_view_recovery_codes": reader_with_app,
    "mfa_generate_recovery_codes": reader_with_app,
    "mfa_list_webauthn": reader_with_key,
    "mfa_remove_webauthn": reader_with_key,
    "mfa_edit_webauthn": reader_with_key,
}
WITH_SCRIPT: dict[str, Callable[[], Client]] = {
    "account_passkey": Client,
    "mfa_add_webauthn": reader_who_just_confirmed,
}
NO_PAGES = {
    "account_my_data_file",  # a file
    "account_phone",  # is there with a gateway for text messages only
    "mfa_download_recovery_codes",  # a file
    "mfa_login_webauthn",  # answers the script
    "mfa_reauthenticate_webauthn",  # needs a key that can be asked
}
KEYED: dict[str, dict[str, Any]] = {
    "account_deletion_call_off": {"token": "a" * 40},
    "mfa_remove_webauthn": {"pk": 7},
    "mfa_edit_webauthn": {"pk": 7},
}


def look_at(name: str, language: str, client: Client) -> Any:
    page = client.get(at(name, language, **KEYED.get(name, {})))
    assert page.status_code == 200, (name, page.status_code, page.headers.get("Location"))
    return page


def test_every_address_of_the_account_pages_is_looked_at() -> None:
    from rotative.accounts.urls import urlpatterns

    names = {pattern.name for pattern in urlpatterns}

    assert names == PAGES.keys() | WITH_SCRIPT.keys() | NO_PAGES


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES | WITH_SCRIPT)
def test_a_page_is_in_its_language_and_nothing_of_it_is_kept(name: str, language: str) -> None:
    client = (PAGES | WITH_SCRIPT)[name]()

    page = look_at(name, language, client)

    tree = tree_of(page)
    assert tree.get("lang") == language
    assert page.headers["Content-Language"] == language
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//h1")[0].text_content().strip() in tree.xpath("//title")[0].text_content()


@pytest.mark.parametrize("name", PAGES | WITH_SCRIPT)
def test_no_page_in_french_says_anything_in_english(name: str) -> None:
    said = pieces_of(look_at(name, "fr", (PAGES | WITH_SCRIPT)[name]()))

    assert said & english() == set()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_without_a_script(name: str, language: str) -> None:
    page = look_at(name, language, PAGES[name]())

    assert b"<script" not in page.content
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", WITH_SCRIPT)
def test_the_scripts_of_keys_are_our_own_files_and_nothing_else(name: str) -> None:
    page = look_at(name, "fr", WITH_SCRIPT[name]())

    tree = tree_of(page)
    run = [script for script in tree.xpath("//script") if script.get("type") != "application/json"]
    assert run
    assert all(script.get("src", "").startswith("/static/") and not script.text for script in run)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert tree.xpath("//noscript")


@pytest.mark.parametrize("name", PAGES | WITH_SCRIPT)
def test_every_field_has_a_label_and_what_it_is_described_by_is_there(name: str) -> None:
    tree = tree_of(look_at(name, "fr", (PAGES | WITH_SCRIPT)[name]()))

    for field in tree.xpath("//main//input[not(@type='hidden' or @hidden)]"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']"), (name, field.get("name"))
        for described in (field.get("aria-describedby") or "").split():
            assert tree.xpath(f"//*[@id='{described}']"), (name, described)
        assert field.get("placeholder") is None
    assert tree.xpath("//*[@style]") == []
    identities = tree.xpath("//@id")
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize(
    ("name", "field", "autocomplete", "keyboard"),
    [
        ("account_login", "login", "email", "email"),
        ("account_login", "password", "current-password", None),
        ("account_signup", "email", "email", "email"),
        ("account_signup", "password1", "new-password", None),
        ("account_change_password", "oldpassword", "current-password", None),
        ("account_change_password", "password2", "new-password", None),
        ("account_confirm_login_code", "code", "one-time-code", "numeric"),
        ("mfa_authenticate", "code", "one-time-code", "numeric"),
        ("account_details", "phone", "tel", "tel"),
    ],
)
def test_phones_show_the_right_keyboard_and_fill_in_what_they_know(
    name: str, field: str, autocomplete: str, keyboard: str | None
) -> None:
    tree = tree_of(look_at(name, "fr", PAGES[name]()))

    found = tree.xpath(f"//input[@name='{field}']")[0]
    assert (found.get("autocomplete"), found.get("inputmode")) == (autocomplete, keyboard)


def test_addresses_are_in_the_language_of_the_page() -> None:
    assert at("account_login", "fr") == "/compte/connexion/"
    assert at("account_login", "en") == "/en/account/sign-in/"
    assert at("account_home", "fr") == "/compte/"


def test_what_needs_an_account_leads_to_signing_in_and_back(client: Client) -> None:
    page = client.get(at("usersessions_list", "en"))

    assert page.headers["Location"] == f"{at('account_login', 'en')}?next={at('usersessions_list', 'en')}"
    assert page.headers["Cache-Control"] == "private, no-store"


def test_what_leads_to_a_confirmation_is_kept_by_no_cache_either() -> None:
    page = signed_in_reader().get(at("mfa_activate_totp"))

    assert page.status_code == 302
    assert page.headers["Cache-Control"] == "private, no-store"


def test_who_has_nothing_to_confirm_with_is_led_to_her_account() -> None:
    page = reader_without_password().get(at("account_reauthenticate"))

    assert page.headers["Location"] == at("account_home")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_account_page_is_ever_printed(language: str) -> None:
    names = PAGES.keys() | WITH_SCRIPT.keys() | NO_PAGES

    assert [name for name in names if is_printed(at(name, language, **KEYED.get(name, {})))] == []


def test_the_cookies_of_account_pages_are_not_those_of_articles(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)

    account = Client().get(at("account_login"))
    read = Client().get(article.get_url())

    assert account.cookies
    assert read.status_code == 200
    assert not read.cookies
    assert "Cookie" not in read.headers.get("Vary", "")
    assert b"<script src" not in read.content


def test_every_template_of_allauth_that_can_be_shown_is_our_own() -> None:
    theirs = Path(allauth.__file__).parent / "templates"
    shown = [
        template
        for room in ROOMS
        if room != "accounts"
        for template in (TEMPLATES / room).rglob("*")
        if template.is_file()
    ]

    for template in shown:
        name = str(template.relative_to(TEMPLATES))
        assert (theirs / name).exists(), f"allauth knows no {name}"
        assert get_template(name).origin.name == str(template)  # type: ignore[attr-defined]
