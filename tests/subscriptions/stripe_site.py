"""A paper that takes cards, Stripe itself, and a reader whose subscription renews by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from rotative.subscriptions.models import Agreement, Order, Plan, Subscription
from rotative.subscriptions.tills import _made
from tests.providers.stripe_checkout import SECRET_KEY, StripeService
from tests.subscriptions.factories import PlanFactory, make_reader
from tests.subscriptions.pages import at, hidden, said, signed_in

WEBHOOK_SECRET = "whsec-canary-webhook"


@contextmanager
def with_stripe(settings: Any, local_stripe: str) -> Iterator[StripeService]:
    """The site of the tests, with Stripe's keys."""
    caches["counters"].clear()
    with StripeService(local_stripe, webhook_secret=WEBHOOK_SECRET) as service:
        settings.PAYMENTS = {
            "STRIPE_SECRET_KEY": SECRET_KEY,
            "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "STRIPE_API_BASE": service.address,
        }
        yield service
    _made.cache_clear()


class Renewer:
    """A reader who agrees, at Stripe, that her card is charged each term."""

    def __init__(self, stripe: StripeService, **plan: Any) -> None:
        self.stripe = stripe
        self.user = make_reader()
        self.client = signed_in(self.user)
        self.plan: Plan = PlanFactory.create(**{"renews_itself": True, **plan})
        self.checkout = at("subscription_checkout", plan_id=self.plan.pk)

    def opens(self, way: str = "stripe-renewing") -> Order:
        """Send the form of the order."""
        page = self.client.get(self.checkout)
        known = set(Order.objects.values_list("pk", flat=True))
        form = {"way": way, "token": hidden(page, "token"), "suite": ""}
        answer: Any = self.client.post(self.checkout, form)
        assert answer.status_code == 302, said(answer)
        return Order.objects.filter(buyer=self.user).exclude(pk__in=known).get()

    def agrees(self) -> Order:
        """Agree on Stripe's page and come back."""
        order = self.opens()
        self.stripe.pay(self.session_of(order))
        self.page_of(order)
        return Order.objects.get(pk=order.pk)

    def session_of(self, order: Order) -> str:
        return str(
            next(
                ref
                for ref, one in self.stripe.sessions.items()
                if one["client_reference_id"] == order.reference
            )
        )

    def page_of(self, order: Order) -> Any:
        return self.client.get(at("subscription_order", reference=order.reference))

    def presses(self, act: str) -> Any:
        """Press a button of “My subscription”."""
        address = at("account_subscription_change", subscription_id=self.subscription.pk)
        return self.client.post(address, {"act": act}, follow=True)

    @property
    def subscription(self) -> Subscription:
        return Subscription.objects.get(holder=self.user)

    @property
    def agreement(self) -> Agreement:
        return Agreement.objects.filter(order__buyer=self.user).latest("pk")

    @property
    def at_stripe(self) -> dict[str, Any]:
        """The agreement as Stripe has it."""
        return self.stripe.renewals.agreements[self.agreement.provider_ref]


def notify(stripe: StripeService, kind: str, subject: dict[str, Any], at: datetime | None = None) -> Any:
    """Post an event to the paper, signed as Stripe signs."""
    headers, body = stripe.signed_event(kind, subject, at or timezone.now())
    return Client().post("/paiements/stripe/", body, content_type="application/json", headers=headers)
