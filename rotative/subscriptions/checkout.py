"""Takes a reader from a plan to a provider's counter: one form is one order, however often it is sent."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rotative.subscriptions.models import Agreement, Order, Plan
from rotative.subscriptions.models.order import new_reference
from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import Checkout, PaymentProblem, Provider, ProviderRefused
from rotative.subscriptions.renewing import may_renew, renewal_for
from rotative.subscriptions.selling import Facts, Outcome, open_order, settle
from rotative.subscriptions.typesetting import paper_name

logger = logging.getLogger(__name__)
_SALT = "rotative.checkout"
GOOD_FOR = 24 * 3600  # seconds that a page with the form may stand open


class NotOpened(Exception):
    """No counter was opened. ``sentence`` is for the reader."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Opened:
    """An order, and where it is paid; ``address`` is empty where it was opened before and is known elsewhere."""

    order: Order
    address: str = ""


def token_for(plan: Plan, buyer: Any, price: Money) -> str:
    """Return what a form carries: the reference of the order to come, bound to plan, buyer and price."""
    return signing.dumps([new_reference(), plan.pk, buyer.pk, price.amount, price.currency], salt=_SALT)


def reference_in(token: str, plan: Plan, buyer: Any, price: Money) -> str | None:
    """Return the reference in a form's token; None where it is too old, or for something else than this now."""
    try:
        reference, *about = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(reference) if about == [plan.pk, buyer.pk, price.amount, price.currency] else None


def open_checkout(
    plan: Plan,
    provider: Provider,
    *,
    buyer: Any,
    reference: str,
    language: str,
    return_address: str,
    cancel_address: str,
    now: datetime,
    renews: bool = False,
    **order_of: Any,
) -> Opened:
    """Open the order of a form, once, and the provider's checkout for it. Addresses are paths of this site.

    ``renews``: the reader agrees to each next term being collected. ``order_of``: what open_order takes besides, of a
    gift for instance. Raises ValidationError where the plan is not sold, NotOpened where the provider does not open, or
    nothing may be agreed on.
    """
    known = Order.objects.filter(reference=reference).first()
    if known is not None:
        return Opened(known)
    if renews and not may_renew(plan, buyer):
        raise NotOpened(_("You have a subscription that renews by itself: nothing more is to be agreed on."))
    try:
        with transaction.atomic():
            order = open_order(
                plan=plan,
                provider=provider.name,
                buyer=buyer,
                reference=reference,
                language=language,
                now=now,
                **order_of,
            )
            if renews:
                Agreement.objects.create(order=order, amount=plan.price.amount)
    except IntegrityError:  # the same form, at the same moment
        return Opened(Order.objects.get(reference=reference))
    wanted = Checkout(
        order_id=order.reference,
        amount=order.price,
        description=f"{paper_name()} – {plan.name}",
        language="en" if language.startswith("en") else "fr",
        return_address=f"{settings.SITE_URL}{return_address}",
        cancel_address=f"{settings.SITE_URL}{cancel_address}",
        notification_address=settings.SITE_URL
        + reverse("payment_notification", kwargs={"provider": provider.name}),
        email=buyer.email,
        name=buyer.get_full_name(),
        renewal=renewal_for(plan, buyer=buyer) if renews else None,
    )
    return _start(order, provider, wanted, now)


def _start(order: Order, provider: Provider, wanted: Checkout, now: datetime) -> Opened:
    try:
        started = provider.start(wanted)
    except ProviderRefused as refusal:
        logger.warning("subscriptions: order %s: %s", order.reference, refusal)
        settle(order, Facts(Outcome.FAILED), now=now)
        sentences = [_(refusal.reason.text), _(refusal.reason.way_out) if refusal.reason.way_out else ""]
        raise NotOpened(" ".join(filter(None, sentences))) from None
    except PaymentProblem as problem:
        # The checkout may be open all the same, so the order stays open and is asked about.
        logger.warning("subscriptions: order %s: %s", order.reference, problem)
        raise NotOpened(
            _("The payment service does not answer. Try again in a minute, or choose another way of paying.")
        ) from None
    order.provider_ref = started.provider_ref
    order.expires_at = started.expires_at or order.expires_at
    order.save(update_fields=["provider_ref", "expires_at"])
    Agreement.objects.filter(order=order).update(checkout_ref=started.provider_ref)
    return Opened(order, started.address)
