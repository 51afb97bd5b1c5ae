"""The back office is locked for whoever may publish and has no second factor; both its doors ask for it."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from tests.accounts.readers import at, code_of_app, confirm_password, give_app, set_up_app, who
from tests.back_office import PASSWORD as STAFF_PASSWORD
from tests.back_office import make_person
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

BACK_OFFICE = "/redaction/"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


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
