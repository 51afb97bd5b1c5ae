"""Several at the same moment, each with a connection of its own: money is counted once."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from rotative.subscriptions import gifts_of_articles
from rotative.subscriptions.gifts_of_articles import give_away
from rotative.subscriptions.models import (
    LedgerEntry,
    OddPayment,
    Receipt,
    ReceiptSeries,
    Subscription,
    Term,
    Voucher,
)
from rotative.subscriptions.printing import print_batch
from rotative.subscriptions.selling import Result, open_order, settle
from tests.factories import make_article, make_newspaper
from tests.subscriptions.factories import NOW, PlanFactory, buy, make_reader, paid

AtOnce = Callable[..., list[Any]]


def test_two_notifications_at_once_settle_an_order_once(at_once: AtOnce) -> None:
    plan, awa = PlanFactory.create(), make_reader()

    for _round in range(5):
        order = open_order(plan=plan, provider="wave", buyer=awa, now=NOW)
        word = paid(provider_ref=f"T-{order.reference}")
        settlements = at_once(*[partial(settle, order, word, now=NOW)] * 3)
        results = sorted(one.result for one in settlements)
        assert results == [Result.ALREADY, Result.ALREADY, Result.SETTLED]

    assert LedgerEntry.objects.count() == Term.objects.count() == Receipt.objects.count() == 5


def test_two_orders_at_once_of_one_reader_adjoin(at_once: AtOnce) -> None:
    plan, awa = PlanFactory.create(), make_reader()

    settlements = at_once(*[partial(buy, plan, awa)] * 4)

    assert [one.result for one in settlements] == [Result.SETTLED] * 4
    terms = list(Term.objects.order_by("from_at"))
    assert [term.from_at for term in terms[1:]] == [term.until_at for term in terms[:-1]]
    assert Subscription.objects.get().ends_at == NOW.replace(month=5, day=31)


def test_one_transaction_number_at_two_tills_is_booked_once(at_once: AtOnce) -> None:
    plan = PlanFactory.create()
    orders = [
        open_order(plan=plan, provider="mobile_money", buyer=make_reader(), now=NOW) for _time in range(2)
    ]

    settlements = at_once(*[partial(settle, order, paid(provider_ref="CI-1"), now=NOW) for order in orders])

    assert sorted(one.result for one in settlements) == [Result.ODD, Result.SETTLED]
    assert OddPayment.objects.get().kind == OddPayment.Kind.REFERENCE


def test_receipts_have_no_gap_however_many_pay_at_once_and_some_fail(at_once: AtOnce) -> None:
    plan = PlanFactory.create()
    readers = [make_reader() for _reader in range(4)]

    class Broken(Exception):
        pass

    def fail_after_the_number(reader: Any) -> None:
        from django.db import transaction

        with transaction.atomic():
            buy(plan, reader)
            raise Broken

    for _round in range(4):
        acts = [partial(buy, plan, readers[0]), partial(buy, plan, readers[1])]
        broken = [partial(fail_after_the_number, readers[2]), partial(fail_after_the_number, readers[3])]
        outcomes = at_once(*acts, *broken)
        assert [type(one).__name__ for one in outcomes] == ["Settlement", "Settlement", "Broken", "Broken"]

    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert ReceiptSeries.objects.get().last == 8


def test_two_clicks_at_once_print_one_batch_and_both_get_its_codes(at_once: AtOnce) -> None:
    wanted = {"name": "A", "plan": PlanFactory.create(), "size": 3, "staff": make_reader(), "now": NOW}
    print_it = partial(print_batch, **wanted, form_token=uuid4())

    first, second = at_once(print_it, print_it)

    assert first == second
    assert Voucher.objects.count() == 3


def test_two_links_at_once_are_not_one_too_many(at_once: AtOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gifts_of_articles, "A_MONTH", 1)
    section, giver = make_newspaper().politics, make_reader()
    articles = [make_article(section, f"Le bac {number}").pk for number in range(2)]

    outcomes = at_once(*(partial(give_away, article, giver=giver, now=NOW) for article in articles))

    assert sorted(type(one).__name__ for one in outcomes) == ["ValidationError", "str"]
