"""A reader changes her address and her password, and signs out everywhere."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from rotative.accounts.models import User
from tests.accounts.readers import (
    AWA,
    PASSWORD,
    ask_for_code,
    at,
    code_in_last_mail,
    make_reader,
    make_reader_without_password,
    sign_in,
    signed_in_reader,
    who,
)
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

NEW = "awa.diarra@example.org"
CONFIRM = "account_email_verification_sent"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


def change_address(client: Client, email: str = NEW) -> Any:
    """Ask for the change and confirm with the password, as the page demands."""
    asked = client.post(at("account_email"), {"email": email, "action_add": ""})
    return client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)


def test_a_new_address_takes_the_place_of_the_old_once_it_is_confirmed() -> None:
    awa = make_reader()
    client = signed_in_reader(awa)

    change_address(client, "Awa.Diarra@Example.org")
    before = User.objects.get(pk=awa.pk).email
    client.post(at(CONFIRM), {"code": code_in_last_mail()})

    awa.refresh_from_db()
    assert (before, awa.email) == (AWA, NEW)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]


def test_the_old_address_gets_a_letter_about_it() -> None:
    client = signed_in_reader()

    change_address(client)
    client.post(at(CONFIRM), {"code": code_in_last_mail()})

    assert [letter.to for letter in mail.outbox] == [[NEW], [AWA]]
    assert NEW in mail.outbox[-1].body


def test_without_the_code_nothing_changes() -> None:
    awa = make_reader()
    client = signed_in_reader(awa)

    change_address(client)
    client.post(at(CONFIRM), {"code": "0000-0000"})

    awa.refresh_from_db()
    assert awa.email == AWA
    assert sign_in(Client(), NEW).status_code == 200


def test_without_the_password_nothing_is_sent() -> None:
    client = signed_in_reader()

    asked = client.post(at("account_email"), {"email": NEW, "action_add": ""})
    client.post(asked.headers["Location"], {"password": "faux"})

    assert mail.outbox == []


def test_the_address_of_somebody_else_is_not_taken_and_not_betrayed() -> None:
    awa = make_reader()
    make_reader("issa@example.org")
    client = signed_in_reader(awa)

    page = change_address(client, "issa@example.org")
    free = change_address(signed_in_reader(make_reader("sali@example.org")), "libre@example.org")
    client.post(at(CONFIRM), {"code": "0000-0000"})

    awa.refresh_from_db()
    assert page.redirect_chain[-1] == free.redirect_chain[-1] == (at(CONFIRM), 302)
    assert awa.email == AWA


def test_a_reader_without_password_chooses_one(client: Client) -> None:
    awa = make_reader_without_password()
    ask_for_code(client)
    client.post(at("account_confirm_login_code"), {"code": code_in_last_mail()})

    page = client.get(at("account_change_password"), follow=True)
    client.post(at("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})

    awa.refresh_from_db()
    assert page.redirect_chain == [(at("account_set_password"), 302)]
    assert awa.check_password(PASSWORD)
    assert who(client) == awa


def test_a_changed_password_signs_out_elsewhere() -> None:
    awa = make_reader()
    here, elsewhere = signed_in_reader(awa), signed_in_reader(awa)
    form = {"oldpassword": PASSWORD, "password1": "tout-un-autre-mot", "password2": "tout-un-autre-mot"}

    here.post(at("account_change_password"), form)

    assert here.get(at("account_home")).status_code == 200
    assert elsewhere.get(at("account_home")).status_code == 302
    assert mail.outbox[-1].to == [AWA]


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"oldpassword": "faux", "password1": "tout-un-autre", "password2": "tout-un-autre"}, "oldpassword"),
        ({"oldpassword": PASSWORD, "password1": "court", "password2": "court"}, "password1"),
        ({"oldpassword": PASSWORD, "password1": "tout-un-autre", "password2": "tout-autre"}, "password2"),
    ],
)
def test_a_password_that_will_not_do_is_named_beside_its_field(form: dict[str, str], wrong: str) -> None:
    awa = make_reader()

    page = signed_in_reader(awa).post(at("account_change_password"), form)

    awa.refresh_from_db()
    assert list(page.context["form"].errors) == [wrong]
    assert f'id="id_{wrong}_error"'.encode() in page.content
    assert awa.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_with_a_code_and_opens(client: Client) -> None:
    awa = make_reader()
    client.post(at("account_reset_password"), {"email": AWA})
    client.post(at("account_confirm_password_reset_code"), {"code": code_in_last_mail()})

    done = client.post(
        at("account_complete_password_reset"),
        {"password1": "tout-un-autre-mot", "password2": "tout-un-autre-mot"},
    )

    awa.refresh_from_db()
    assert awa.check_password("tout-un-autre-mot")
    assert who(client) == awa
    assert done.headers["Location"] == at("account_home")


def test_a_new_password_cannot_be_chosen_before_the_code(client: Client) -> None:
    awa = make_reader()
    client.post(at("account_reset_password"), {"email": AWA})

    client.post(
        at("account_complete_password_reset"),
        {"password1": "tout-un-autre-mot", "password2": "tout-un-autre-mot"},
    )

    awa.refresh_from_db()
    assert awa.check_password(PASSWORD)


def test_a_reader_sees_where_she_is_signed_in() -> None:
    awa = make_reader()
    client = Client(
        REMOTE_ADDR="192.0.2.7",
        HTTP_USER_AGENT="Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0",
    )
    sign_in(client)
    signed_in_reader(make_reader("issa@example.org"))

    page = client.get(at("usersessions_list")).content.decode()

    assert "Firefox, Android" in page
    assert "192.0.2.7" in page
    assert UserSession.objects.filter(user=awa).count() == 1
    assert page.count("<li><strong>") == 1


def test_signing_out_everywhere_leaves_this_browser_only() -> None:
    awa = make_reader()
    here, phone, office = signed_in_reader(awa), signed_in_reader(awa), signed_in_reader(awa)
    issas = signed_in_reader(make_reader("issa@example.org"))

    here.post(at("usersessions_list"))

    answers = [client.get(at("account_home")).status_code for client in (here, phone, office, issas)]
    assert answers == [200, 302, 302, 200]


def test_sessions_of_the_back_office_end_with_the_others() -> None:
    awa = make_reader()
    staff = Client()
    staff.post("/redaction/login/", {"username": AWA, "password": PASSWORD})
    here = signed_in_reader(awa)
    assert who(staff) == awa

    here.post(at("usersessions_list"))

    assert staff.get(at("account_home")).status_code == 302
