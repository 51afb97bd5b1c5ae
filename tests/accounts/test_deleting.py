"""Deleting one's account: asked for in writing, a day to think it over, then gone; staff cannot."""

import re
from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from rotative.accounts import deleting, own_data
from rotative.accounts.models import Deletion, User
from rotative.accounts.roles import Role, give_role
from tests.accounts.readers import (
    AWA,
    PASSWORD,
    at,
    confirm_password,
    make_reader,
    sign_in,
    signed_in_reader,
    who,
)
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LINK = re.compile(r"http://\S+(/compte/\S+)")


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(newspaper: Newspaper) -> None:
    cache.clear()


def ask_by_the_page(client: Client, address: str = AWA) -> Any:
    confirm_password(client, "account_delete")
    return client.post(at("account_delete"), {"address": address})


def asked(user: User | None = None) -> Deletion:
    return deleting.ask(user or make_reader(), language="fr", now=NOW)


def link_in_the_letter() -> str:
    found = LINK.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def test_the_page_wants_the_address_in_writing() -> None:
    client = signed_in_reader()

    for typed in ("", "issa@example.org", "oui"):
        page = ask_by_the_page(client, typed)
        assert page.context["form"].errors["address"], typed

    assert not Deletion.objects.exists()
    assert mail.outbox == []


def test_a_day_later_and_not_before_the_account_is_gone() -> None:
    client = signed_in_reader()

    answer = ask_by_the_page(client, f" {AWA.upper()} ")

    assert answer.headers["Location"] == at("account_deletion")
    deletion = Deletion.objects.get()
    assert deletion.due_at - deletion.asked_at == timedelta(hours=24)
    assert mail.outbox[-1].to == [AWA]
    assert deleting.delete_due(now=deletion.due_at - timedelta(seconds=1)).deleted == 0
    assert who(client) is not None
    assert deleting.delete_due(now=deletion.due_at).deleted == 1
    assert not User.objects.filter(email=AWA).exists()
    assert not EmailAddress.objects.exists()
    assert client.get(at("account_home")).status_code == 302
    assert [letter.to for letter in mail.outbox] == [[AWA], [AWA]]


def test_run_again_it_changes_nothing_more() -> None:
    deletion = asked()

    first = deleting.delete_due(now=deletion.due_at)
    letters = len(mail.outbox)
    second = deleting.delete_due(now=deletion.due_at + timedelta(days=1))

    assert (first.deleted, second.deleted) == (1, 0)
    assert len(mail.outbox) == letters


def test_every_session_ends_with_its_account() -> None:
    awa, issa = make_reader(), make_reader("issa@example.org")
    here, elsewhere, other = Client(), Client(), Client()
    for client, reader in ((here, awa), (elsewhere, awa), (other, issa)):
        assert sign_in(client, reader.email, PASSWORD).status_code == 302

    deleting.delete_due(now=asked(awa).due_at)

    assert list(Session.objects.values_list("session_key", flat=True)) == [other.session.session_key]
    assert UserSession.objects.get().user == issa


def test_the_link_of_the_letter_keeps_the_account_and_only_by_its_button(client: Client) -> None:
    deletion = asked()
    link = link_in_the_letter()

    page = client.get(link)

    assert AWA in page.content.decode()
    assert Deletion.objects.exists(), "programs open the links of letters too"
    client.post(link)
    assert not Deletion.objects.exists()
    assert deleting.delete_due(now=deletion.due_at).deleted == 0
    assert "<button" not in client.get(link).content.decode().partition("<main")[2].partition("</main")[0]


def test_a_link_made_up_keeps_nothing(client: Client) -> None:
    asked()

    client.post(at("account_deletion_call_off", token="a" * 40))

    assert Deletion.objects.exists()


def test_the_token_of_the_letter_is_not_in_the_database() -> None:
    deletion = asked()

    token = link_in_the_letter().rstrip("/").rpartition("/")[2]

    assert len(token) == 40
    assert deletion.token_digest != token


def test_who_signs_in_meanwhile_is_asked_whether_she_wants_to_keep_it() -> None:
    awa = make_reader()
    asked(awa)
    client = Client()

    answer = sign_in(client, next="/politique/")

    assert answer.headers["Location"] == at("account_deletion")
    assert client.get(at("account_details")).content.decode().count(f'action="{at("account_deletion")}"') == 1
    client.post(at("account_deletion"))
    assert not Deletion.objects.exists()
    assert at("account_deletion") not in client.get(at("account_details")).content.decode()
    assert client.get(at("account_deletion")).headers["Location"] == at("account_home")


def test_asked_twice_it_is_one_wish_and_one_letter() -> None:
    awa = make_reader()

    first = asked(awa)
    second = deleting.ask(awa, language="fr", now=NOW + timedelta(hours=3))

    assert (second.pk, second.due_at) == (first.pk, first.due_at)
    assert len(mail.outbox) == 1


def test_without_the_letter_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> int:
        raise SMTPServerDisconnected

    client = signed_in_reader()
    confirm_password(client, "account_delete")
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    page = client.post(at("account_delete"), {"address": AWA})

    assert page.context["form"].non_field_errors()
    assert not Deletion.objects.exists()


def test_a_farewell_that_cannot_be_sent_keeps_nobody(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def refuse(*_args: Any) -> int:
        raise SMTPServerDisconnected

    deletion = asked()
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    assert deleting.delete_due(now=deletion.due_at).deleted == 1
    assert not User.objects.filter(email=AWA).exists()
    assert AWA not in caplog.text


@pytest.mark.parametrize("role", [Role.EDITOR_IN_CHIEF, Role.JOURNALIST, Role.SUBSCRIPTION_DESK])
def test_staff_are_refused_and_told_whom_to_ask(role: Role) -> None:
    awa = make_reader()
    client = signed_in_reader(awa)
    give_role(awa, role)

    page = ask_by_the_page(client)

    assert page.headers["Location"] == at("account_delete")
    shown = client.get(at("account_delete"))
    assert shown.context["refusal"] in shown.content.decode()
    assert 'name="address"' not in shown.content.decode()
    assert not Deletion.objects.exists()


def test_who_got_a_role_in_the_meantime_is_kept_and_told() -> None:
    awa = make_reader()
    deletion = asked(awa)
    give_role(awa, Role.EDITOR_IN_CHIEF)

    done = deleting.delete_due(now=deletion.due_at)

    assert (done.deleted, done.refused) == (0, 1)
    assert User.objects.filter(pk=awa.pk).exists()
    assert not Deletion.objects.exists()
    assert len(mail.outbox) == 2


def test_what_the_back_office_noted_of_a_person_loses_her_name() -> None:
    awa = make_reader(first_name="Awa", last_name="Diarra")
    ModelLogEntry.objects.log_action(awa, "wagtail.edit", user=make_reader("chef@example.org"))
    assert ModelLogEntry.objects.get().label == "Awa Diarra"

    deleting.delete_due(now=asked(awa).due_at)

    assert ModelLogEntry.objects.get().label == ""


def test_one_account_that_fails_keeps_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    awa, issa = make_reader(), make_reader("issa@example.org")
    asked(awa)
    due = asked(issa).due_at
    before = dict(own_data._parts)

    def fails_for_awa(user: User, _now: Any) -> None:
        if user == awa:
            raise LookupError("a room forgot something")

    own_data.register("broken", export=lambda _user: None, forget=fails_for_awa)
    try:
        done = deleting.delete_due(now=due)
    finally:
        own_data._parts.clear()
        own_data._parts.update(before)

    assert (done.deleted, done.failed) == (1, 1)
    assert list(User.objects.filter(pk__in=[awa.pk, issa.pk])) == [awa]
    assert deleting.delete_due(now=due).deleted == 1


def test_the_command_deletes_what_is_due_and_sessions_that_are_over() -> None:
    deletion = asked()
    Deletion.objects.filter(pk=deletion.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    Session.objects.create(
        session_key="over", session_data="", expire_date=timezone.now() - timedelta(minutes=1)
    )
    told = StringIO()

    call_command("accounts", "run", stdout=told)

    assert told.getvalue().startswith("1 accounts deleted")
    assert not User.objects.filter(email=AWA).exists()
    assert not Session.objects.filter(session_key="over").exists()
