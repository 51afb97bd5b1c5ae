"""Plans with prices as people type them, organisations with a line for each domain, rules; nothing sold is deleted."""

from typing import Any

import pytest

from rotative.subscriptions.models import Organisation, Plan, Rules
from tests.subscriptions.desk.people import ROOT, at_the_desk
from tests.subscriptions.factories import OrganisationFactory, PlanFactory, make_reader

pytestmark = pytest.mark.django_db


def plan_form(**more: Any) -> dict[str, Any]:
    form = {
        "name": "Mensuel",
        "currency": "XOF",
        "price_amount": "2 500 F CFA",
        "period_count": "1",
        "period_unit": "month",
        "gives_articles": "on",
        "trial_days": "0",
        "introductory_amount": "",
        "introductory_terms": "0",
        "is_active": "on",
        "order": "0",
    }
    return {**form, **more}


def test_a_price_is_typed_as_people_write_it() -> None:
    desk = at_the_desk()

    desk.post(f"{ROOT}formules/new/", plan_form())
    desk.post(f"{ROOT}formules/new/", plan_form(name="Carte", currency="EUR", price_amount="12,50"))

    assert dict(Plan.objects.values_list("name", "price_amount")) == {"Mensuel": 2500, "Carte": 1250}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"price_amount": "cher"}, "price_amount"),
        ({"price_amount": "-5"}, "price_amount"),
        ({"currency": "XYZ"}, "currency"),
        ({"introductory_amount": "3000", "introductory_terms": "2"}, "introductory_amount"),
        ({"introductory_amount": "1000"}, "introductory_terms"),
    ],
)
def test_a_plan_that_will_not_do_is_said_beside_its_field(typed: dict[str, str], field: str) -> None:
    answer = at_the_desk().post(f"{ROOT}formules/new/", plan_form(**typed))

    assert field in answer.context["form"].errors
    assert not Plan.objects.exists()


def test_a_plan_is_taken_off_the_list_and_not_deleted() -> None:
    plan, desk = PlanFactory.create(name="Mensuel"), at_the_desk()
    form = plan_form()
    del form["is_active"]

    assert "2500" in desk.get(f"{ROOT}formules/edit/{plan.pk}/").content.decode()
    desk.post(f"{ROOT}formules/edit/{plan.pk}/", form)
    desk.post(f"{ROOT}formules/delete/{plan.pk}/")

    assert not Plan.objects.get().is_active


def test_an_organisation_has_lines() -> None:
    awa = make_reader(email="awa@example.org")
    form = {
        "name": "Lycée",
        "agreed_seats": "3",
        "email_domains": "Lycee.example\n\nautre.example",
        "ip_ranges": "192.0.2.0/24",
        "administrator_addresses": "awa@example.org",
    }

    at_the_desk().post(f"{ROOT}organisations/new/", form)

    lycee = Organisation.objects.get()
    assert (lycee.email_domains, lycee.ip_ranges) == (["lycee.example", "autre.example"], ["192.0.2.0/24"])
    assert list(lycee.administrators.all()) == [awa]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email_domains": "pas un domaine"}, "email_domains"),
        ({"ip_ranges": "0.0.0.0/0"}, "ip_ranges"),
        ({"administrator_addresses": "personne@example.org"}, "administrator_addresses"),
        ({"agreed_seats": "0"}, "agreed_seats"),
    ],
)
def test_an_organisation_that_will_not_do(typed: dict[str, str], field: str) -> None:
    lycee = OrganisationFactory.create(agreed_seats=2)
    form = {"name": lycee.name, "agreed_seats": "2", **typed}

    answer = at_the_desk().post(f"{ROOT}organisations/edit/{lycee.pk}/", form)

    assert list(answer.context["form"].errors) == [field]


def test_the_rules_are_one_row() -> None:
    form = {
        "currency": "XOF",
        "remind_before": "7, 1",
        "grace": "5",
        "remind_in_grace": "2",
        "tax_rate": "1800",
    }
    desk = at_the_desk()

    for _time in range(2):
        desk.post(f"{ROOT}regles/", form)

    rules = Rules.objects.get()
    assert (rules.remind_before, rules.remind_in_grace, rules.grace) == ([7, 1], [2], 5)
    assert "7, 1" in desk.get(f"{ROOT}regles/").content.decode()


@pytest.mark.parametrize("days", ["sept", "0", "7 7", "1 2 3 4 5 6"])
def test_rules_that_will_not_do(days: str) -> None:
    form = {"currency": "XOF", "remind_before": days, "grace": "5", "remind_in_grace": "", "tax_rate": "0"}

    answer = at_the_desk().post(f"{ROOT}regles/", form)

    assert list(answer.context["form"].errors) == ["remind_before"]
    assert not Rules.objects.exists()
