"""The administrator makes accounts: e-mail as the name, roles to tick, superusers out of reach."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from rotative.accounts.models import User
from rotative.accounts.roles import Role, group_of
from tests.back_office import make_person, signed_in
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db


def person(email: str, *roles: Role, **more: Any) -> dict[str, Any]:
    names = {"email": email, "first_name": "Awa", "last_name": "Diarra"}
    passwords = {"password1": "un-bac-sur-le-fleuve", "password2": "un-bac-sur-le-fleuve"}
    return {**names, **passwords, "groups": [group_of(role).pk for role in roles], **more}


@pytest.fixture
def administrator(newspaper: Newspaper) -> Any:
    return signed_in(make_person(Role.ADMINISTRATOR, first_name="Sali", last_name="Dembélé"))


def test_the_administrator_makes_an_account_with_a_role(administrator: Any) -> None:
    administrator.post(reverse("wagtailusers_users:add"), person("Awa@Example.org", Role.JOURNALIST))

    awa = User.objects.get(email="awa@example.org")
    assert list(awa.groups.all()) == [group_of(Role.JOURNALIST)]
    assert awa.check_password("un-bac-sur-le-fleuve")


def test_the_same_address_in_capitals_is_refused(administrator: Any) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")

    response = administrator.post(reverse("wagtailusers_users:add"), person("AWA@example.org"))

    assert response.status_code == 200
    assert response.context["form"].has_error("email")


def test_an_administrator_makes_no_superuser(administrator: Any) -> None:
    administrator.post(reverse("wagtailusers_users:add"), person("awa@example.org", is_superuser="on"))

    assert not User.objects.get(email="awa@example.org").is_superuser


def test_a_superuser_makes_one(newspaper: Newspaper) -> None:
    User.objects.create_superuser("chef@example.org", "mot-de-passe-long")

    signed_in(User.objects.get(email="chef@example.org")).post(
        reverse("wagtailusers_users:add"), person("awa@example.org", is_superuser="on")
    )

    assert User.objects.get(email="awa@example.org").is_superuser


def test_an_administrator_cannot_change_a_superuser(administrator: Any) -> None:
    chef = User.objects.create_superuser("chef@example.org", "mot-de-passe-long")

    administrator.post(
        reverse("wagtailusers_users:edit", args=[chef.pk]), person("chef@example.org", is_active="on")
    )

    chef.refresh_from_db()
    assert chef.check_password("mot-de-passe-long")


def test_an_administrator_cannot_lock_a_superuser_out(administrator: Any) -> None:
    chef = User.objects.create_superuser("chef@example.org", "mot-de-passe-long")
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])

    administrator.post(f"{address}?id={chef.pk}", {"mark_as_active": "False"})

    chef.refresh_from_db()
    assert chef.is_active


def test_an_administrator_changes_a_colleague(administrator: Any) -> None:
    awa = make_person(Role.JOURNALIST, email="awa@example.org")
    form = person("awa@example.org", Role.PHOTOGRAPHER, is_active="on", password1="", password2="")

    administrator.post(reverse("wagtailusers_users:edit", args=[awa.pk]), form)

    assert list(awa.groups.all()) == [group_of(Role.PHOTOGRAPHER)]
    awa.refresh_from_db()
    assert awa.check_password("mot-de-passe-long")


def test_somebody_signs_in_by_e_mail_in_any_case(newspaper: Newspaper, client: Any) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")

    response = client.post(
        "/redaction/login/", {"username": "Awa@Example.ORG", "password": "mot-de-passe-long"}
    )

    assert response.headers["Location"] == "/redaction/"


def test_the_list_of_people_names_them_by_e_mail(administrator: Any) -> None:
    make_person(Role.JOURNALIST, email="awa@example.org")

    with translation.override("fr"):
        page = administrator.get(reverse("wagtailusers_users:index")).content.decode()

    assert "awa@example.org" in page
    assert "Nom d’utilisateur" not in page
    assert "Nom d'utilisateur" not in page
