"""Amounts of money: integers in a currency's smallest unit, never mixed, never a float. No Django in here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NO_BREAK: Final = "\u00a0"
NARROW_NO_BREAK: Final = "\u202f"

# How many decimals a currency has: ISO 4217, list one (www.iso.org/iso-4217-currency-codes.html).
# fmt: off
_WITHOUT_DECIMALS = ["BIF", "DJF", "GNF", "JPY", "KMF", "RWF", "UGX", "XAF", "XOF"]
_OF_HUNDREDTHS = [
    "AED", "AOA", "BWP", "CAD", "CDF", "CHF", "CVE", "DZD", "EGP", "ERN", "ETB", "EUR", "GBP", "GHS", "GMD", "KES",
    "LRD", "MAD", "MGA", "MRU", "MUR", "MWK", "MZN", "NAD", "NGN", "SCR", "SDG", "SLE", "STN", "SZL", "TZS", "USD",
    "ZAR", "ZMW",
]
_OF_THOUSANDTHS = ["LYD", "TND"]
# fmt: on
EXPONENTS: Final = {
    **dict.fromkeys(_WITHOUT_DECIMALS, 0),
    **dict.fromkeys(_OF_HUNDREDTHS, 2),
    **dict.fromkeys(_OF_THOUSANDTHS, 3),
}
# What French readers call them; the others go by their code. Both CFA francs have one name.
FRENCH_NAMES: Final = {
    "EUR": "€",
    "USD": f"${NO_BREAK}US",
    "XAF": f"F{NO_BREAK}CFA",
    "XOF": f"F{NO_BREAK}CFA",
}
# What people write for them besides; the longest first.
_CFA_FRANC = ("FCFA", "CFA", "F")
_TYPED_NAMES: Final = {"EUR": ("EUROS", "EURO"), "XAF": _CFA_FRANC, "XOF": _CFA_FRANC}
MOST: Final = 10**13  # minor units; more is a mistake, and fits the database's 64 bits many times

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f'\u2019]+")
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


class CurrencyMismatch(TypeError):
    """Two amounts of different currencies were to be added or compared."""


class Fault(StrEnum):
    """What is wrong with an amount that somebody typed."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    NEGATIVE = "negative"
    OTHER_CURRENCY = "other currency"
    TOO_MANY_DECIMALS = "too many decimals"
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too large"


class NotAnAmount(ValueError):
    """What was typed is no amount of the currency; ``fault`` says why, ``wording.py`` says it to people."""

    def __init__(self, fault: Fault, typed: str, currency: str) -> None:
        super().__init__(f"{typed!r} is no amount in {currency}: {fault}")
        self.fault, self.typed, self.currency = fault, typed, currency


def exponent_of(currency: str) -> int:
    """Return how many decimals a currency has. Raises ValueError for a currency that is not in the list."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise ValueError(f"{currency!r} is no currency of the list in money.py") from None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (centimes; francs where there are none) of an ISO 4217 currency."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        exponent_of(self.currency)
        if type(self.amount) is not int:
            raise TypeError(f"An amount is an int of minor units, not {type(self.amount).__name__}")

    def __str__(self) -> str:
        return f"{self.currency} {self.plain()}"

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            raise TypeError("An amount is multiplied by whole numbers only")
        return Money(self.amount * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: "Money") -> int:
        if not isinstance(other, Money):
            raise TypeError(f"An amount meets {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} meets {other.currency}")
        return other.amount

    def tax_included(self, rate: int) -> "Money":
        """Return the tax that this price includes, at ``rate`` hundredths of a percent; halves are rounded up."""
        if rate < 0:
            raise ValueError("A tax rate is not negative")
        size = (2 * abs(self.amount) * rate + 10_000 + rate) // (2 * (10_000 + rate))
        return Money(size if self.amount >= 0 else -size, self.currency)

    def plain(self) -> str:
        """Return the amount for machines and spreadsheets: “1250.00”, “-5000”."""
        sign = "-" if self.amount < 0 else ""
        whole, decimals = self._digits()
        return sign + whole + (f".{decimals}" if decimals else "")

    def _digits(self) -> tuple[str, str]:
        decimals = exponent_of(self.currency)
        digits = str(abs(self.amount)).rjust(decimals + 1, "0")
        return (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")

    def present(self, language: str) -> str:
        """Return the amount as readers of ``language`` (fr, en) read it, with no-break spaces.

        “5 000 F CFA”, “12,50 €”; “XOF 5,000”, “EUR 12.50”.
        """
        french = language.lower().startswith("fr")
        sign = "\u2212" if self.amount < 0 else ""
        whole, decimals = self._digits()
        number = sign + f"{int(whole):,}".replace(",", NARROW_NO_BREAK if french else ",")
        if decimals:
            number += ("," if french else ".") + decimals
        if french:
            return f"{number}{NO_BREAK}{FRENCH_NAMES.get(self.currency, self.currency)}"
        return f"{self.currency}{NO_BREAK}{number}"


def total(amounts: list[Money], currency: str) -> Money:
    """Add up amounts of one currency; an empty list is nothing of ``currency``."""
    return sum(amounts, start=Money(0, currency))


def parse(typed: str, currency: str) -> Money:
    """Return the amount that a person typed: “5000”, “5 000 F CFA”, “12,50”, “EUR 1,250.00”.

    A comma or a point before exactly as many digits as the currency has decimals begins the decimals. Raises
    NotAnAmount, also where “1,250” may be a thousand or one and a quarter: nothing is guessed about money.
    """
    decimals = exponent_of(currency)

    def refuse(fault: Fault) -> NotAnAmount:
        return NotAnAmount(fault, typed, currency)

    text = _without_currency(typed, currency)
    if text is None:
        raise refuse(Fault.OTHER_CURRENCY)
    if not text:
        raise refuse(Fault.EMPTY)
    if text[0] in "-\u2212":
        raise refuse(Fault.NEGATIVE)
    if not re.fullmatch(r"[0-9.,]*[0-9]", text) or text[0] in ".,":
        raise refuse(Fault.NOT_A_NUMBER)
    whole, fraction = _cut(text, decimals, refuse)
    amount = int(whole) * 10**decimals + int(fraction.ljust(decimals, "0") or "0")
    if amount > MOST:
        raise refuse(Fault.TOO_LARGE)
    return Money(amount, currency)


def _without_currency(typed: str, currency: str) -> str | None:
    """Return what was typed without blanks and the currency's name; None when it names another currency."""
    text = _SPACES.sub("", typed).upper()
    for name in (currency, _SPACES.sub("", FRENCH_NAMES.get(currency, "")), *_TYPED_NAMES.get(currency, ())):
        bare = text.removesuffix(name) if text.endswith(name) else text.removeprefix(name)
        if name and bare != text:
            return bare
    others = {*EXPONENTS, *(_SPACES.sub("", name).upper() for name in FRENCH_NAMES.values())}
    return None if any(text.endswith(name) or text.startswith(name) for name in others) else text


def _cut(text: str, decimals: int, refuse: Callable[[Fault], NotAnAmount]) -> tuple[str, str]:
    """Return the digits of the whole and of the fraction of a number in which commas and points are left."""
    head, mark, tail = _last_mark(text)
    if not mark:
        return text, ""
    if mark in head:  # the same mark twice: groups of thousands
        if _GROUPS.fullmatch(text):
            return re.sub("[.,]", "", text), ""
        raise refuse(Fault.NOT_A_NUMBER)
    if re.search("[.,]", head) and not _GROUPS.fullmatch(head):
        raise refuse(Fault.NOT_A_NUMBER)
    grouped = bool(re.search("[.,]", head))
    if len(tail) <= decimals:
        return re.sub("[.,]", "", head), tail
    if _GROUPS.fullmatch(text) and not grouped:
        if decimals:
            raise refuse(Fault.AMBIGUOUS)
        return re.sub("[.,]", "", text), ""
    raise refuse(Fault.TOO_MANY_DECIMALS)


def _last_mark(text: str) -> tuple[str, str, str]:
    at = max(text.rfind(","), text.rfind("."))
    return (text, "", "") if at < 0 else (text[:at], text[at], text[at + 1 :])
