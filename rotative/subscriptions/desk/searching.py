"""Finds subscribers by whatever somebody on the telephone knows: name, address, number of a receipt or a payment."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from rotative.accounts.models import User
from rotative.subscriptions.counter import transaction_number
from rotative.subscriptions.models import LedgerEntry, Order, Organisation, Receipt, Subscription

LISTED = 20  # of those without a subscription
ENOUGH = 200  # accounts that a search leads to; whoever has more types more
_RECEIPT = re.compile(r"(\d{4})[-\s/](\d{1,6})")


@dataclass(frozen=True, slots=True)
class Found:
    """Readers and organisations, by their ids."""

    users: list[int]
    organisations: list[int]

    def subscriptions(self, among: "QuerySet[Subscription]") -> "QuerySet[Subscription]":
        """Those that they hold."""
        return among.filter(Q(holder__in=self.users) | Q(organisation__in=self.organisations))

    def without_subscription(self) -> list[User | Organisation]:
        """The readers and organisations that hold none, to whom the desk may sell one."""
        readers = User.objects.filter(pk__in=self.users, subscriptions=None).order_by("email")
        groups = Organisation.objects.filter(pk__in=self.organisations, subscription=None)
        return [*readers[:LISTED], *groups[:LISTED]]


def find(typed: str) -> Found:
    """Return whom a search is about: by number first, and by name, address and telephone where no number fits."""
    words = typed.split()
    text = " ".join(words)
    orders = _orders(text)
    if orders:
        return Found(
            users=[order.buyer_id for order in orders if order.buyer_id],
            organisations=[order.organisation_id for order in orders if order.organisation_id],
        )
    people = User.objects.order_by("pk").values_list("pk", flat=True)
    groups = _organisations(text)
    return Found(list(people.filter(_is_called(words))[:ENOUGH]), groups)


def _orders(text: str) -> list[Order]:
    """The orders with this reference, receipt or provider’s number; each look-up walks an index."""
    receipt = _RECEIPT.fullmatch(text)
    if receipt:
        year, number = map(int, receipt.groups())
        entries = Receipt.objects.filter(year=year, number=number).values("entry__order")
        return list(Order.objects.filter(pk__in=entries))
    if " " in text and not re.search(r"\d", text):
        return []
    spellings = {
        text,
        text.upper(),
        text.lower(),
        transaction_number(text),
        f"C-{text.lower().removeprefix('c-')}",
    }
    booked = LedgerEntry.objects.filter(provider_ref__in=spellings).values_list("order", flat=True)[:ENOUGH]
    # Said again although no spelling is empty: without it SQLite leaves the partial index and reads all orders.
    by_provider = Q(provider_ref__in=spellings) & ~Q(provider_ref="")
    known = Q(reference__in=spellings) | by_provider | Q(pk__in=list(booked))
    return list(Order.objects.filter(known)[:ENOUGH]) if text else []


def _is_called(words: list[str]) -> Q:
    digits = re.sub(r"\D", "", "".join(words)).lstrip("0")
    condition = Q()
    for word in words:
        condition &= Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
    if len(digits) >= 4 and not re.search(r"[^\d\s+().-]", "".join(words)):
        condition |= Q(phone__contains=digits)
    return condition


def _organisations(text: str) -> list[int]:
    return list(Organisation.objects.filter(name__icontains=text).values_list("pk", flat=True)[:ENOUGH])
