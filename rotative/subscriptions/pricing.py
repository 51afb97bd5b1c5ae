"""What somebody pays for a plan: its price, or the introductory price of the first terms."""

from typing import Any

from rotative.subscriptions.models import Order, Plan, Term
from rotative.subscriptions.money import Money


def price_for(
    plan: Plan, *, buyer: Any = None, purpose: str = Order.Purpose.SUBSCRIPTION, quantity: int = 1
) -> Money:
    """Return what ``quantity`` terms of a plan cost this person now.

    The introductory price is for one's own first terms of the plan, one at a time; gifts and vouchers cost the price.
    """
    introductory = plan.introductory_price
    is_for_oneself = purpose == Order.Purpose.SUBSCRIPTION and quantity == 1
    if introductory is None or not is_for_oneself:
        return plan.price * quantity
    return introductory if introductory_terms_left(plan, buyer=buyer) else plan.price


def introductory_terms_left(plan: Plan, *, buyer: Any = None) -> int:
    """Return how many terms of a plan cost this person the introductory price yet."""
    if not plan.introductory_terms or buyer is None:
        return plan.introductory_terms
    paid = Term.objects.standing().filter(subscription__holder=buyer, plan=plan, source=Term.Source.PAYMENT)
    return max(plan.introductory_terms - paid.count(), 0)
