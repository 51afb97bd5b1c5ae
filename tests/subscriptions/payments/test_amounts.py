"""Amounts as providers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.amounts import CURRENCIES, read_amount

amounts = st.builds(Money, st.integers(0, 10**12), st.sampled_from(sorted(CURRENCIES)))


@given(amounts)
def test_what_we_write_to_providers_is_read_again(amount: Money) -> None:
    assert read_amount(amount.plain(), amount.currency) == amount


@pytest.mark.parametrize(
    ("units", "currency", "amount"),
    [
        ("100", "XOF", Money(100, "XOF")),
        (100, "XOF", Money(100, "XOF")),
        ("100.00", "XOF", Money(100, "XOF")),
        ("12.5", "EUR", Money(1250, "EUR")),
        ("100.50", "XOF", None),
        ("12.505", "EUR", None),
        (100.0, "XOF", None),
        (True, "XOF", None),
        ("1e5", "XOF", None),
        ("-5", "XOF", None),
        ("１００", "XOF", None),
        (" 100", "XOF", None),
        ("1 000", "XOF", None),
        ("", "XOF", None),
        (None, "XOF", None),
        ("100", "xof", None),
        ("100", "ZZZ", None),
        ("100", None, None),
        ("9" * 40, "XOF", None),
    ],
)
def test_only_a_clear_amount_is_read(units: object, currency: object, amount: Money | None) -> None:
    assert read_amount(units, currency) == amount
