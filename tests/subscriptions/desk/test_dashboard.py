"""The dashboard says what the ledger says, in a number of queries that does not grow, and its tables go out whole."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.bookkeeping import daily_totals
from rotative.subscriptions.desk.figures import after, ending_soon, income, mondays, months, weeks
from rotative.subscriptions.desk.plots import HEIGHT, WIDTH, Series, draw
from rotative.subscriptions.models import LedgerEntry, Subscription
from rotative.subscriptions.refunding import refund
from tests.subscriptions.desk.people import ROOT, at_the_desk
from tests.subscriptions.factories import PlanFactory, buy, make_reader

NOW = datetime(2027, 5, 19, 10, 0, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2027, 5, 17, tzinfo=UTC)


@pytest.mark.django_db
def test_income_is_the_ledgers_by_month_and_provider() -> None:
    plan, euros = PlanFactory.create(), PlanFactory.create(price_amount=500, currency="EUR")
    last_year = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
    before = last_year - timedelta(seconds=1)
    for moment, provider in [
        (before, "wave"),
        (last_year, "wave"),
        (NOW, "cash"),
        (NOW, "wave"),
        (NOW, "wave"),
    ]:
        buy(plan, make_reader(), now=moment, provider=provider)
    charge = buy(euros, make_reader(), now=NOW, provider="stripe").entry
    assert charge is not None
    refund(charge, amount=charge.money, key="r", now=NOW)

    found = income(NOW)

    assert [(one.month.month, one.provider, str(one.balance), one.charges) for one in found] == [
        (6, "wave", "XOF 2500", 1),
        (5, "cash", "XOF 2500", 1),
        (5, "stripe", "EUR 0.00", 1),
        (5, "wave", "XOF 5000", 2),
    ]
    days = daily_totals(months(NOW)[0], after(months(NOW)[-1]) - timedelta(days=1))
    by_francs = sum(one.balance.amount for one in found if one.balance.currency == "XOF")
    assert by_francs == sum(day.balance.amount for day in days if day.charged.currency == "XOF")


@pytest.mark.django_db
def test_weeks_count_from_their_monday() -> None:
    plan = PlanFactory.create()

    def held(**columns: Any) -> None:
        Subscription.objects.create(
            holder=make_reader(), plan=plan, followed_to=NOW, created_at=NOW, **columns
        )

    held(state="active", started_at=MONDAY, ends_at=NOW + timedelta(days=1))
    held(state="active", started_at=MONDAY - timedelta(seconds=1), ends_at=NOW + timedelta(days=8))
    held(state="expired", started_at=NOW - timedelta(days=400), ends_at=MONDAY)
    held(state="refunded", started_at=NOW - timedelta(days=400), ends_at=NOW - timedelta(days=7))
    held(state="active", started_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=90))

    found = weeks(NOW)

    assert [week.monday for week in found] == mondays(NOW)
    assert [(week.new, week.lost) for week in found[-2:]] == [(1, 1), (1, 1)]
    assert sum(week.new + week.lost for week in found[:-2]) == 0
    assert [count for _monday, count in ending_soon(NOW)] == [1, 1, 0, 0, 0]


@pytest.mark.django_db
def test_the_page_costs_the_same_with_one_payment_and_with_many() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert desk.get(ROOT).status_code == 200
        return len(counted)

    buy(plan, make_reader(), now=timezone.now())
    queries()
    few = queries()
    for number in range(5):
        buy(plan, make_reader(), now=timezone.now(), provider=f"provider{number}")

    assert queries() == few


@pytest.mark.django_db
def test_each_plot_has_a_table_beside_it() -> None:
    buy(PlanFactory.create(), make_reader(), now=timezone.now())

    page = at_the_desk().get(ROOT).content.decode().partition("<main")[2].partition("</main")[0]

    assert page.count('role="img"') == 3
    assert page.count("<table") == 4
    assert "style=" not in page


@pytest.mark.django_db
def test_the_payments_of_a_month_go_out_whole() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()
    for moment in (NOW, NOW - timedelta(days=19), NOW + timedelta(days=14)):
        buy(plan, make_reader(), now=moment)

    answer = desk.get(f"{ROOT}paiements-2027-05.csv")
    rows = list(csv.DictReader(StringIO(answer.getvalue().decode())))

    assert answer.streaming
    assert [row["amount"] for row in rows] == ["2500"]
    assert LedgerEntry.objects.count() == 3
    assert desk.get(f"{ROOT}paiements-2027-13.csv").status_code == 404


@pytest.mark.django_db
def test_the_subscribers_go_out_as_they_were_narrowed_and_are_no_formulas() -> None:
    plan, desk = PlanFactory.create(), at_the_desk()
    buy(plan, make_reader(first_name="=HYPERLINK(1)", email="awa@example.org"), now=timezone.now())
    buy(PlanFactory.create(), make_reader(), now=timezone.now())

    answer = desk.get(f"{ROOT}abonnes.csv", {"plan": plan.pk})
    (row,) = csv.DictReader(StringIO(answer.getvalue().decode()))

    assert (row["email"], row["first_name"]) == ("awa@example.org", "'=HYPERLINK(1)")


@given(st.lists(st.lists(st.integers(-100, 10**13), min_size=3, max_size=3), max_size=5))
def test_bars_stay_in_their_plot(values: list[list[int]]) -> None:
    plot = draw("p", ["a", "b", "c"], [Series(f"s{number}", one) for number, one in enumerate(values)])

    assert len(plot.bars) == 3 * len(values)
    for bar in plot.bars:
        left, top, width, height = map(float, (bar.x, bar.y, bar.width, bar.height))
        assert min(left, top, width, height) >= 0
        assert left + width <= WIDTH + 0.2  # each number is rounded
        assert top + height <= HEIGHT
