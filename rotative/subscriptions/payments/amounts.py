"""Amounts as providers write them, and the currencies that one of our providers takes."""

import re
from typing import Final

from rotative.subscriptions.money import EXPONENTS, Money, exponent_of

CURRENCIES: Final = frozenset(
    ["CAD", "CDF", "CHF", "EUR", "GBP", "GHS", "GNF", "MAD", "NGN", "USD", "XAF", "XOF"]
)

_UNITS = re.compile(r"(?P<whole>[0-9]{1,15})(?:\.(?P<part>[0-9]{1,6}))?")


def read_amount(units: object, currency: object) -> Money | None:
    """Read an amount that a provider wrote in units ("100", 100, "12.50"); None where it says no clear amount.

    Decimals beyond the currency's own are accepted if they are zeros: "100.00" XOF is 100 XOF, "100.50" is nothing.
    """
    if not isinstance(currency, str) or currency not in EXPONENTS:
        return None
    if isinstance(units, bool) or not isinstance(units, str | int):
        return None
    found = _UNITS.fullmatch(str(units))
    if found is None:
        return None
    decimals = exponent_of(currency)
    part = (found["part"] or "").rstrip("0")
    if len(part) > decimals:
        return None
    return Money(int(found["whole"]) * 10**decimals + int(part.ljust(decimals, "0") or 0), currency)
