"""What the search box understands, and what it survives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.search.query import MOST_WORDS, Clause, Request, parse


def wanted(typed: str) -> list[str]:
    return [clause.text for clause in parse(typed).wanted]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("eau potable", ["eau", "potable"]),
        ('"eau potable" mairie', ["eau potable", "mairie"]),
        ("« eau potable » mairie", ["eau potable", "mairie"]),
        ("“eau potable”", ["eau potable"]),
        ("Bobo-Dioulasso, l’école", ["Bobo-Dioulasso", "l’école"]),
        ("eau eau eau", ["eau"]),
        ("titre:forage", ["titre", "forage"]),
        ("AND OR NOT ((((", ["AND", "OR", "NOT"]),
        ("forage*~^2", ["forage", "2"]),
        ('"une phrase sans fin', ["une", "phrase", "sans", "fin"]),
        ("eau - mairie", ["eau", "mairie"]),
    ],
)
def test_words_and_phrases_are_read(typed: str, texts: list[str]) -> None:
    assert wanted(typed) == texts


def test_a_dash_before_a_word_or_a_phrase_excludes_it() -> None:
    assert parse('forage -eau -"la mine" semi-aride').unwanted == (
        Clause("eau", True),
        Clause("la mine", True),
    )


@pytest.mark.parametrize(
    "typed", ["", "   ", "*:*", "((()))", '""""', "«»", "-", "😀 🙏🏿", "\x00\x07\u202e", "\ud800"]
)
def test_what_has_no_word_asks_for_nothing(typed: str) -> None:
    assert parse(typed) == Request()


@given(st.text(alphabet=st.characters() | st.sampled_from("\"«»“”-'’ "), max_size=300))
def test_any_text_is_a_request_of_at_most_twenty_words(typed: str) -> None:
    request = parse(typed)

    clauses = request.wanted + request.unwanted
    assert sum(len(clause.text.split()) for clause in clauses) <= MOST_WORDS


def test_a_pasted_page_is_cut_to_its_first_words() -> None:
    assert wanted(" ".join(f"mot{number}" for number in range(2_000))) == [
        f"mot{number}" for number in range(20)
    ]
    assert len(wanted('"' + "mot " * 2_000)) == 1
