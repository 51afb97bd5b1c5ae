"""Amounts of money as providers count them: whole numbers of the smallest unit, never floats."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rotative.subscriptions.money import EXPONENTS

# Decimals of the currencies that one of our providers takes; how many they have, subscriptions/money.py says.
DIGITS: Mapping[str, int] = MappingProxyType(
    {
        currency: EXPONENTS[currency]
        for currency in ["CAD", "CDF", "CHF", "EUR", "GBP", "GHS", "GNF", "MAD", "NGN", "USD", "XAF", "XOF"]
    }
)

_UNITS = re.compile(r"(?P<whole>[0-9]{1,15})(?:\.(?P<part>[0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in minor units: 5000 XOF is ``Amount(5000, "XOF")``, 12.50 EUR is ``Amount(1250, "EUR")``.

    Raises ValueError for a negative amount and for a currency that stands not in ``DIGITS``.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in DIGITS:
            raise ValueError(f"currency: {self.currency!r} is none of {', '.join(DIGITS)}")
        if isinstance(self.minor, bool) or not isinstance(self.minor, int) or self.minor < 0:
            raise ValueError(
                f"minor: {self.minor!r} is not a whole number of the smallest unit, zero or more"
            )

    def __str__(self) -> str:
        return f"{self.in_units()} {self.currency}"

    def in_units(self) -> str:
        """Return the amount as people write it, with a point and all decimals of the currency: 5000, 12.50."""
        digits = DIGITS[self.currency]
        if not digits:
            return str(self.minor)
        whole, part = divmod(self.minor, 10**digits)
        return f"{whole}.{part:0{digits}d}"


def read_amount(units: object, currency: object) -> Amount | None:
    """Read an amount that a provider wrote in units ("100", 100, "12.50"); None where it says no clear amount.

    Decimals beyond the currency's own are accepted if they are zeros: "100.00" XOF is 100 XOF, "100.50" is nothing.
    """
    if not isinstance(currency, str) or currency not in DIGITS:
        return None
    if isinstance(units, bool) or not isinstance(units, str | int):
        return None
    found = _UNITS.fullmatch(str(units))
    if found is None:
        return None
    digits = DIGITS[currency]
    part = (found["part"] or "").rstrip("0")
    if len(part) > digits:
        return None
    return Amount(int(found["whole"]) * 10**digits + int(part.ljust(digits, "0") or 0), currency)
