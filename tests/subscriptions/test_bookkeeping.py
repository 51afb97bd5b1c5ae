"""The totals of the days are the ledger, to the last franc."""

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rotative.subscriptions.bookkeeping import COLUMNS, daily_totals, ledger_csv
from rotative.subscriptions.models import LedgerEntry
from rotative.subscriptions.money import Money, parse
from rotative.subscriptions.refunding import refund
from tests.subscriptions.factories import NOW, PRICE, PlanFactory, buy, make_reader

TODAY = NOW.date()
ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))

movements = st.lists(
    st.tuples(
        st.sampled_from(["wave", "cash", "stripe"]),
        st.sampled_from([("XOF", 2500), ("EUR", 499), ("TND", 12_345)]),
        st.integers(0, 72),
        st.integers(0, 2),
    ),
    max_size=8,
)


class TestTotals(TestCase):
    @settings(max_examples=40)
    @given(movements, st.sampled_from(["Africa/Bamako", "Pacific/Auckland", "America/New_York"]))
    def test_the_totals_of_the_days_are_the_ledger(self, moved: list[Any], zone: str) -> None:
        plans = {
            money: PlanFactory.create(currency=money[0], price_amount=money[1])
            for money in {money for _provider, money, _hours, _parts in moved}
        }
        with self.settings(TIME_ZONE=zone):
            for provider, money, hours, parts in moved:
                now = NOW + timedelta(hours=hours)
                entry = buy(plans[money], make_reader(), now=now, provider=provider).entry
                assert entry is not None
                for part in range(parts):
                    back = Money(money[1] // 3, money[0])
                    refund(entry, amount=back, key=str(part), now=now + timedelta(days=part))

            totals = daily_totals(*ALWAYS)
            rows = list(csv.DictReader(StringIO("".join(ledger_csv(*ALWAYS)))))

        ledger: dict[tuple[date, str, str], list[int]] = {}
        for entry in LedgerEntry.objects.all():
            day = entry.booked_at.astimezone(ZoneInfo(zone)).date()
            sums = ledger.setdefault((day, entry.provider, entry.currency), [0, 0, 0, 0])
            is_refund = entry.kind == LedgerEntry.Kind.REFUND
            sums[is_refund] += entry.amount
            sums[2 + is_refund] += 1
        assert {
            (one.day, one.provider, one.charged.currency): [
                one.charged.amount,
                one.refunded.amount,
                one.charges,
                one.refunds,
            ]
            for one in totals
        } == ledger
        for currency in {one.balance.currency for one in totals}:
            exported = [row for row in rows if row["currency"] == currency]
            signed = [
                parse(row["amount"].removeprefix("-"), currency) * (-1 if row["amount"][0] == "-" else 1)
                for row in exported
            ]
            balances = [one.balance for one in totals if one.balance.currency == currency]
            assert sum(signed, Money(0, currency)) == sum(balances, Money(0, currency))


@pytest.mark.django_db
def test_a_day_is_the_papers_day() -> None:
    entry = buy(
        PlanFactory.create(), make_reader(), now=datetime(2027, 1, 31, 23, 59, tzinfo=ZoneInfo("UTC"))
    )

    assert entry.entry is not None
    assert [one.day for one in daily_totals(TODAY, TODAY)] == [TODAY]
    assert daily_totals(TODAY + timedelta(days=1), TODAY + timedelta(days=1)) == []


@pytest.mark.django_db
def test_the_bookkeepers_own_time_zone_moves_no_money_to_another_day() -> None:
    new_year = datetime(2027, 12, 31, 23, 30, tzinfo=ZoneInfo("Africa/Bamako"))

    with timezone.override("Pacific/Auckland"):
        receipt = buy(PlanFactory.create(), make_reader(), now=new_year).receipt
        (total,) = daily_totals(*ALWAYS)
        (row,) = csv.DictReader(StringIO("".join(ledger_csv(*ALWAYS))))

    assert str(receipt) == "2027-000001"
    assert total.day == new_year.date()
    assert row["booked"] == "2027-12-31T23:30:00+00:00"


@pytest.mark.django_db
def test_the_table_has_a_line_an_entry_and_names_no_reader() -> None:
    awa = make_reader(first_name="Awa", last_name="Diarra")
    settlement = buy(PlanFactory.create(name="Mensuel"), awa)

    (row,) = csv.DictReader(StringIO("".join(ledger_csv(TODAY, TODAY))))

    assert list(row) == COLUMNS
    assert row["amount"] == PRICE.plain()
    assert row["receipt"] == "2027-000001"
    assert row["order"] == settlement.order.reference
    assert row["booked"] == "2027-01-31T14:30:00+00:00"
    assert "Diarra" not in str(row)
    assert awa.email not in str(row)


@pytest.mark.django_db
def test_what_people_typed_is_no_formula_in_a_spreadsheet() -> None:
    settlement = buy(PlanFactory.create(name="=1+1"), make_reader())
    assert settlement.entry is not None
    refund(settlement.entry, amount=PRICE, key="x", now=NOW, reason='=HYPERLINK("https://example.org")')

    charge, back = csv.DictReader(StringIO("".join(ledger_csv(TODAY, TODAY))))

    assert charge["plan"] == "'=1+1"
    assert back["note"].startswith("'=")
    assert back["amount"] == "-2500"
