"""The codes of vouchers and gifts: how they are drawn, checked, typed and kept. No Django in here.

A code is eleven random symbols of 31 (54 bits) and a check symbol. The database keeps an HMAC of it under a key
that is not in the database, so that whoever steals the database cannot try codes against it.
"""

import hashlib
import hmac
import secrets
from enum import StrEnum
from typing import Final

# Without 0 and O, 1, I and L, which print alike. 31 is a prime: that is what the check symbol stands on.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 12  # the check symbol included
GROUP: Final = 4

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_PRIME = len(ALPHABET)
_BETWEEN = str.maketrans("", "", " \t\r\n\u00a0\u202f\u2009-\u2010\u2011\u2012\u2013\u2014\u2212._/")


class Fault(StrEnum):
    """What is wrong with a code as it was typed."""

    LENGTH = "length"
    SYMBOL = "symbol"  # a letter or digit that no code contains
    CHECK = "check"  # a slip: one symbol wrong, or two neighbours exchanged


class NotACode(ValueError):
    """What was typed cannot be a code. The code itself is not in the message: messages reach logs."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"This is no code: {fault}")
        self.fault = fault


def check_symbol(symbols: str) -> str:
    """Return the check symbol of the eleven symbols before it.

    The sum of the symbols' values, each times its place, is divisible by 31 for a right code. A wrong symbol changes it
    by place × difference, two exchanged neighbours by their difference: neither is a multiple of a prime larger than
    both factors. (The idea of ISBN-10 and ISO/IEC 7064, with a prime that fits this alphabet.)
    """
    weighted = sum(place * _VALUES[symbol] for place, symbol in enumerate(symbols, start=1))
    last = len(symbols) + 1
    return ALPHABET[-weighted * pow(last, -1, _PRIME) % _PRIME]


def _with_check(symbols: str) -> str:
    return symbols + check_symbol(symbols)


def draw() -> str:
    """Return a new code from the system's randomness."""
    return _with_check("".join(secrets.choice(ALPHABET) for _place in range(LENGTH - 1)))


def code_of(key: bytes, seed: str) -> str:
    """Return the one code that belongs to ``seed`` under ``key``.

    So a gift's code can be shown to its buyer again and is still not in the database.
    """
    number = int.from_bytes(hmac.digest(key, f"code {seed}".encode(), hashlib.sha256), "big")
    symbols = ""
    for _place in range(LENGTH - 1):
        number, value = divmod(number, _PRIME)
        symbols += ALPHABET[value]
    return _with_check(symbols)


def normalise(typed: str) -> str:
    """Return the code in what somebody typed: blanks, dashes and lower case do not matter. Raises NotACode."""
    if len(typed) > 100:
        raise NotACode(Fault.LENGTH)
    code = typed.translate(_BETWEEN).upper()
    if any(symbol not in _VALUES for symbol in code):
        raise NotACode(Fault.SYMBOL)
    if len(code) != LENGTH:
        raise NotACode(Fault.LENGTH)
    if check_symbol(code[:-1]) != code[-1]:
        raise NotACode(Fault.CHECK)
    return code


def present(code: str) -> str:
    """Return a code as it is printed: “K7QM-3XTR-9WPA”."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def key_from(secret: str) -> bytes:
    """Derive the key for codes from the site's secret, so that neither gives the other away."""
    return hmac.digest(secret.encode(), b"rotative.subscriptions.codes.1", hashlib.sha256)


def digest(key: bytes, code: str) -> str:
    """Return what the database keeps of a normalised code: 64 hexadecimal digits."""
    return hmac.new(key, f"digest {code}".encode(), hashlib.sha256).hexdigest()
