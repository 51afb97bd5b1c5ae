"""What nobody pays for: given one by one or by a table, of which every bad line is named."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rotative.accounts.models import User
from rotative.subscriptions.giving import give
from rotative.subscriptions.inviting import Report, give_to_all
from rotative.subscriptions.models import StaffAction, Subscription, Term
from tests.subscriptions.factories import NOW, PlanFactory, make_reader

GOOD = "email,until,name,note\nawa@lycee.example,2027-06-30,Awa Diarra,professeure\nissa@lycee.example,30/06/2027\n"


def read(table: str, *, dry_run: bool = False) -> Report:
    return give_to_all(table, plan=PlanFactory.create(), staff=make_reader(), now=NOW, dry_run=dry_run)


@pytest.mark.django_db
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_everybody_in_a_table_gets_the_plan(delimiter: str) -> None:
    report = read("\ufeff" + GOOD.replace(",", delimiter).replace("\n", "\r\n"))

    assert report.given == ["awa@lycee.example", "issa@lycee.example"]
    assert report.problems == []
    awa = User.objects.get(email="awa@lycee.example")
    assert (awa.first_name, awa.last_name) == ("Awa", "Diarra")
    assert not awa.has_usable_password()
    subscription = Subscription.objects.get(holder=awa)
    assert subscription.kind == Subscription.Kind.COMPLIMENTARY
    assert subscription.ends_at is not None
    assert subscription.ends_at.isoformat() == "2027-07-01T00:00:00+00:00"
    assert StaffAction.objects.filter(note="professeure").exists()


@pytest.mark.django_db
def test_every_bad_line_is_named_and_the_others_are_read() -> None:
    report = read(
        "email;until\n"
        "awa@lycee.example;2027-06-30\n"
        "pas une adresse;2027-06-30\n"
        "\n"
        "issa@lycee.example;le 30 juin\n"
        "fatou@lycee.example;2026-06-30\n"
        "moussa@lycee.example;2099-06-30\n"
        "AWA@lycee.example;2027-06-30\n"
        "seul@lycee.example\n"
    )

    assert report.given == ["awa@lycee.example"]
    assert [problem.line for problem in report.problems] == [3, 5, 6, 7, 8, 9]
    assert all(problem.sentence for problem in report.problems)
    assert User.objects.filter(email__endswith="lycee.example").count() == 1


@pytest.mark.django_db
def test_the_same_table_again_gives_nothing_twice() -> None:
    plan, staff = PlanFactory.create(), make_reader()
    first, second = (give_to_all(GOOD, plan=plan, staff=staff, now=NOW) for _time in range(2))

    assert second.unchanged == first.given
    assert second.given == []
    assert Term.objects.count() == StaffAction.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_says_the_same_and_does_nothing() -> None:
    report = read(GOOD, dry_run=True)

    assert len(report.given) == 2
    assert not Subscription.objects.exists()
    assert not User.objects.filter(email__endswith="lycee.example").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["", "awa@lycee.example,2027-06-30\n", "email\nawa@lycee.example\n"])
def test_a_table_without_its_columns_says_so_on_line_1(table: str) -> None:
    report = read(table)

    assert [problem.line for problem in report.problems] == [1]
    assert report.given == []


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 0, 366 * 6])
def test_what_is_given_ends_within_reach(days: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        give(
            make_reader(),
            plan=PlanFactory.create(),
            until=NOW + timedelta(days=days),
            staff=make_reader(),
            now=NOW,
        )

    assert "until" in refusal.value.message_dict
    assert not Subscription.objects.exists()


class TestAnyTable(TestCase):
    @settings(max_examples=50)
    @given(st.text(alphabet='email,until;\n\r"\t@.a2027-0630\x00\ufeff', max_size=200))
    def test_whatever_is_uploaded_there_is_a_report(self, rest: str) -> None:
        report = read("email,until\n" + rest)

        assert not set(report.given) & set(report.unchanged)
