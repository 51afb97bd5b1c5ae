"""Each provider as the newspaper has it, with the service it talks to, and the same handles on all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.cinetpay import CinetPay
from rotative.subscriptions.payments.interface import Checkout, Provider, Started
from rotative.subscriptions.payments.stripe_cards import StripeCards
from rotative.subscriptions.payments.wave import Wave
from tests.providers.cinetpay import CinetPayService
from tests.providers.stripe_checkout import DECLINED, SECRET_KEY, StripeService
from tests.providers.wave import WaveService

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=UTC)
PRICE = Money(5000, "XOF")
WEBHOOK_SECRET = "whsec-canary-webhook"
_numbers = count(1)


def checkout(amount: Money = PRICE, **what: Any) -> Checkout:
    """A checkout with an order of its own."""
    wanted = {
        "order_id": f"ORDER-{next(_numbers)}",
        "description": "Abonnement d’un mois",
        "language": "fr",
        "return_address": "https://www.ladepeche.example/abonnement/retour/",
        "cancel_address": "https://www.ladepeche.example/abonnement/",
        "notification_address": "https://www.ladepeche.example/paiements/avis/",
        **what,
    }
    return Checkout(amount=amount, **wanted)


@dataclass
class Counter:
    """A provider and its service."""

    provider: Provider
    service: Any

    def _handle(self, wanted: Checkout, started: Started) -> str:
        return wanted.order_id if isinstance(self.service, CinetPayService) else started.provider_ref

    def pay(self, wanted: Checkout, started: Started) -> None:
        """The reader pays."""
        self.service.pay(self._handle(wanted, started))

    def attempt_in_vain(self, wanted: Checkout, started: Started) -> None:
        """The reader tries to pay and cannot, this time."""
        handle = self._handle(wanted, started)
        match self.service:
            case CinetPayService():
                self.service.refuse(handle, "602", "INSUFFICIENT_BALANCE")
            case WaveService():
                self.service.fail(handle)
            case StripeService():
                self.service.pay(handle, DECLINED)

    def change(self, wanted: Checkout, started: Started, what: str) -> None:
        """Something else than was agreed stands at the provider: another amount, another currency, another order."""
        handle = self._handle(wanted, started)
        if isinstance(self.service, CinetPayService):
            names = {"amount": "amount", "currency": "currency", "order": "metadata"}
            values = {"amount": "50", "currency": "XAF", "order": "ORDER-X"}
            setattr(self.service.transactions[handle], names[what], values[what])
            return
        session = self.service.sessions[handle]
        if isinstance(self.service, WaveService):
            session.update({"amount": {"amount": "50"}, "currency": {"currency": "XAF"}}.get(what, {}))
            if what == "order":
                session["client_reference"] = "ORDER-X"
        else:
            session.update({"amount": {"amount_total": 50}, "currency": {"currency": "eur"}}.get(what, {}))
            if what == "order":
                session["client_reference_id"] = "ORDER-X"

    def posted(self, wanted: Checkout, started: Started, at: datetime = NOW) -> tuple[dict[str, str], bytes]:
        """The headers and the body of a notification."""
        if isinstance(self.service, CinetPayService):
            return self.service.posted(wanted.order_id)
        headers, body = self.service.posted(started.provider_ref, at)
        return headers, body


NAMES = ("cinetpay", "wave", "stripe")


@contextmanager
def opened(
    name: str, local_stripe: str, *, wrong_key: str = "", answering: float = 20.0
) -> Iterator[Counter]:
    """Open a counter. ``wrong_key``: the newspaper has another API key than the service knows."""
    match name:
        case "cinetpay":
            key = "cinetpay-canary-key"
            with CinetPayService(api_key=key, site_id="445160", secret_key=WEBHOOK_SECRET) as cinetpay:
                yield Counter(
                    CinetPay(
                        api_key=wrong_key or key,
                        site_id="445160",
                        secret_key=WEBHOOK_SECRET,
                        api_base=cinetpay.address,
                        answering=answering,
                    ),
                    cinetpay,
                )
        case "wave":
            key = "wave_sn_prod_canary"
            with WaveService(api_key=key, webhook_secret=WEBHOOK_SECRET) as wave:
                yield Counter(
                    Wave(
                        api_key=wrong_key or key,
                        webhook_secret=WEBHOOK_SECRET,
                        api_base=wave.address,
                        answering=answering,
                    ),
                    wave,
                )
        case _:
            with StripeService(local_stripe, webhook_secret=WEBHOOK_SECRET) as stripe:
                yield Counter(
                    StripeCards(
                        secret_key=wrong_key or SECRET_KEY,
                        webhook_secret=WEBHOOK_SECRET,
                        api_base=stripe.address,
                        answering=answering,
                    ),
                    stripe,
                )
