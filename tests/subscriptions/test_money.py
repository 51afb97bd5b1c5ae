"""Money is exact, of one currency, and is read as it was meant or not at all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.money import (
    EXPONENTS,
    MOST,
    CurrencyMismatch,
    Fault,
    Money,
    NotAnAmount,
    exponent_of,
    parse,
    total,
)

currencies = st.sampled_from(sorted(EXPONENTS))
amounts = st.integers(min_value=0, max_value=MOST)
moneys = st.builds(Money, st.integers(-MOST, MOST), currencies)


@pytest.mark.parametrize(
    ("currency", "decimals"), [("XOF", 0), ("XAF", 0), ("GNF", 0), ("EUR", 2), ("MAD", 2), ("TND", 3)]
)
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, decimals: int) -> None:
    assert exponent_of(currency) == decimals


@given(moneys, moneys)
def test_currencies_never_mix(mine: Money, yours: Money) -> None:
    if mine.currency == yours.currency:
        assert (mine + yours) - yours == mine
        assert (mine < yours) == (yours > mine) == (not mine >= yours)
        return
    for act in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__):
        with pytest.raises(CurrencyMismatch):
            act(mine, yours)
    assert mine != yours


@given(st.lists(st.integers(-(10**6), 10**6)), currencies)
def test_a_total_is_the_sum_of_its_parts(parts: list[int], currency: str) -> None:
    assert total([Money(part, currency) for part in parts], currency) == Money(sum(parts), currency)


@pytest.mark.parametrize("wrong", [10.0, True, "10", Decimal(10)])
def test_only_whole_numbers_are_amounts(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong, "XOF")  # type: ignore[arg-type]


def test_a_currency_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="'ABC' is no currency"):
        Money(1, "ABC")


@given(amounts, currencies, st.sampled_from(["fr", "en", "fr-ML"]))
def test_what_is_presented_can_be_typed_again(amount: int, currency: str, language: str) -> None:
    money = Money(amount, currency)

    assert parse(money.present(language), currency) == money


@given(amounts, currencies)
def test_the_plain_figure_is_the_amount(amount: int, currency: str) -> None:
    plain = Money(-amount, currency).plain()

    assert Decimal(plain).scaleb(EXPONENTS[currency]) == -amount


@pytest.mark.parametrize(
    ("money", "french", "english"),
    [
        (Money(5000, "XOF"), "5\u202f000\u00a0F\u00a0CFA", "XOF\u00a05,000"),
        (Money(1250, "EUR"), "12,50\u00a0€", "EUR\u00a012.50"),
        (Money(-5, "TND"), "\u22120,005\u00a0TND", "TND\u00a0\u22120.005"),
        (Money(0, "GNF"), "0\u00a0GNF", "GNF\u00a00"),
    ],
)
def test_amounts_read_as_readers_expect(money: Money, french: str, english: str) -> None:
    assert money.present("fr") == french
    assert money.present("en") == english


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("5000", "XOF", 5000),
        (" 5 000 F CFA ", "XOF", 5000),
        ("5000 F", "XOF", 5000),
        ("5.000", "XOF", 5000),
        ("1,250,000 XOF", "XOF", 1_250_000),
        ("12,5", "EUR", 1250),
        ("12.50 €", "EUR", 1250),
        ("1.250,00 euros", "EUR", 125_000),
        ("EUR 1,250.00", "EUR", 125_000),
        ("1'250.05", "CHF", 125_005),
        ("1,250", "TND", 1250),
        ("0", "XOF", 0),
    ],
)
def test_amounts_are_understood_as_people_write_them(typed: str, currency: str, amount: int) -> None:
    assert parse(typed, currency) == Money(amount, currency)


@pytest.mark.parametrize(
    ("typed", "currency", "fault"),
    [
        ("", "XOF", Fault.EMPTY),
        ("F CFA", "XOF", Fault.EMPTY),
        ("-5", "XOF", Fault.NEGATIVE),
        ("cinq mille", "XOF", Fault.NOT_A_NUMBER),
        ("5000.", "XOF", Fault.NOT_A_NUMBER),
        (",5", "EUR", Fault.NOT_A_NUMBER),
        ("1,2,3", "EUR", Fault.NOT_A_NUMBER),
        ("1.25,00", "EUR", Fault.NOT_A_NUMBER),
        ("٥٠٠", "XOF", Fault.NOT_A_NUMBER),
        ("5000 EUR", "XOF", Fault.OTHER_CURRENCY),
        ("5 000 F CFA", "EUR", Fault.OTHER_CURRENCY),
        ("5000,50", "XOF", Fault.TOO_MANY_DECIMALS),
        ("12,3456", "EUR", Fault.TOO_MANY_DECIMALS),
        ("1,250", "EUR", Fault.AMBIGUOUS),
        ("9" * 30, "XOF", Fault.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, currency: str, fault: Fault) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        parse(typed, currency)

    assert refusal.value.fault is fault


@given(st.text(alphabet="0123456789., -FCA€", max_size=20), currencies)
def test_anything_typed_is_an_amount_or_a_reason(typed: str, currency: str) -> None:
    try:
        money = parse(typed, currency)
    except NotAnAmount as refusal:
        assert refusal.fault in Fault  # noqa: PT017 - either outcome is right, nothing else is
    else:
        assert money.amount >= 0


@given(st.integers(-(10**10), 10**10), st.integers(0, 5000), currencies)
def test_the_tax_in_a_price_is_exact_to_the_nearest_unit(amount: int, rate: int, currency: str) -> None:
    tax = Money(amount, currency).tax_included(rate)

    assert abs(tax.amount - Fraction(amount * rate, 10_000 + rate)) <= Fraction(1, 2)


def test_eighteen_percent_are_in_5900_francs() -> None:
    assert Money(5900, "XOF").tax_included(1800) == Money(900, "XOF")
