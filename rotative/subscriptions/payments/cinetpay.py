"""CinetPay, one counter for the mobile money of West and Central Africa (Orange Money, Moov, MTN, Wave) and for cards.

Its API v2, as https://docs.cinetpay.com/api/1.0-en/checkout/ describes it on the pages initialisation, notification,
hmac and verification. It names no address for refunds.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from rotative.subscriptions.money import Money, exponent_of
from rotative.subscriptions.payments.amounts import read_amount
from rotative.subscriptions.payments.asking import ANSWERING, Answer, Line, address_for_the_reader
from rotative.subscriptions.payments.cinetpay_answers import method_of, moment_of, reason_for, state_of
from rotative.subscriptions.payments.credentials import Credentials
from rotative.subscriptions.payments.interface import (
    Checkout,
    Notice,
    NotificationForged,
    ProviderMisconfigured,
    ProviderRefused,
    Refund,
    Started,
    State,
    Verdict,
    header,
)
from rotative.subscriptions.payments.msgids import gettext_noop
from rotative.subscriptions.payments.reasons import Reason

API = "https://api-checkout.cinetpay.com"
CHANNELS = ("ALL", "MOBILE_MONEY", "CREDIT_CARD", "WALLET")  # page initialisation
MULTIPLE = 5  # whole units, page initialisation

# What the token is made of, in this order, page hmac. Nothing stands between the values, so letters could wander from
# one to the next: the site, which is known, and the date, whose form is fixed, hold order and amount in their places.
SIGNED = (
    "cpm_site_id",
    "cpm_trans_id",
    "cpm_trans_date",
    "cpm_amount",
    "cpm_currency",
    "signature",
    "payment_method",
    "cel_phone_num",
    "cpm_phone_prefixe",
    "cpm_language",
    "cpm_version",
    "cpm_payment_config",
    "cpm_page_action",
    "cpm_custom",
    "cpm_designation",
    "cpm_error_message",
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)
_UNWANTED = re.compile(r"[#/$_&]+")  # in a description, page initialisation

_CREATED = "201"
_KEYS_WRONG = {"609", "613"}


class CinetPay:
    """CinetPay's counter. ``channels`` is what it offers the reader: ALL, MOBILE_MONEY, CREDIT_CARD or WALLET."""

    name = "cinetpay"
    label = gettext_noop("Mobile money or card (CinetPay)")
    currencies = frozenset({"XOF", "XAF", "CDF", "GNF", "USD"})
    can_refund = False

    def __init__(
        self,
        *,
        api_key: str,
        site_id: str,
        secret_key: str,
        channels: str = "ALL",
        api_base: str = API,
        answering: float = ANSWERING,
    ) -> None:
        if channels not in CHANNELS:
            raise ProviderMisconfigured(self.name, f"the channels are one of {', '.join(CHANNELS)}")
        self._credentials = Credentials(api_key=api_key, secret_key=secret_key)
        self._site_id = site_id
        self._channels = channels
        self._base = api_base
        self._line = Line(self.name, api_base, answering=answering)

    def start(self, checkout: Checkout) -> Started:
        """Have a payment link made. Its amount is a whole number of units, a multiple of five."""
        answer = self._line.write(
            "POST",
            "/v2/payment",
            body={
                **self._who_asks(checkout.order_id),
                "amount": self._whole_units(checkout.amount),
                "currency": checkout.amount.currency,
                "description": _UNWANTED.sub(" ", checkout.description).strip() or checkout.order_id,
                "notify_url": checkout.notification_address,
                "return_url": checkout.return_address,
                "channels": self._channels,
                "lang": checkout.language,
                "metadata": checkout.order_id,
                **_customer(checkout),
            },
        )
        self._refuse_wrong_keys(answer)
        if _code(answer) != _CREATED:
            raise ProviderRefused(self.name, Reason.REQUEST_REFUSED, self._said(answer))
        data = _data(answer)
        address = address_for_the_reader(self.name, data.get("payment_url"), self._base)
        return Started(address, str(data.get("payment_token") or ""))

    def verify(self, order_id: str, provider_ref: str) -> Verdict:
        """Have a transaction checked, by the order's own number; the payment token is not needed for it."""
        answer = self._line.read("POST", "/v2/payment/check", body=self._who_asks(order_id))
        self._refuse_wrong_keys(answer)
        data = _data(answer)
        # A check repeats no transaction number, but what we sent as metadata.
        if data.get("metadata") not in (None, "", order_id):
            return Verdict(state=State.UNKNOWN, order_id=order_id, reason=Reason.ANOTHER_ORDER)
        state = state_of(_code(answer), data.get("status"))
        return Verdict(
            state=state,
            order_id=order_id,
            provider_ref=provider_ref,
            amount=read_amount(data.get("amount"), data.get("currency")),
            paid_at=moment_of(data.get("payment_date")) if state is State.PAID else None,
            method=method_of(data.get("payment_method")),
            reason=reason_for(state, _code(answer)),
        )

    def read_notification(
        self, headers: Mapping[str, str], raw_body: bytes, *, now: datetime
    ) -> Notice | None:
        """Check ``x-token``, HMAC-SHA256 over the values of the form. Only the order's number is taken from it."""
        form = self._form(raw_body)
        text = "".join(form.get(name, "") for name in SIGNED)
        expected = hmac.new(
            self._credentials["secret_key"].encode(), text.encode(), hashlib.sha256
        ).hexdigest()
        token = header(headers, "x-token").strip().lower()
        if not token.isascii() or not hmac.compare_digest(expected, token):
            raise NotificationForged(self.name, "the token is not CinetPay’s")
        if form.get("cpm_site_id") != self._site_id:
            raise NotificationForged(self.name, "it is about another site")
        if not _DATE.fullmatch(form.get("cpm_trans_date", "")):
            raise NotificationForged(self.name, "its date is not written as CinetPay writes dates")
        order_id = form.get("cpm_trans_id", "")
        return Notice(order_id, "") if order_id else None

    def refund(self, order_id: str, provider_ref: str, amount: Money, *, refund_id: str) -> Refund:
        """Refuse: CinetPay documents no way to pay back."""
        raise ProviderRefused(self.name, Reason.NO_REFUNDS)

    def _who_asks(self, order_id: str) -> dict[str, str]:
        return {
            "apikey": self._credentials["api_key"],
            "site_id": self._site_id,
            "transaction_id": order_id,
        }

    def _whole_units(self, amount: Money) -> int:
        if amount.currency not in self.currencies:
            raise ProviderRefused(self.name, Reason.CURRENCY_NOT_TAKEN, amount.currency)
        units, rest = divmod(amount.amount, 10 ** exponent_of(amount.currency))
        if rest or units % MULTIPLE:
            raise ProviderRefused(
                self.name, Reason.AMOUNT_NOT_TAKEN, f"{amount} is not a whole multiple of {MULTIPLE}"
            )
        return units

    def _form(self, raw_body: bytes) -> dict[str, str]:
        try:
            pairs = parse_qsl(raw_body.decode(), keep_blank_values=True, errors="strict", max_num_fields=100)
        except ValueError:
            pairs = []
        form = dict(pairs)
        if not pairs or len(form) < len(pairs):
            raise NotificationForged(self.name, "it is not a form that names each value once")
        return form

    def _refuse_wrong_keys(self, answer: Answer) -> None:
        if _code(answer) in _KEYS_WRONG or answer.status in (401, 403):
            raise ProviderRefused(self.name, Reason.KEYS_REFUSED, self._said(answer))

    def _said(self, answer: Answer) -> str:
        said = (answer.data.get(name) or "" for name in ("code", "message", "description"))
        return self._credentials.quote(" ".join(map(str, said)))


def _customer(checkout: Checkout) -> dict[str, str]:
    """Return what is known of the reader, to spare typing it again."""
    known = {
        "customer_name": checkout.name,
        "customer_email": checkout.email,
        "customer_phone_number": checkout.phone,
    }
    return {name: value for name, value in known.items() if value}


def _code(answer: Answer) -> str:
    return str(answer.data.get("code", "")).strip()


def _data(answer: Answer) -> Mapping[str, Any]:
    data = answer.data.get("data")
    return data if isinstance(data, dict) else {}
