"""Why a payment is as it is, and by what means it was made, in codes and in English sentences.

The sentences are msgids: whoever shows them translates them, so this room needs no Django.
"""

from enum import StrEnum

from rotative.subscriptions.payments.msgids import gettext_noop


class Method(StrEnum):
    """What the reader paid with."""

    CARD = "card"
    MOOV_MONEY = "moov-money"
    MTN_MOMO = "mtn-momo"
    ORANGE_MONEY = "orange-money"
    WAVE = "wave"
    TEST_MONEY = "test-money"

    @property
    def label(self) -> str:
        """Its name as a reader knows it."""
        return _LABELS[self]


_LABELS = {
    Method.CARD: gettext_noop("Bank card"),
    Method.MOOV_MONEY: gettext_noop("Moov Money"),
    Method.MTN_MOMO: gettext_noop("MTN MoMo"),
    Method.ORANGE_MONEY: gettext_noop("Orange Money"),
    Method.WAVE: gettext_noop("Wave"),
    Method.TEST_MONEY: gettext_noop("Test money"),
}


class Reason(StrEnum):
    """Why a payment failed, waits, or cannot be counted; why a provider refused."""

    INSUFFICIENT_FUNDS = "insufficient-funds"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    WRONG_CODE = "wrong-code"
    WRONG_NUMBER = "wrong-number"
    ACCOUNT_BLOCKED = "account-blocked"
    LIMIT_REACHED = "limit-reached"
    CROSS_BORDER = "cross-border"
    PROVIDER_FAULT = "provider-fault"
    TO_BE_CONFIRMED = "to-be-confirmed"
    TIME_RAN_OUT = "time-ran-out"
    PARTLY_REFUNDED = "partly-refunded"

    AMOUNT_DIFFERS = "amount-differs"
    CURRENCY_DIFFERS = "currency-differs"
    ANOTHER_ORDER = "another-order"
    NOT_FOUND = "not-found"
    UNCLEAR = "unclear"

    KEYS_REFUSED = "keys-refused"
    CURRENCY_NOT_TAKEN = "currency-not-taken"
    AMOUNT_NOT_TAKEN = "amount-not-taken"
    ORDER_TAKEN = "order-taken"
    REQUEST_REFUSED = "request-refused"
    NO_REFUNDS = "no-refunds"
    NO_PARTIAL_REFUNDS = "no-partial-refunds"
    REFUND_REFUSED = "refund-refused"

    @property
    def text(self) -> str:
        """The reason as a sentence."""
        return _TEXTS[self]

    @property
    def way_out(self) -> str:
        """What can be done about it, as a sentence; empty where time or the reader's own doing decides."""
        return _WAYS_OUT.get(self, "")


_TEXTS = {
    Reason.INSUFFICIENT_FUNDS: gettext_noop("There is not enough money on the account."),
    Reason.CANCELLED: gettext_noop("The payment was cancelled."),
    Reason.DECLINED: gettext_noop("The payment was declined."),
    Reason.WRONG_CODE: gettext_noop("The code typed to confirm the payment is wrong."),
    Reason.WRONG_NUMBER: gettext_noop("This phone number cannot be used for the payment."),
    Reason.ACCOUNT_BLOCKED: gettext_noop("The account used for the payment is blocked."),
    Reason.LIMIT_REACHED: gettext_noop("A limit set by the provider has been reached."),
    Reason.CROSS_BORDER: gettext_noop("This payment is not allowed from an account in another country."),
    Reason.PROVIDER_FAULT: gettext_noop("The provider had a technical fault."),
    Reason.TO_BE_CONFIRMED: gettext_noop("The payment is waiting to be confirmed."),
    Reason.TIME_RAN_OUT: gettext_noop("The time to pay ran out."),
    Reason.PARTLY_REFUNDED: gettext_noop("A part of the payment was paid back."),
    Reason.AMOUNT_DIFFERS: gettext_noop("The amount paid is not the amount asked for."),
    Reason.CURRENCY_DIFFERS: gettext_noop("The currency paid is not the currency asked for."),
    Reason.ANOTHER_ORDER: gettext_noop("The provider answers about another order."),
    Reason.NOT_FOUND: gettext_noop("The provider does not know this payment."),
    Reason.UNCLEAR: gettext_noop("The provider’s answer is not clear."),
    Reason.KEYS_REFUSED: gettext_noop("The provider does not accept the newspaper’s keys."),
    Reason.CURRENCY_NOT_TAKEN: gettext_noop("The provider does not take this currency."),
    Reason.AMOUNT_NOT_TAKEN: gettext_noop("The provider does not take this amount."),
    Reason.ORDER_TAKEN: gettext_noop("This order was already opened at the provider."),
    Reason.REQUEST_REFUSED: gettext_noop("The provider refused the request."),
    Reason.NO_REFUNDS: gettext_noop("This provider pays nothing back by itself."),
    Reason.NO_PARTIAL_REFUNDS: gettext_noop("This provider pays back the whole amount only."),
    Reason.REFUND_REFUSED: gettext_noop("The provider refused to pay back."),
}

_CHOOSE_ANOTHER = gettext_noop("Choose another way of paying.")
_LOOK_IT_UP = gettext_noop("Look the payment up in the provider’s back office.")

_WAYS_OUT = {
    Reason.AMOUNT_DIFFERS: _LOOK_IT_UP,
    Reason.CURRENCY_DIFFERS: _LOOK_IT_UP,
    Reason.ANOTHER_ORDER: _LOOK_IT_UP,
    Reason.NOT_FOUND: _LOOK_IT_UP,
    Reason.KEYS_REFUSED: gettext_noop("Check the provider’s keys in the settings."),
    Reason.CURRENCY_NOT_TAKEN: _CHOOSE_ANOTHER,
    Reason.AMOUNT_NOT_TAKEN: _CHOOSE_ANOTHER,
    Reason.ORDER_TAKEN: gettext_noop("Begin again with a new order."),
    Reason.REQUEST_REFUSED: _CHOOSE_ANOTHER,
    Reason.NO_REFUNDS: gettext_noop("Pay back by hand and write it down as a refund."),
    Reason.NO_PARTIAL_REFUNDS: gettext_noop("Pay back the whole amount, or a part of it by hand."),
    Reason.REFUND_REFUSED: _LOOK_IT_UP,
}
