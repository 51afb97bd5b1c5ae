"""What browsers ask for, as RFC 9110 says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.press.edge.negotiation import accepted_encodings, seconds_of, tag_matches


@pytest.mark.parametrize(
    ("header", "first"),
    [
        (None, ""),
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate", ""),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("gzip;q=0", ""),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.1, gzip;q=0.5", "gzip"),
        ("identity", ""),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip;q=1.0", "gzip"),
        ("BR", "br"),
        ("x-gzip", "gzip"),
        ("gzip;q=abc", ""),
        ("br;q=1.000;x=y", "br"),
        (" gzip ; q=0.4 , br ; q=0.3 ", "gzip"),
    ],
)
def test_the_encoding_is_the_one_that_is_wanted_most(header: str | None, first: str) -> None:
    assert accepted_encodings(header)[0] == first


def test_what_is_refused_is_not_offered() -> None:
    assert accepted_encodings("br;q=0, gzip;q=0") == ("",)
    assert "" not in accepted_encodings("gzip, identity;q=0")
    assert "" not in accepted_encodings("gzip, *;q=0")


@given(st.text(max_size=60))
def test_no_header_is_an_error(header: str) -> None:
    assert accepted_encodings(header)
    assert tag_matches(header, '"a"') in (True, False)
    seconds_of(header)


@pytest.mark.parametrize("header", ['"a"', 'W/"a"', '"b", "a"', ' W/"b" , W/"a" ', "*", " * "])
def test_a_tag_that_is_named_matches(header: str) -> None:
    assert tag_matches(header, '"a"')


@pytest.mark.parametrize("header", ["", "a", '"b"', '"a-br"', "'a'", 'w/"a"'])
def test_another_tag_does_not(header: str) -> None:
    assert not tag_matches(header, '"a"')


def test_a_date_is_read_in_each_form_of_the_standard() -> None:
    forms = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT")
    assert {seconds_of(form) for form in forms} == {784111777.0}
    assert seconds_of("hier") is None
    assert seconds_of("Sun, 99 Nov 1994 08:49:37 GMT") is None
