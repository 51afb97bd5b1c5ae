"""Notices of illegal content: open to anybody, numbered, receipted, decided with reasons that both sides read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotative.accounts.models import User
from rotative.discussion import queues
from rotative.discussion.chores import discussion_chores
from rotative.discussion.deciding import Deciding
from rotative.discussion.illegal import Notice, decide, due_at, take_in
from rotative.discussion.models import Act, Contribution, Contributor, Decision, Report, Sanction, State
from rotative.discussion.reporting import report as take_report
from rotative.discussion.sanctioning import appeal, decide_appeal
from tests.discussion.factories import account_of, make_contributor, make_rules, published
from tests.factories import Newspaper, UserFactory, make_article
from tests.subscriptions.pages import at, said

pytestmark = pytest.mark.django_db
CANARY = "Le canari bleu parle dans la pièce."
FORM = {
    "explanation": "C’est une menace de mort contre le maire.",
    "law": "Code pénal, article 222",
    "name": "Oumar Traoré",
    "email": "Oumar@Example.org",
    "good_faith": "on",
}


@pytest.fixture
def fanta() -> Contributor:
    return make_contributor("Fanta", email="fanta@example.org")


@pytest.fixture
def row(newspaper: Newspaper, fanta: Contributor) -> Contribution:
    make_rules()
    return published(fanta, make_article(newspaper.politics, published_at=timezone.now()), CANARY)


@pytest.fixture
def moderator() -> User:
    return UserFactory.create(email="moderation@example.org")


def address(row: Contribution) -> str:
    return at("contribution_illegal", contribution_id=row.pk)


def notice(**more: Any) -> Notice:
    return Notice(**{"explanation": "Une menace.", "name": "Oumar", "email": "oumar@example.org"} | more)


def test_a_stranger_sends_a_notice_and_reads_what_became_of_it(row: Contribution, moderator: User) -> None:
    stranger = Client()
    form: Any = stranger.get(address(row))
    assert form.status_code == 200
    assert reverse("contribution", args=[row.pk]) in said(form)

    sent: Any = stranger.post(address(row), FORM)
    assert sent.status_code == 302
    page: Any = stranger.get(sent["Location"])

    report = Report.objects.get()
    assert re.fullmatch(rf"{timezone.now().year}-\d{{5,}}", report.number or "")
    assert str(report.number) in said(page)
    assert (report.email, report.by, report.reason) == ("oumar@example.org", None, "illegal")
    discussion_chores(timezone.now())
    (receipt,) = mail.outbox
    assert receipt.to == ["oumar@example.org"]
    assert str(report.number) in receipt.body
    assert sent["Location"] in receipt.body

    decide(
        report,
        by=moderator,
        is_upheld=True,
        decision="Le texte menace une personne.",
        ground="Code pénal, article 222",
        now=timezone.now(),
    )
    after: Any = Client().get(sent["Location"])
    assert "Le texte menace une personne." in said(after)


def test_who_may_not_read_the_room_learns_nothing_of_what_was_said(row: Contribution) -> None:
    stranger = Client()
    shown = [stranger.get(address(row)), stranger.post(address(row), {})]
    shown.append(stranger.post(address(row), FORM, follow=True))

    assert all("canari" not in page.content.decode() for page in shown)


def test_a_signed_address_cannot_be_made_up(row: Contribution) -> None:
    report = take_in(row, notice(), now=timezone.now())

    for token in (str(report.pk), f"{report.pk}.x", f"{report.pk}.{'a' * 43}", "a.b.c"):
        response: Any = Client().get(at("discussion_notice", token=token))
        assert response.status_code == 404


def test_what_the_law_asks_for_is_asked_for(row: Contribution) -> None:
    for missing in ("explanation", "name", "email", "good_faith"):
        response = Client().post(address(row), {key: value for key, value in FORM.items() if key != missing})
        assert response.status_code == 422, missing

    assert not Report.objects.exists()


def test_of_the_abuse_of_children_a_notice_may_be_without_a_name(row: Contribution) -> None:
    bare = {"explanation": "Des images d’enfants.", "is_child_abuse": "on", "good_faith": "on"}
    response: Any = Client().post(address(row), bare, follow=True)

    report = Report.objects.get()
    assert str(report.number) in said(response)
    assert due_at(report) - report.made_at == timedelta(days=1)
    discussion_chores(timezone.now())
    assert mail.outbox == []


def test_the_field_that_is_not_for_people_is_told_not_swallowed(row: Contribution) -> None:
    response = Client().post(address(row), FORM | {"website": "http://spam.example"})

    assert response.status_code == 422
    assert not Report.objects.exists()


def test_too_many_notices_from_one_address_have_to_wait(row: Contribution) -> None:
    statuses = []
    for number in range(22):
        form = FORM | {"explanation": f"Menace {number}.", "email": f"oumar{number}@example.org"}
        statuses.append(Client().post(address(row), form).status_code)

    assert statuses == [302] * 20 + [429] * 2


def test_a_notice_sent_twice_is_there_once(row: Contribution) -> None:
    now = timezone.now()

    assert take_in(row, notice(), now=now) == take_in(row, notice(), now=now)
    assert take_in(row, notice(explanation="Autre chose."), now=now).number != Report.objects.first().number  # type: ignore[union-attr]


def test_an_upheld_notice_takes_it_down_and_both_are_told_why(
    row: Contribution, fanta: Contributor, moderator: User
) -> None:
    now = timezone.now()
    reader_report = take_report(row, make_contributor(), Report.Reason.INSULT, "", now=now)
    report = take_in(row, notice(), now=now)

    decide(report, by=moderator, is_upheld=True, decision="C’est une menace.", ground="Art. 222", now=now)
    discussion_chores(now)

    row.refresh_from_db()
    reader_report.refresh_from_db()
    assert (row.state, row.stands, reader_report.is_upheld) == (State.REJECTED, False, True)
    letters = {message.to[0]: message.body for message in mail.outbox[1:]}  # after the receipt
    assert letters.keys() == {"oumar@example.org", "fanta@example.org"}
    assert all("C’est une menace." in body for body in letters.values())
    assert "Art. 222" in letters["fanta@example.org"]
    assert "oumar" not in letters["fanta@example.org"].lower()  # who sent it stays unnamed
    assert "fanta" not in letters["oumar@example.org"].lower()
    assert Decision.objects.filter(
        act=Act.NOTICE_UPHELD, by=moderator, rule=f"notice {report.number}"
    ).exists()


def test_the_author_may_appeal_and_gets_it_back(row: Contribution, moderator: User) -> None:
    now = timezone.now()
    report = take_in(row, notice(), now=now)
    decide(report, by=moderator, is_upheld=True, decision="Une menace.", ground="Art. 222", now=now)
    removal = Sanction.objects.get(kind=Sanction.Kind.REMOVAL)

    assert appeal(removal, "Je citais le procès.", now=now)
    decide_appeal(removal, by=UserFactory.create(), is_upheld=True, answer="En effet.", now=now)

    row.refresh_from_db()
    assert row.is_published


def test_a_notice_that_is_wrong_leaves_it_and_is_answered(row: Contribution, moderator: User) -> None:
    now = timezone.now()
    report = take_in(row, notice(), now=now)

    decide(report, by=moderator, is_upheld=False, decision="Une opinion, rien de plus.", now=now)
    discussion_chores(now)

    row.refresh_from_db()
    assert row.is_published
    assert [message.to for message in mail.outbox] == [["oumar@example.org"]] * 2
    assert "Une opinion, rien de plus." in mail.outbox[1].body
    with pytest.raises(ValidationError):
        decide(report, by=moderator, is_upheld=True, decision="Si.", ground="Art. 1", now=now)


@pytest.mark.parametrize(
    ("said_", "ground", "field"), [("", "Art. 1", "decision"), ("Une menace.", " ", "ground")]
)
def test_a_decision_without_reasons_is_none(
    said_: str, ground: str, field: str, row: Contribution, moderator: User
) -> None:
    report = take_in(row, notice(), now=timezone.now())

    with pytest.raises(ValidationError) as refused:
        decide(report, by=moderator, is_upheld=True, decision=said_, ground=ground, now=timezone.now())
    assert list(refused.value.message_dict) == [field]


def test_nobody_decides_about_her_own(row: Contribution, fanta: Contributor) -> None:
    report = take_in(row, notice(), now=timezone.now())

    for person in (account_of(fanta), UserFactory.create(email="oumar@example.org")):
        with pytest.raises(ValidationError):
            decide(report, by=person, is_upheld=False, decision="Rien.", now=timezone.now())


def test_only_of_what_is_published_a_notice_can_be_given(row: Contribution) -> None:
    Contribution.objects.filter(pk=row.pk).update(state=State.WAITING, stands=False)

    assert Client().get(address(row)).status_code == 404
    assert Client().post(address(row), FORM).status_code == 404


def test_who_clears_the_queue_of_reports_decides_no_notice(row: Contribution, moderator: User) -> None:
    now = timezone.now()
    reader_report = take_report(row, make_contributor(), Report.Reason.INSULT, "", now=now)
    report = take_in(row, notice(), now=now)

    Deciding(moderator, now=now).dismiss(row)
    Deciding(moderator, now=now).reject(row, "Injure.")

    reader_report.refresh_from_db()
    report.refresh_from_db()
    assert (reader_report.is_upheld, report.decided_at) == (False, None)
    assert not queues.count(queues.Queue.REPORTED)
