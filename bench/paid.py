"""Writes what bench/subscribers.py’s subscribers paid: orders, ledger, receipts, terms, agreements to renew."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.subscribers import MONTH, MONTHS, Subscriber, insert


def reference(month: int, person: Subscriber) -> str:
    """Return the order's; the provider's own number is the same."""
    return f"BANC-{month:02d}-{person.number:06d}"


def write_month(plan: Any, people: list[Subscriber], subscriptions: list[int], month: int) -> None:
    """Write one payment of everybody: its order, its entry and the term that came of it."""
    from rotative.subscriptions.models import LedgerEntry, Order, Term

    insert(Order, (_order(plan, person, month) for person in people))
    orders = Order.objects.filter(reference__startswith=f"BANC-{month:02d}-").order_by("reference")
    insert(LedgerEntry, _entries(plan, people, list(orders.values_list("pk", flat=True)), month))
    booked = LedgerEntry.objects.filter(provider_ref__startswith=f"BANC-{month:02d}-").order_by(
        "provider_ref"
    )
    entries = list(booked.values_list("pk", flat=True))
    insert(Term, _terms(plan, people, subscriptions, entries, month))


def _order(plan: Any, person: Subscriber, month: int) -> Any:
    from rotative.subscriptions.models import Order

    moment = person.paid_at(month)
    return Order(
        reference=reference(month, person),
        plan=plan,
        amount=plan.price_amount,
        currency=plan.currency,
        provider=person.provider,
        provider_ref=reference(month, person),
        state=Order.State.PAID,
        buyer_id=person.user,
        created_at=moment,
        settled_at=moment,
        expires_at=moment + timedelta(days=1),
    )


def _entries(plan: Any, people: list[Subscriber], orders: list[int], month: int) -> Iterator[Any]:
    from rotative.subscriptions.models import LedgerEntry

    for person, order in sorted(zip(people, orders, strict=True), key=lambda pair: pair[0].ends_at):
        yield LedgerEntry(
            kind=LedgerEntry.Kind.CHARGE,
            amount=plan.price_amount,
            currency=plan.currency,
            provider=person.provider,
            provider_ref=reference(month, person),
            idempotency_key=f"charge:{reference(month, person)}",
            order_id=order,
            paid_at=person.paid_at(month),
            booked_at=person.paid_at(month),
        )


def _terms(
    plan: Any, people: list[Subscriber], subscriptions: list[int], entries: list[int], month: int
) -> Iterator[Any]:
    from rotative.subscriptions.models import Term

    for person, subscription, entry in zip(people, subscriptions, entries, strict=True):
        yield Term(
            subscription_id=subscription,
            plan=plan,
            source=Term.Source.PAYMENT,
            unit="month",
            count=1,
            from_at=person.paid_at(month),
            until_at=person.paid_at(month) + MONTH,
            anchor_at=person.paid_at(month) + MONTH,
            entry_id=entry,
            created_at=person.paid_at(month),
        )


def number_receipts() -> None:
    """Give each entry that has none its receipt, in the order of booking, without gaps in a year; mailed long ago."""
    from rotative.subscriptions.models import LedgerEntry, Receipt, ReceiptSeries

    last = Counter(dict(ReceiptSeries.objects.values_list("year", "last")))

    def rows() -> Iterator[Any]:
        waiting = LedgerEntry.objects.filter(receipt=None).order_by("booked_at", "pk")
        for pk, moment in list(waiting.values_list("pk", "booked_at")):
            last[moment.year] += 1
            yield Receipt(
                year=moment.year,
                number=last[moment.year],
                entry_id=pk,
                issued_at=moment,
                mailed_at=moment,
            )

    insert(Receipt, rows())
    for year, number in last.items():
        ReceiptSeries.objects.update_or_create(year=year, defaults={"last": number})


def write_agreements(plan: Any, people: list[Subscriber], subscriptions: list[int]) -> None:
    """Write by which agreement each who renews does so, and all that was collected by it."""
    from rotative.subscriptions.models import Agreement, Collection, Order
    from rotative.subscriptions.renewing import ASK_AFTER

    orders = dict(Order.objects.filter(reference__startswith="BANC-").values_list("reference", "pk"))
    renewing = [pair for pair in zip(people, subscriptions, strict=True) if pair[0].renews_itself]
    insert(
        Agreement,
        (
            Agreement(
                order_id=orders[reference(MONTHS, person)],
                subscription_id=subscription,
                amount=plan.price_amount,
                checkout_ref=reference(MONTHS, person),
                provider_ref=f"A-{person.number:06d}",
                ask_at=person.ends_at + ASK_AFTER,
            )
            for person, subscription in renewing
        ),
    )
    agreements = dict(Agreement.objects.values_list("provider_ref", "pk"))
    insert(
        Collection,
        (
            Collection(
                agreement_id=agreements[f"A-{person.number:06d}"],
                ref=reference(month, person),
                order_id=orders[reference(month, person)],
            )
            for person, _subscription in renewing
            for month in range(MONTHS, 0, -1)
        ),
    )
