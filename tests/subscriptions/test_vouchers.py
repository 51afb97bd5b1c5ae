"""Codes survive being typed by people, and a stolen database does not give them away."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions import vouchers
from rotative.subscriptions.vouchers import ALPHABET, LENGTH, Fault, NotACode

KEY = vouchers.key_from("a secret of the site")
codes = st.text(alphabet=ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(
    lambda symbols: symbols + vouchers.check_symbol(symbols)
)


@given(codes)
def test_every_single_wrong_symbol_is_caught(code: str) -> None:
    for place in range(LENGTH):
        for other in set(ALPHABET) - {code[place]}:
            with pytest.raises(NotACode) as refusal:
                vouchers.normalise(code[:place] + other + code[place + 1 :])
            assert refusal.value.fault is Fault.CHECK


@given(codes)
def test_every_exchange_of_neighbours_is_caught(code: str) -> None:
    for place, (left, right) in enumerate(pairwise(code)):
        if left != right:
            with pytest.raises(NotACode):
                vouchers.normalise(code[:place] + right + left + code[place + 2 :])


@given(
    codes,
    st.lists(st.sampled_from(["", " ", "-", "\u00a0", "\u2011", "."]), min_size=LENGTH, max_size=LENGTH),
)
def test_blanks_dashes_and_small_letters_do_not_matter(code: str, between: list[str]) -> None:
    typed = "".join(mark + symbol.lower() for mark, symbol in zip(between, code, strict=True))

    assert vouchers.normalise(typed) == code
    assert vouchers.normalise(vouchers.present(code)) == code


def test_a_drawn_code_is_right_and_has_no_letters_that_look_alike() -> None:
    drawn = {vouchers.draw() for _time in range(500)}

    assert len(drawn) == 500
    assert all(vouchers.normalise(code) == code for code in drawn)
    assert not set("".join(drawn)) & set("0O1IL")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.LENGTH),
        ("K7QM", Fault.LENGTH),
        ("K" * 5000, Fault.LENGTH),
        ("K7QM-3XTR-9WP0", Fault.SYMBOL),
        ("K7QM-3XTR-9WPé", Fault.SYMBOL),
    ],
)
def test_what_cannot_be_a_code_says_why(typed: str, fault: Fault) -> None:
    with pytest.raises(NotACode) as refusal:
        vouchers.normalise(typed)

    assert refusal.value.fault is fault
    assert not typed or typed not in str(refusal.value)


@given(codes, codes)
def test_a_digest_tells_codes_apart_and_needs_the_key(code: str, other: str) -> None:
    assert (vouchers.digest(KEY, code) == vouchers.digest(KEY, other)) == (code == other)
    assert vouchers.digest(KEY, code) != vouchers.digest(vouchers.key_from("another secret"), code)
    assert code not in vouchers.digest(KEY, code)


@given(st.text(min_size=1, max_size=30))
def test_a_seed_has_one_code_under_a_key(seed: str) -> None:
    code = vouchers.code_of(KEY, seed)

    assert vouchers.normalise(code) == code == vouchers.code_of(KEY, seed)
    assert code != vouchers.code_of(KEY, seed + "x")
    assert code != vouchers.code_of(vouchers.key_from("another secret"), seed)
