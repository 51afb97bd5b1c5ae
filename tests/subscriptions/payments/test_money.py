"""Amounts as providers count and write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.payments.money import DIGITS, Amount, read_amount

amounts = st.builds(Amount, st.integers(0, 10**12), st.sampled_from(sorted(DIGITS)))


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Amount(5000, "XOF"), "5000"),
        (Amount(1250, "EUR"), "12.50"),
        (Amount(5, "EUR"), "0.05"),
        (Amount(0, "XOF"), "0"),
    ],
)
def test_an_amount_is_written_with_all_decimals_of_its_currency(amount: Amount, written: str) -> None:
    assert amount.in_units() == written
    assert str(amount) == f"{written} {amount.currency}"


@given(amounts)
def test_what_is_written_is_read_again(amount: Amount) -> None:
    assert read_amount(amount.in_units(), amount.currency) == amount


@pytest.mark.parametrize(
    ("units", "currency", "amount"),
    [
        ("100", "XOF", Amount(100, "XOF")),
        (100, "XOF", Amount(100, "XOF")),
        ("100.00", "XOF", Amount(100, "XOF")),
        ("12.5", "EUR", Amount(1250, "EUR")),
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
def test_only_a_clear_amount_is_read(units: object, currency: object, amount: Amount | None) -> None:
    assert read_amount(units, currency) == amount


@pytest.mark.parametrize(
    ("minor", "currency", "field"),
    [(-1, "XOF", "minor"), (1.5, "XOF", "minor"), (True, "XOF", "minor"), (1, "FCFA", "currency")],
)
def test_an_amount_that_cannot_be_right_is_refused_with_the_name_of_the_field(
    minor: int, currency: str, field: str
) -> None:
    with pytest.raises(ValueError, match=rf"^{field}:"):
        Amount(minor, currency)
