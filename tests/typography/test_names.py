"""Ordinals, and family names in capitals."""

import pytest

from rotative.typography import capitalise_family_name, ordinal


@pytest.mark.parametrize(
    ("number", "feminine", "written"),
    [
        (1, False, "1er"),
        (1, True, "1re"),
        (2, False, "2e"),
        (2, True, "2e"),
        (21, False, "21e"),
        (100, True, "100e"),
    ],
)
def test_french_ordinals(number: int, feminine: bool, written: str) -> None:
    assert ordinal(number, "fr", feminine) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
        (122, "122nd"),
    ],
)
def test_english_ordinals(number: int, written: str) -> None:
    assert ordinal(number, "en") == written


@pytest.mark.parametrize(
    ("name", "family", "signed"),
    [
        ("Alassane Souleymane", "Souleymane", "Alassane SOULEYMANE"),
        ("Alassane SOULEYMANE", "Souleymane", "Alassane SOULEYMANE"),
        ("Awa Béréthé", "béréthé", "Awa BÉRÉTHÉ"),
        ("Issa Ag  Ghali", "Ag Ghali", "Issa AG  GHALI"),
        ("Keïta Keïta", "Keïta", "Keïta KEÏTA"),
        ("Traoré Awa", "Traoré", "TRAORÉ Awa"),
        ("Awa Diopé", "Diop", "Awa Diopé"),
        ("Awa Sow-Diop", "Diop", "Awa Sow-Diop"),
        ("Awa Diop", "Traoré", "Awa Diop"),
        ("Awa Diop", " ", "Awa Diop"),
        ("Awa D.O", "d.o", "Awa D.O"),
    ],
)
def test_a_family_name_stands_in_capitals(name: str, family: str, signed: str) -> None:
    assert capitalise_family_name(name, family) == signed
