"""A page's encodings: each gives the page back, and none overlooks what stands far apart in it."""

import gzip
import random

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.press.store.entry import encode

HTML = "text/html; charset=utf-8"
AROUND_POWERS = st.integers(0, 18).flatmap(
    lambda power: st.integers(-18, 18).map(lambda n: max(0, 2**power + n))
)


@given(AROUND_POWERS, st.integers(1, 400))
def test_each_encoding_gives_the_page_back(size: int, period: int) -> None:
    body = (bytes(range(256)) * (period // 256 + 1))[:period] * (size // period + 1)
    bodies = encode(body[:size], HTML)

    assert bodies[""] == body[:size]
    assert gzip.decompress(bodies.get("gzip", gzip.compress(body[:size]))) == body[:size]
    assert brotli.decompress(bodies.get("br", brotli.compress(body[:size]))) == body[:size]


@pytest.mark.parametrize("half", [2**15 + 9, 2**16 - 8, 2**16 + 1, 300_000])
def test_what_stands_at_both_ends_of_a_page_is_sent_once(half: int) -> None:
    text = random.Random(half).randbytes(half)  # nothing that can be made smaller

    assert len(encode(text + text, HTML)["br"]) < half * 1.01


def test_what_is_no_text_or_too_short_is_left_as_it_is() -> None:
    assert set(encode(b"x" * 5000, "image/webp")) == {""}
    assert set(encode(b"x" * 50, HTML)) == {""}
