"""Telephone numbers are understood as people write them here, and kept in one form."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rotative.accounts.models import User
from rotative.accounts.phone import normalise
from tests.accounts.readers import at, make_reader, signed_in_reader
from tests.factories import Newspaper

AT_HOME = st.from_regex(r"[2-9][0-9]{7}", fullmatch=True)
ABROAD = st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True).filter(
    lambda digits: not digits.startswith("223")
)
E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


@st.composite
def spaced(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> tuple[str, str]:
    """A number, and the same with blanks and marks between its digits."""
    digits = draw(numbers)
    gaps = draw(
        st.lists(
            st.sampled_from(["", " ", "\u00a0", "\u202f", "-", ".", "/", "\u2011"]), min_size=len(digits)
        )
    )
    return digits, "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False))


@given(spaced(AT_HOME))
def test_eight_digits_are_a_number_of_mali(number: tuple[str, str]) -> None:
    digits, typed = number

    assert normalise(typed) == f"+223{digits}"


@given(spaced(AT_HOME), st.sampled_from(["+223", "00223", "223", "+ 223 ", "(+223) "]))
def test_the_country_s_own_code_changes_nothing(number: tuple[str, str], code: str) -> None:
    digits, typed = number

    assert normalise(code + typed) == f"+223{digits}"


@given(spaced(ABROAD), st.sampled_from(["+", "00", "\uff0b"]))
def test_numbers_of_other_countries_keep_their_code(number: tuple[str, str], prefix: str) -> None:
    digits, typed = number

    assert normalise(prefix + typed) == f"+{digits}"


@given(st.text(max_size=30))
def test_whatever_is_typed_is_nothing_or_e164_or_refused(typed: str) -> None:
    try:
        number = normalise(typed)
    except ValidationError:
        return

    assert number == "" or E164.fullmatch(number)


@given(st.one_of(AT_HOME, ABROAD.map("+{}".format)))
def test_what_is_kept_stays_as_it_is(typed: str) -> None:
    number = normalise(typed)

    assert normalise(number) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", ""),
        ("  ", ""),
        ("76 12 34 56", "+22376123456"),
        ("(+223) 66-77-88-99", "+22366778899"),
        ("٧٦١٢٣٤٥٦", "+22376123456"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("00221 77 123 45 67", "+221771234567"),
    ],
)
def test_numbers_as_they_are_written(typed: str, number: str) -> None:
    assert normalise(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7612345", "no_country"),
        ("0612345678", "no_country"),
        ("12345678", "no_country"),
        ("+223 7612345", "not_malian"),
        ("+223 16 12 34 56", "not_malian"),
        ("+33 61", "length"),
        ("+0033612345678", "length"),
        ("+" + "9" * 16, "length"),
        ("76 12 34 56 poste 7", "characters"),
        ("awa@example.org", "characters"),
    ],
)
def test_what_is_no_number_says_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        normalise(typed)

    assert refused.value.code == code


@pytest.mark.django_db
def test_a_reader_writes_her_number(newspaper: Newspaper) -> None:
    awa = make_reader()

    signed_in_reader(awa).post(at("account_details"), {"first_name": "Awa", "phone": "76 12 34 56"})

    awa.refresh_from_db()
    assert (awa.first_name, awa.phone) == ("Awa", "+22376123456")


@pytest.mark.django_db
def test_a_wrong_number_is_named_beside_its_field_and_nothing_is_kept(newspaper: Newspaper) -> None:
    awa = make_reader()

    page = (
        signed_in_reader(awa)
        .post(at("account_details"), {"first_name": "Awa", "phone": "7612"})
        .content.decode()
    )

    awa.refresh_from_db()
    assert (awa.first_name, awa.phone) == ("", "")
    assert 'aria-describedby="id_phone_hint id_phone_error"' in page
    assert 'id="id_phone_error"' in page


@pytest.mark.django_db
def test_the_database_takes_no_number_without_its_country() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="awa@example.org", phone="76123456")


@pytest.mark.django_db
def test_a_user_made_elsewhere_is_checked_too() -> None:
    awa = User(email="awa@example.org", password="!", phone="76 12 34 56")

    awa.full_clean()

    assert awa.phone == "+22376123456"
