"""What a payment provider is to the newspaper: it opens a checkout, and it is asked what became of it.

A provider's own answer is the only truth. The reader's return to our page proves nothing, and a notification only says
which payment to ask about: it may come twice, late, never, in the wrong order, or from somebody else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.reasons import Method, Reason
from rotative.subscriptions.periods import Period

_ORDER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


class State(StrEnum):
    """How a payment stands."""

    UNKNOWN = "unknown"  # the provider's answer settles nothing; the reason says why
    PENDING = "pending"
    EXPIRED = "expired"
    FAILED = "failed"
    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """How a checkout is to renew by itself: each ``period`` costs ``price``, after ``trial_days`` that cost nothing.

    The first ``first_terms`` cost the checkout's own amount, where that is less.
    """

    period: Period
    price: Money
    first_terms: int = 0
    trial_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A checkout that the newspaper wants opened.

    ``order_id`` is ours, 1 to 64 letters, digits and hyphens, and never used for a second checkout. ``language`` is
    "fr" or "en". The addresses are absolute. Raises ValueError, naming the field, where one cannot be right.
    """

    order_id: str
    amount: Money
    description: str
    language: str
    return_address: str
    cancel_address: str
    notification_address: str
    email: str = ""
    phone: str = ""
    name: str = ""
    renewal: Renewal | None = None

    def __post_init__(self) -> None:
        if not _ORDER_ID.fullmatch(self.order_id):
            raise ValueError(f"order_id: {self.order_id!r} is not 1 to 64 letters, digits and hyphens")
        if self.amount.amount <= 0:
            raise ValueError("amount: nothing is to be paid, so no provider is needed")
        if not self.description.strip():
            raise ValueError("description: providers show it to the reader, it cannot be empty")
        for field in ("return_address", "cancel_address", "notification_address"):
            if not getattr(self, field).startswith(("https://", "http://")):
                raise ValueError(f"{field}: {getattr(self, field)!r} is not an absolute address")


@dataclass(frozen=True, slots=True)
class Started:
    """An open checkout: where to send the reader, the provider's name for it, and when it ends if the provider says."""

    address: str
    provider_ref: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the provider says of a payment. ``amount`` is what was paid, or is to be paid while it is pending."""

    state: State
    order_id: str
    provider_ref: str = ""
    amount: Money | None = None
    paid_at: datetime | None = None
    method: Method | None = None
    reason: Reason | None = None

    @property
    def needs_a_person(self) -> bool:
        """Whether money may have moved in a way that no rule settles: somebody has to look at it."""
        return self.state is State.UNKNOWN and self.reason in _FOR_A_PERSON


_FOR_A_PERSON = {Reason.AMOUNT_DIFFERS, Reason.CURRENCY_DIFFERS}


@dataclass(frozen=True, slots=True)
class Notice:
    """Which order a notification is about; ``provider_ref`` is empty where it does not say it as ``Started`` did."""

    order_id: str
    provider_ref: str


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back: REFUNDED where the provider says it is done, PENDING where it is not yet."""

    state: State
    refund_ref: str
    amount: Money


class Agreement(StrEnum):
    """How an agreement to renew stands at its provider."""

    TRIAL = "trial"
    ACTIVE = "active"
    PAST_DUE = "past due"  # a charge has failed, the provider tries again
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Collected:
    """A term that the provider has collected: ``ref`` is its name for it, and never another's."""

    ref: str
    amount: Money
    paid_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the provider says of an agreement to renew. ``opening`` is how its checkout stands: PAID once agreed, also
    where nothing is charged yet; only then the rest means anything. ``collected``: all of it, the oldest first.
    """

    opening: Verdict
    ref: str = ""
    state: Agreement = Agreement.OVER
    ends_with_term: bool = False
    trial_ends_at: datetime | None = None
    collected: tuple[Collected, ...] = ()


class PaymentProblem(Exception):
    """Something went wrong at a provider. The message is for operators; it holds no key."""

    def __init__(self, provider: str, message: str) -> None:
        self.provider = provider
        super().__init__(f"{provider}: {message}")


class ProviderRefused(PaymentProblem):
    """The provider, or a rule of it, says no: asking again changes nothing. ``reason`` says why, and the way out."""

    def __init__(self, provider: str, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        sentences = [reason.text, reason.way_out, f"({detail})" if detail else ""]
        super().__init__(provider, " ".join(filter(None, sentences)))


class ProviderAway(PaymentProblem):
    """The provider did not answer, or not in its own words: ask again later. Nothing is known of the payment."""


class NotificationForged(PaymentProblem):
    """The notification does not come from the provider. It is answered with 400 and forgotten."""


class ProviderMisconfigured(PaymentProblem):
    """A key is missing, or a value cannot be right; the message names it."""


class Provider(Protocol):
    """A payment provider. Every method may raise ProviderAway and ProviderRefused."""

    name: str  # as it stands in orders and in the addresses of notifications
    label: str  # as a reader reads it, a msgid
    currencies: frozenset[str]
    can_refund: bool

    def start(self, checkout: Checkout) -> Started:
        """Open a checkout. After ProviderAway it may be open or not: ``verify`` without a reference finds out."""
        ...

    def verify(self, order_id: str, provider_ref: str) -> Verdict:
        """Ask the provider how a payment stands. ``provider_ref`` is empty where the start was never answered.

        It does not know what the order costs: ``judging.ask`` compares, and is what others call.
        """
        ...

    def read_notification(
        self, headers: Mapping[str, str], raw_body: bytes, *, now: datetime
    ) -> Notice | None:
        """Tell which payment a notification is about; None where it is genuine and about none of ours.

        Raises NotificationForged where the signature is not the provider's, or is too old at ``now``.
        """
        ...

    def refund(self, order_id: str, provider_ref: str, amount: Money, *, refund_id: str) -> Refund:
        """Pay back. ``refund_id`` is ours: the same one asked again pays back once, and says how the refund stands."""
        ...


@runtime_checkable
class Renewing(Provider, Protocol):
    """A provider that collects each term by itself. Every method may raise ProviderAway and ProviderRefused."""

    def agreement(self, order_id: str, checkout_ref: str) -> Agreed:
        """Ask what became of a checkout with a ``renewal``, and how its agreement stands."""
        ...

    def go_on(self, ref: str) -> None:
        """Have an agreement renew again that was to end."""
        ...

    def end(self, ref: str, *, at_once: bool) -> None:
        """Have an agreement end with the term that is paid, or now; what is over already stays so."""
        ...


def header(headers: Mapping[str, str], name: str) -> str:
    """Return a header whatever its case, empty where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name.lower()), "")
