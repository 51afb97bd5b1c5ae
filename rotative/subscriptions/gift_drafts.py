"""Carries what the buyer of a gift has filled in to the next page, sealed: nothing is kept of whoever goes away."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core import signing

from rotative.subscriptions.checkout import GOOD_FOR
from rotative.subscriptions.models import Order, Plan
from rotative.subscriptions.models.order import new_reference
from rotative.subscriptions.paper_time import paper_zone
from rotative.subscriptions.pricing import price_for
from rotative.subscriptions.selling import GiftWish

_SALT = "rotative.gift-draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """A gift that is about to be ordered, under the reference of its order to come."""

    reference: str
    plan: Plan
    giver_name: str
    recipient_name: str
    recipient_email: str
    starts_on: date
    message: str

    @property
    def wish(self) -> GiftWish:
        """What the order takes; a gift begins with its day, by the paper's clock."""
        return GiftWish(
            giver_name=self.giver_name,
            recipient_name=self.recipient_name,
            recipient_email=self.recipient_email,
            message=self.message,
            starts_at=beginning_of(self.starts_on),
        )


def beginning_of(day: date) -> datetime:
    """Return the first moment of a day, by the paper's clock."""
    return datetime.combine(day, time(), tzinfo=paper_zone())


def new_draft(*, plan: Plan, starts_on: date, **filled_in: str) -> Draft:
    """Return a draft of what was filled in, with a reference that no order has."""
    return Draft(reference=new_reference(), plan=plan, starts_on=starts_on, **filled_in)


def seal(draft: Draft, buyer: Any) -> str:
    """Return a draft as a form carries it, bound to its buyer and to today's price."""
    price = price_for(draft.plan, buyer=buyer, purpose=Order.Purpose.GIFT)
    said = [
        draft.giver_name,
        draft.recipient_name,
        draft.recipient_email,
        draft.starts_on.isoformat(),
        draft.message,
    ]
    about = [buyer.pk, draft.plan.pk, price.amount, price.currency]
    return signing.dumps([draft.reference, about, said], salt=_SALT, compress=True)


def unseal(sealed: str, buyer: Any) -> Draft | None:
    """Return the draft in a form; None where it is too old, somebody else's, or no longer sold at that price."""
    try:
        reference, (buyer_id, plan_id, *price), said = signing.loads(sealed, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    plan = Plan.objects.for_readers().filter(pk=plan_id).first()
    if plan is None or buyer_id != buyer.pk:
        return None
    today = price_for(plan, buyer=buyer, purpose=Order.Purpose.GIFT)
    if price != [today.amount, today.currency]:
        return None
    giver, name, email, starts_on, message = said
    return Draft(reference, plan, giver, name, email, date.fromisoformat(starts_on), message)
