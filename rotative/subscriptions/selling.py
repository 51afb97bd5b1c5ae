"""Sells plans: opens an order, and settles it when the money is there. Everything else that sells goes through here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions import codes
from rotative.subscriptions.booking import NotBooked, book_charge
from rotative.subscriptions.gifts import mail_day
from rotative.subscriptions.models import (
    Gift,
    LedgerEntry,
    OddPayment,
    Order,
    Plan,
    Receipt,
    Subscription,
    Term,
)
from rotative.subscriptions.models.order import new_reference
from rotative.subscriptions.money import Money
from rotative.subscriptions.pricing import price_for
from rotative.subscriptions.receipts import issue
from rotative.subscriptions.terms import add_term, end_of_others, subscription_for

LIFETIME = timedelta(
    hours=24
)  # mobile money is often confirmed hours later; a payment after that is taken all the same


@dataclass(frozen=True, slots=True)
class GiftWish:
    """What the buyer of a gift says: for whom, signed by whom, with which words, from when."""

    recipient_email: str = ""
    message: str = ""
    starts_at: datetime | None = None
    recipient_name: str = ""
    giver_name: str = ""


class Outcome(StrEnum):
    """What a provider says became of a payment."""

    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a payment from its provider, or from the staff who took it: never from the reader's browser.

    ``amount`` and ``provider_ref`` are needed when it is paid. ``taken_by``, ``note``: of payments at the counter.
    """

    outcome: Outcome
    amount: Money | None = None
    provider_ref: str = ""
    paid_at: datetime | None = None
    taken_by: Any = None
    note: str = ""


class Result(StrEnum):
    """What settling an order has done."""

    SETTLED = "settled"
    ALREADY = "already"  # it was settled before; nothing has changed
    ODD = "odd"  # the money does not fit; a person has to look at it
    NOT_PAID = "not paid"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settling an order has done, and the rows that came of it or were there."""

    result: Result
    order: Order
    entry: LedgerEntry | None = None
    term: Term | None = None
    receipt: Receipt | None = None
    odd: OddPayment | None = None


@transaction.atomic
def open_order(
    *,
    plan: Plan,
    provider: str,
    now: datetime,
    buyer: Any = None,
    purpose: Order.Purpose = Order.Purpose.SUBSCRIPTION,
    organisation: Any = None,
    batch: Any = None,
    quantity: int = 1,
    gift: GiftWish | None = None,
    language: str = "fr",
    billed_to: str = "",
    lifetime: timedelta = LIFETIME,
    reference: str = "",
    price: Money | None = None,
) -> Order:
    """Return a new order at today's price, or at a ``price`` agreed on before, with a reference nobody has seen.

    ``purpose`` GIFT takes a ``gift``; VOUCHERS a ``batch``. ``quantity``: of vouchers, or of an organisation's seats.
    ``reference``: only where it is known beforehand. Raises ValidationError, by field, for what cannot be sold.
    """
    is_agreed = price is not None
    price = price or price_for(plan, buyer=buyer, purpose=purpose, quantity=quantity)
    if not (plan.is_active or is_agreed) or not price:
        raise ValidationError({"plan": _("This plan is not for sale; choose another.")})
    if plan.is_for_organisations and organisation is None and not is_agreed:
        raise ValidationError({"plan": _("This plan is for organisations; choose another.")})
    if purpose == Order.Purpose.SUBSCRIPTION and buyer is None and organisation is None and not is_agreed:
        raise ValidationError({"buyer": _("Say who the subscription is for.")})
    if purpose == Order.Purpose.VOUCHERS and (batch is None or batch.plan != plan):
        raise ValidationError({"batch": _("Choose a batch of vouchers of this plan.")})
    if quantity != 1 and purpose != Order.Purpose.VOUCHERS and organisation is None:
        raise ValidationError({"quantity": _("Only vouchers and seats are sold by number.")})
    order = Order.objects.create(
        reference=reference or new_reference(),
        plan=plan,
        purpose=purpose,
        quantity=quantity,
        amount=price.amount,
        currency=price.currency,
        provider=provider,
        buyer=buyer,
        organisation=organisation,
        batch=batch,
        billed_to=billed_to or (str(organisation or buyer or "")),
        language=language,
        created_at=now,
        expires_at=now + lifetime,
    )
    if purpose == Order.Purpose.GIFT:
        wish = gift or GiftWish()
        Gift.objects.create(
            order=order,
            plan=plan,
            code_digest=codes.digest_of(codes.new_gift_code(order)),
            giver_name=wish.giver_name,
            recipient_name=wish.recipient_name,
            recipient_email=wish.recipient_email,
            message=wish.message,
            starts_at=wish.starts_at,
        )
    return order


@transaction.atomic
def settle(order: Order, facts: Facts, *, now: datetime) -> Settlement:
    """Do what the facts about a payment mean: book it, add the term, number the receipt; all of it or nothing.

    Called twice, late, or with old news it changes nothing more. Money in another amount or currency than ordered is
    not taken for the order's: it becomes an OddPayment. Money for an order that has expired or failed is taken.
    """
    locked = Order.objects.select_for_update(no_key=True).prefetch_related("plan", "buyer").get(pk=order.pk)
    if facts.outcome is not Outcome.PAID:
        return _not_paid(locked, facts, now)
    if facts.amount is None:
        raise ValueError("What was paid is told with its amount")
    booked = locked.entries.filter(kind=LedgerEntry.Kind.CHARGE).first()
    if booked is not None:
        return _again(locked, booked, facts, now)
    if facts.amount.currency != locked.currency:
        return note_odd(locked, OddPayment.Kind.CURRENCY, facts, now)
    if facts.amount != locked.price:
        return note_odd(locked, OddPayment.Kind.AMOUNT, facts, now)
    try:
        entry = book_charge(
            locked,
            provider_ref=facts.provider_ref,
            paid_at=facts.paid_at or now,
            taken_by=facts.taken_by,
            note=facts.note,
            now=now,
        )
    except NotBooked:
        return note_odd(locked, OddPayment.Kind.REFERENCE, facts, now)
    locked.state, locked.settled_at = Order.State.PAID, now
    locked.provider_ref = facts.provider_ref or locked.provider_ref
    locked.save(update_fields=["state", "settled_at", "provider_ref"])
    term = _deliver(locked, entry, facts, now)
    return Settlement(Result.SETTLED, locked, entry, term, issue(entry, now=now))


def _not_paid(order: Order, facts: Facts, now: datetime) -> Settlement:
    closed = {Outcome.FAILED: Order.State.FAILED, Outcome.EXPIRED: Order.State.EXPIRED}.get(facts.outcome)
    if closed and order.state == Order.State.OPEN:
        order.state = closed
        order.save(update_fields=["state"])
    return Settlement(Result.NOT_PAID, order)


def _again(order: Order, booked: LedgerEntry, facts: Facts, now: datetime) -> Settlement:
    """The order is paid; a payment under another reference is a second one, and somebody is owed it."""
    if facts.provider_ref and booked.provider_ref and facts.provider_ref != booked.provider_ref:
        return note_odd(order, OddPayment.Kind.TWICE, facts, now)
    term, receipt = Term.objects.filter(entry=booked).first(), Receipt.objects.filter(entry=booked).first()
    return Settlement(Result.ALREADY, order, booked, term, receipt)


def note_odd(order: Order, kind: OddPayment.Kind, facts: Facts, now: datetime) -> Settlement:
    """Write down that money does not fit an order, once; a person has to look at it."""
    amount = facts.amount
    odd, _is_new = OddPayment.objects.get_or_create(
        order=order,
        kind=kind,
        provider_ref=facts.provider_ref,
        amount=amount.amount if amount else 0,
        currency=amount.currency if amount else "",
        defaults={"seen_at": now},
    )
    return Settlement(Result.ODD, order, odd=odd)


def _deliver(order: Order, entry: LedgerEntry, facts: Facts, now: datetime) -> Term | None:
    """Give what was bought; None where it is not a term of the buyer's own."""
    if order.purpose == Order.Purpose.GIFT:
        gift = Gift.objects.get(order=order)
        gift.paid_at, gift.mail_at = now, mail_day(gift, now)
        gift.save(update_fields=["paid_at", "mail_at"])
        return None
    if order.purpose == Order.Purpose.VOUCHERS:
        return None
    if order.buyer is None and order.organisation is None:
        note_odd(order, OddPayment.Kind.NOBODY, facts, now)
        return None
    kind = Subscription.Kind.GROUP if order.organisation else Subscription.Kind.PERSONAL
    subscription = subscription_for(
        plan=order.plan,
        kind=kind,
        holder=None if order.organisation else order.buyer,
        organisation=order.organisation,
        language=order.language,
        now=now,
    )
    free = None if order.organisation else end_of_others(order.buyer, besides=subscription)
    return add_term(
        subscription,
        plan=order.plan,
        source=Term.Source.PAYMENT,
        entry=entry,
        not_before=free,
        seats=order.seats if order.organisation else None,
        now=now,
    )


def expire_orders(*, now: datetime, besides: Iterable[str] = ()) -> int:
    """Close the orders whose time has run out, and return how many; a payment that comes later is still taken.

    ``besides``: providers that are asked before an order of theirs is given up; see reconciliation.py.
    """
    over = Order.objects.filter(state=Order.State.OPEN, expires_at__lte=now)
    return over.exclude(provider__in=list(besides)).update(state=Order.State.EXPIRED)
