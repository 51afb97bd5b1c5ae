"""English rules by example, each named; “~” stands for U+00A0."""

import pytest

from rotative.typography import typeset

RULES = {
    "straight quotes": ('She said "yes".', "She said “yes”."),
    "quotation in a quotation": ("\"He said 'no' twice\"", "“He said ‘no’ twice”"),
    "two quotations at one place": ("\"'Yes' is a word\"", "“‘Yes’ is a word”"),
    "apostrophes": ("It's the reader's paper", "It’s the reader’s paper"),
    "possessive plural": ("the readers' letters", "the readers’ letters"),
    "decade": ("the '90s", "the ’90s"),
    "cut words": ("'tis rock 'n' roll", "’tis rock ’n’ roll"),
    "feet and inches": ("5' 10\"", "5' 10\""),
    "no space before a mark": ("What ? Yes !", "What? Yes!"),
    "no space before a colon": ("Bamako : a new bridge", "Bamako: a new bridge"),
    "no narrow space before a mark": ("What\u202f?", "What?"),
    "ellipsis": ("And then...", "And then…"),
    "spaced hyphen": ("Awa - the eldest - presides", "Awa – the eldest – presides"),
    "score": ("a 3 - 2 win", "a 3 - 2 win"),
    "date": ("on 24 June 2025", "on 24~June 2025"),
    "date the other way round": ("on June 24, 2025", "on June~24, 2025"),
    "title": ("Mr Smith and Dr. Sow", "Mr~Smith and Dr.~Sow"),
    "distance": ("a 25 km walk", "a 25~km walk"),
    "double spaces": ("One.  Two", "One. Two"),
    "guillemets stay": ("the paper «Kabar»", "the paper «Kabar»"),
    "times and addresses": (
        "At 09:33, http://kabar.ml/a'b?c : here",
        "At 09:33, http://kabar.ml/a'b?c: here",
    ),
    "smiley": ("Thanks :)", "Thanks :)"),
}


@pytest.mark.parametrize(("typed", "printed"), RULES.values(), ids=RULES)
@pytest.mark.parametrize("language", ["en", "en-gb"])
def test_a_rule_of_the_manual_is_kept(typed: str, printed: str, language: str) -> None:
    assert typeset(typed, language).replace("\u00a0", "~") == printed
