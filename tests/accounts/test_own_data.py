"""“My data”: one file with all that is kept, for its owner alone and after asking once more; rooms add their part."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from rotative.accounts import own_data
from rotative.accounts.own_account import Fate
from tests.accounts.readers import (
    AWA,
    SECRET,
    ask_for_code,
    at,
    code_in_last_mail,
    confirm_password,
    give_app,
    make_reader,
    make_reader_without_password,
    signed_in_reader,
    who,
)
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


@pytest.fixture
def parts() -> Iterator[dict[str, Any]]:
    """The registered parts; what a test adds goes with it."""
    before = dict(own_data._parts)
    yield own_data._parts
    own_data._parts.clear()
    own_data._parts.update(before)


def told_to(client: Client) -> Any:
    """What stands in the file."""
    response = client.get(at("account_my_data_file"))
    assert response.status_code == 200, response.headers.get("Location")
    return json.loads(response.content)


def test_the_file_holds_the_account_and_no_secret() -> None:
    awa = make_reader(first_name="Awa", last_name="Diarra", phone="+22376123456")
    client = signed_in_reader(awa)
    give_app(awa)
    confirm_password(client, "account_my_data")

    response = client.get(at("account_my_data_file"))

    told = json.loads(response.content)
    assert (told["format"], told["version"]) == ("rotative-own-data", 1)
    account = told["account"]
    assert (account["email"], account["first_name"], account["phone"]) == (AWA, "Awa", "+22376123456")
    assert account["addresses"] == [{"email": AWA, "verified": True, "primary": True}]
    assert [factor["kind"] for factor in account["second_factors"]] == ["totp", "recovery_codes"]
    assert [session["network_address"] for session in account["sessions"]] == ["127.0.0.1"]
    written = response.content.decode()
    assert SECRET not in written
    assert awa.password not in written
    assert str(client.session.session_key) not in written


def test_the_file_is_downloaded_and_kept_by_nobody_else() -> None:
    client = signed_in_reader()
    confirm_password(client, "account_my_data")

    response = client.get(at("account_my_data_file"))

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Cache-Control"] == "private, no-store"


def test_each_room_adds_its_part(parts: dict[str, Any]) -> None:
    own_data.register("letters", export=lambda user: [{"to": user.email}], forget=lambda _user, _now: None)
    awa = make_reader()

    told = json.loads(own_data.export_of(awa, paper_name="La Dépêche", now=timezone.now()))

    assert told["letters"] == [{"to": AWA}]
    assert {"account", "subscriptions", "feed"} <= told.keys()


def test_what_goes_and_what_stays_is_said_by_each_room(parts: dict[str, Any]) -> None:
    own_data.register(
        "letters",
        export=lambda _user: [],
        forget=lambda _user, _now: None,
        fate=lambda _user, _now: Fate(("Les lettres partent.",), ("Les timbres restent.",)),
    )

    fates = own_data.fates_of(make_reader(), now=timezone.now())

    assert "Les lettres partent." in fates.goes
    assert "Les timbres restent." in fates.stays


@pytest.mark.parametrize("name", ["account_my_data", "account_my_data_file", "account_delete"])
def test_strangers_are_led_to_signing_in(name: str, client: Client) -> None:
    assert client.get(at(name)).headers["Location"].startswith(at("account_login"))


@pytest.mark.parametrize("name", ["account_my_data", "account_my_data_file", "account_delete"])
def test_who_is_signed_in_is_asked_once_more(name: str) -> None:
    client = signed_in_reader()

    asked = client.get(at(name)).headers["Location"]
    assert unquote(asked) == f"{at('account_reauthenticate')}?next={at(name)}"
    assert confirm_password(client, name, "une-autre-phrase").context["form"].errors
    assert client.get(at(name)).status_code == 302
    confirm_password(client, name)
    assert client.get(at(name)).status_code == 200


def test_who_signs_in_with_codes_goes_on_with_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    awa = make_reader_without_password()
    client = Client()
    ask_for_code(client)
    client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert told_to(client)["account"]["email"] == AWA

    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("rotative.accounts.confirming.time.time", later.timestamp)
    refused = client.get(at("account_my_data"))
    assert refused.headers["Location"].startswith(f"{at('account_sign_in_again')}?next=")
    page = client.get(refused.headers["Location"])
    out = client.post(at("account_logout"), {"next": page.context["then"]})

    assert out.headers["Location"] == page.context["then"]
    assert who(client) is None
    monkeypatch.undo()
    client.post(out.headers["Location"], {"email": AWA})
    back = client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert back.status_code == 302
    assert told_to(client)["account"]["email"] == awa.email


def test_where_to_go_on_is_an_address_of_ours(client: Client) -> None:
    awa = make_reader_without_password()
    client.force_login(awa)

    page = client.get(at("account_sign_in_again"), {"next": "https://ailleurs.example/"})

    assert "ailleurs" not in page.content.decode()
