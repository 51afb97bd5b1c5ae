"""What the desk decides is checked where it is typed, and again by the database; every fault has its sentence."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from rotative.subscriptions import money, vouchers
from rotative.subscriptions.counter import Method
from rotative.subscriptions.models import Plan, Rules
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.redeeming import SENTENCES, Why
from rotative.subscriptions.renewal import Policy
from rotative.subscriptions.wording import AMOUNT_FAULTS, CODE_FAULTS, COUNTER_METHODS, name_of_provider
from tests.subscriptions.factories import PlanFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"price_amount": -1}, "price_amount"),
        ({"currency": "ABC"}, "currency"),
        ({"period_count": 0}, "period_count"),
        ({"introductory_amount": 500}, "introductory_terms"),
        ({"introductory_terms": 2}, "introductory_terms"),
        ({"introductory_amount": 2500, "introductory_terms": 1}, "introductory_amount"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_its_field(fields: dict[str, Any], wrong: str) -> None:
    plan: Plan = PlanFactory.build(**fields)

    with pytest.raises(ValidationError) as refusal:
        plan.full_clean()

    assert wrong in refusal.value.message_dict


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [{"price_amount": -1}, {"period_count": 0}, {"introductory_amount": 500}, {"introductory_terms": 1}],
)
def test_the_database_refuses_it_too(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory.create(**fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("remind_before", [0]),
        ("remind_before", [7, 7]),
        ("remind_before", "7"),
        ("remind_in_grace", [1, 2, 3, 4, 5, 6]),
        ("grace", 91),
        ("tax_rate", 5001),
    ],
)
def test_rules_that_cannot_be_are_refused_by_their_field(field: str, value: Any) -> None:
    rules = Rules(**{field: value})

    with pytest.raises(ValidationError) as refusal:
        rules.full_clean(exclude=["id"])

    assert field in refusal.value.message_dict


@pytest.mark.django_db
def test_there_is_one_row_of_rules() -> None:
    assert Rules.current().grace == 7
    Rules.objects.create(pk=1, grace=3)

    assert Rules.current().grace == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Rules.objects.create(pk=2)


@pytest.mark.parametrize(
    ("period", "before", "grace"),
    [
        (Period(Unit.DAY), (), 0),
        (Period(Unit.WEEK), (1,), 1),
        (Period(Unit.MONTH), (7, 1), 7),
        (Period(Unit.YEAR), (7, 1), 7),
    ],
)
def test_grace_is_a_quarter_of_a_term_and_reminders_stay_out_of_its_first_half(
    period: Period, before: tuple[int, ...], grace: int
) -> None:
    assert Rules().policy_for(period) == Policy(before, grace, (1, 5))


def test_every_fault_has_a_sentence() -> None:
    with translation.override("en"):
        assert {fault for fault, sentence in AMOUNT_FAULTS.items() if str(sentence)} == set(money.Fault)
        assert {fault for fault, sentence in CODE_FAULTS.items() if str(sentence)} == set(vouchers.Fault)
        assert {why for why, sentence in SENTENCES.items() if str(sentence)} == set(Why) - {Why.SLIP}
        assert set(COUNTER_METHODS) == {str(method) for method in Method}
        assert name_of_provider("wave") == "Wave"
        assert name_of_provider("another") == "another"
