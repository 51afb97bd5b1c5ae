"""The list finds a subscriber by whatever number or name is known, and its pages cost the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rotative.subscriptions.models import Order, Subscription
from tests.subscriptions.desk.people import ROOT, at_the_desk
from tests.subscriptions.factories import OrganisationFactory, PlanFactory, buy, make_reader

pytestmark = pytest.mark.django_db
LIST = f"{ROOT}abonnes/"


def names(answer: Any) -> list[str]:
    table = answer.context["table"]
    return [str(row.holder or row.organisation) for row in table.data] if table else []


@pytest.fixture
def awas_payment() -> Any:
    awa = make_reader(email="awa@example.org", first_name="Awa", last_name="Diarra", phone="+22376123456")
    plan = PlanFactory.create()
    buy(plan, make_reader(email="issa@example.org", first_name="Issa", last_name="Konaté"))
    return buy(plan, awa)


@pytest.mark.parametrize(
    "typed", ["awa@example.org", "AWA@", "diarra", "Awa Diarra", "76 12 34 56", "+22376123456"]
)
def test_a_subscriber_is_found_by_name_address_and_telephone(typed: str, awas_payment: Any) -> None:
    assert names(at_the_desk().get(LIST, {"q": typed})) == ["Awa Diarra"]


def test_a_subscriber_is_found_by_each_number(awas_payment: Any) -> None:
    desk = at_the_desk()
    numbers = [
        str(awas_payment.receipt),
        f"{awas_payment.receipt.year}-{awas_payment.receipt.number}",
        awas_payment.order.reference,
        awas_payment.order.reference.lower(),
        awas_payment.entry.provider_ref,
    ]

    found = {number: names(desk.get(LIST, {"q": number})) for number in numbers}

    assert found == {number: ["Awa Diarra"] for number in numbers}


def test_a_reader_without_a_subscription_is_found_too() -> None:
    make_reader(email="fatou@example.org", first_name="Fatou")

    page = at_the_desk().get(LIST, {"q": "fatou"}).content.decode()

    assert "fatou@example.org" in page


def test_an_organisation_is_found_by_its_name() -> None:
    lycee = OrganisationFactory.create(name="Lycée du Fleuve")
    buy(PlanFactory.create(), None, organisation=lycee, quantity=2)

    assert names(at_the_desk().get(LIST, {"q": "lycée"})) == ["Lycée du Fleuve"]


def test_an_organisation_without_a_subscription_is_found_too() -> None:
    lycee = OrganisationFactory.create(name="Lycée du Fleuve")

    page = at_the_desk().get(LIST, {"q": "fleuve"}).content.decode()

    assert f"organisation/{lycee.pk}/compte/" in page


def test_what_nobody_is_called_finds_nobody(awas_payment: Any) -> None:
    desk = at_the_desk()

    assert [names(desk.get(LIST, {"q": typed})) for typed in ("Bintou", "2020-000001", "%", "''")] == [[]] * 4


def test_the_list_is_narrowed_by_state_kind_plan_and_end(awas_payment: Any) -> None:
    desk = at_the_desk()
    subscription = Subscription.objects.get(holder=awas_payment.order.buyer)
    soon = timezone.now() + timedelta(days=3)
    Subscription.objects.filter(pk=subscription.pk).update(state="cancelled", ends_at=soon)
    other = PlanFactory.create()

    assert names(desk.get(LIST, {"state": "cancelled"})) == ["Awa Diarra"]
    assert names(desk.get(LIST, {"soon": "7"})) == ["Awa Diarra"]
    assert len(names(desk.get(LIST, {"kind": "personal"}))) == 2
    assert names(desk.get(LIST, {"plan": other.pk})) == []


def test_a_later_page_costs_what_the_first_costs(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    plan, now, desk = PlanFactory.create(), timezone.now(), at_the_desk()
    Subscription.objects.bulk_create(
        Subscription(holder=make_reader(), plan=plan, followed_to=now, created_at=now)
        for _number in range(51)
    )
    first = desk.get(LIST)
    assert len(names(first)) == 50

    assert len(names(desk.get(LIST + first.context["next_page"]))) == 1
    table = desk.get(LIST).context["table"]
    with django_assert_num_queries(0):
        assert [row.holder.email for row in table.data]


def test_orders_without_a_buyer_lead_nowhere(awas_payment: Any) -> None:
    Order.objects.filter(pk=awas_payment.order.pk).update(buyer=None)

    assert names(at_the_desk().get(LIST, {"q": str(awas_payment.receipt)})) == []


@pytest.mark.parametrize("typed", ["sanogo", "T-4711"])
def test_a_search_among_the_orders_reads_no_more_of_them_than_fit(typed: str, awas_payment: Any) -> None:
    desk = at_the_desk()
    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST, {"q": typed})
    (asked,) = [one["sql"] for one in queries if 'FROM "subscriptions_order"' in one["sql"]]

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # which it rightly prefers for a handful of rows
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {asked}")
        plan = str(cursor.fetchall())

    assert "SCAN subscriptions_order" not in plan
    assert "Seq Scan" not in plan
    assert "subscriptions_order_ref" in plan
