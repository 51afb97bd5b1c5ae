"""Says to people what the pure modules say by a code: what is wrong with an amount or a code, how one pays."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions import money, vouchers

AMOUNT_FAULTS: dict[money.Fault, Promise] = {
    money.Fault.EMPTY: _("Write an amount."),
    money.Fault.NOT_A_NUMBER: _("This is no amount; write digits, such as 5000 or 12,50."),
    money.Fault.NEGATIVE: _("An amount is not negative."),
    money.Fault.OTHER_CURRENCY: _("This is another currency than the one expected."),
    money.Fault.TOO_MANY_DECIMALS: _("The currency has fewer decimals."),
    money.Fault.AMBIGUOUS: _("This may be thousands or decimals; write 1250 or 1,25."),
    money.Fault.TOO_LARGE: _("This amount is too large."),
}
CODE_FAULTS: dict[vouchers.Fault, Promise] = {
    vouchers.Fault.LENGTH: _("A code has twelve letters and digits, such as K7QM-3XTR-9WPA."),
    vouchers.Fault.SYMBOL: _("Codes contain neither 0 nor O, neither 1 nor I nor L, and no accents."),
    vouchers.Fault.CHECK: _("There is a slip in this code; compare it letter by letter."),
}
# Payments that staff take, and those of providers, whether or not the site has their keys still.
COUNTER_METHODS: dict[str, Promise] = {
    "cash": _("cash"),
    "cheque": _("cheque"),
    "transfer": _("bank transfer"),
    "mobile_money": _("mobile money"),
}


PROVIDERS: dict[str, str] = {"cinetpay": "CinetPay", "stripe": "Stripe", "wave": "Wave"}


def name_of_provider(provider: str) -> str:
    """Return how one paid, for people."""
    return str(COUNTER_METHODS.get(provider) or PROVIDERS.get(provider, provider))
