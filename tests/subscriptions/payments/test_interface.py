"""What may be asked of a provider, and what its words are called."""

from typing import Any

import pytest

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import ProviderRefused, State, Verdict, header
from rotative.subscriptions.payments.reasons import Method, Reason
from tests.subscriptions.payments.counters import checkout


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("order_id", ""),
        ("order_id", "-1"),
        ("order_id", "a b"),
        ("order_id", "é"),
        ("order_id", "1" * 65),
        ("order_id", "ORDER-1\n"),
        ("amount", Money(0, "XOF")),
        ("amount", Money(-5, "XOF")),
        ("description", " "),
        ("return_address", "/retour/"),
        ("cancel_address", "javascript:alert(1)"),
        ("notification_address", ""),
    ],
)
def test_a_checkout_that_cannot_be_right_is_refused_with_the_name_of_the_field(
    field: str, value: Any
) -> None:
    with pytest.raises(ValueError, match=rf"^{field}:"):
        checkout(**{field: value})


def test_every_reason_and_every_means_has_its_words() -> None:
    for reason in Reason:
        assert reason.text.endswith(".")
        assert not reason.way_out or reason.way_out.endswith(".")
    for method in Method:
        assert method.label


def test_every_reason_that_refuses_knows_a_way_out() -> None:
    refusing = list(Reason)[list(Reason).index(Reason.KEYS_REFUSED) :]

    assert [reason for reason in refusing if not reason.way_out] == []


def test_a_refusal_says_who_why_and_the_way_out() -> None:
    refused = ProviderRefused("cinetpay", Reason.AMOUNT_NOT_TAKEN, "12 XOF")

    assert str(refused) == (
        "cinetpay: The provider does not take this amount. Choose another way of paying. (12 XOF)"
    )


def test_only_money_that_fits_no_order_is_for_a_person() -> None:
    for_a_person = {
        reason
        for reason in Reason
        if Verdict(state=State.UNKNOWN, order_id="ORDER-1", reason=reason).needs_a_person
    }

    assert for_a_person == {Reason.AMOUNT_DIFFERS, Reason.CURRENCY_DIFFERS}


def test_a_header_is_found_in_any_case() -> None:
    assert header({"X-TOKEN": "a"}, "x-token") == "a"
    assert header({"X-Other": "a"}, "x-token") == ""
