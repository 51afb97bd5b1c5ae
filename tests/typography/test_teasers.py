"""Teasers by example: what is cut, where, and how it ends."""

import pytest

from rotative.typography import is_placeholder, teaser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le pont est ouvert.", "Le pont est ouvert."),
        ("Le pont est ouvert..", "Le pont est ouvert."),
        ("Le pont est ouvert .", "Le pont est ouvert."),
        ("Le pont est ouvert …", "Le pont est ouvert…"),
        ("Le pont est ouvert…...", "Le pont est ouvert…"),
        ("Le pont est ouvert -.", "Le pont est ouvert."),
        ("Le pont (de Kayes)..", "Le pont (de Kayes)."),
        ("Le pont\n est  ouvert", "Le pont est ouvert"),
        ("Le pont est ouvert !", "Le pont est ouvert !"),
        ("-.", ""),
        ("  ", ""),
    ],
)
def test_a_short_text_is_kept_with_a_mended_end(text: str, expected: str) -> None:
    assert teaser(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Le pont est ouvert. La foule arrive de partout.", 30, "Le pont est ouvert."),
        ("Oui. La foule arrive de partout à la fois.", 30, "Oui. La foule arrive de…"),
        ("Awa a rencontré M. Traoré hier au marché de Kayes.", 24, "Awa a rencontré…"),
        ("Le prix passe à 3. 500 F de plus, dit-on.", 18, "Le prix passe à 3."),
        ("Le prix monte de 3.5 points en une seule année.", 22, "Le prix monte de 3.5…"),
        ("La loi cite son art. 3 et son art. 12 en entier.", 21, "La loi cite son…"),
        ("Issa dit : « Nous partons demain avec les autres »", 30, "Issa dit : « Nous partons…\u202f»"),
        ("Issa dit : « Partons. Vite. » Puis il se lève et sort.", 30, "Issa dit : « Partons. Vite. »"),
        ("Issa dit : « Partons. Vite. Nous sommes en retard »", 26, "Issa dit : « Partons…\u202f»"),
        ("Anticonstitutionnellement", 10, "Anticonst…"),
        ("Le pont, la route, le rail", 9, "Le pont…"),
        ("Le pont est grand", 0, ""),
    ],
)
def test_a_long_text_is_cut_where_a_reader_would_stop(text: str, limit: int, expected: str) -> None:
    assert teaser(text, "fr", limit) == expected


def test_an_english_quotation_is_closed_the_english_way() -> None:
    assert teaser("Awa said “we leave tomorrow with all the others”", "en", 24) == "Awa said “we leave…”"


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0", "-.", "—", "...", "…", "« »", "- - -"])
def test_marks_alone_are_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["a", "3", "- Oui", "É.", "ߒߞߏ"])
def test_a_word_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
