"""Which words of a list are found, in whatever disguise, and which others are left alone."""

import re
from collections.abc import Mapping
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.discussion.words import BadList, Fault, parse, word_list
from rotative.search.analysis import folded

LISTED = """
    # what this paper does not print
    con
    ass
    connard
    pute
    tante
    niquer     # and its conjugation
    illégal
    abruti
    pédé
    sale race
    retourne dans ton pays
    =Kayes
    escro*
    1xbet
"""
WORDS = ["con", "connard", "pute", "niquer", "illégal", "abruti", "pédé", "Kayes", "escroc"]
# Ordinary words, many of which hold a listed one, share its stem, or are what a disguise makes of it.
ORDINARY_WORDS = """
    concert concerts connaître assassin assassins passer masse grasse classe compte cône cônes conte tant
    dispute réputé putois put dépité mécanique technique communiquer paniquer législation légal abri brut
    râpé de la le les un une des race vente pays retour dans ton as a à y bonne bon bien Kayesien
    descroquer maire Ségou Bamako eau prix marché Konaté Condé Assane Assa Cheick scout écot éco fascinant
    conseil occasion seconde économie passe-partout mont chaton ascension aconit
"""
ORDINARY = ORDINARY_WORDS.split()
LETTERS_OF_LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4@", "s": "5$", "t": "7"}
CYRILLIC_AND_GREEK = {
    "a": "а",
    "e": "е",
    "o": "оο",
    "c": "с",
    "p": "рρ",
    "x": "х",
    "y": "у",
    "i": "іι",
    "k": "к",
}
SEEN_BY_NOBODY = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u202e", "\u2800"]


def entries_in(text: str, listed: str = LISTED) -> list[str]:
    return [found.entry for found in word_list(listed).all(text)]


@st.composite
def leet(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word of whose letters at most half are figures, at most three of them a 1."""
    word = draw(st.sampled_from(WORDS))
    letters = list(folded(word))
    places = [at for at, letter in enumerate(letters) if letter in LETTERS_OF_LEET]
    chosen = draw(
        st.lists(st.sampled_from(places), unique=True, max_size=len(letters) // 2) if places else st.just([])
    )
    for at in chosen:
        letters[at] = draw(st.sampled_from(LETTERS_OF_LEET[letters[at]]))
    return word, "".join(letters)


@st.composite
def stretched(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word with letters repeated, one of them at least three times."""
    word = draw(st.sampled_from(WORDS))
    times = draw(st.lists(st.integers(1, 6), min_size=len(word), max_size=len(word)))
    times[draw(st.integers(0, len(word) - 1))] = draw(st.integers(3, 9))
    return word, "".join(letter * often for letter, often in zip(word, times, strict=True))


@st.composite
def apart(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word with the same gap between all its letters."""
    word = draw(st.sampled_from(WORDS))
    gap = draw(st.sampled_from([" ", ".", "-", "_", "  ", " - ", "*", "\n", "\u00a0", ", ", "/", "…"]))
    return word, gap.join(word)


@st.composite
def in_pieces(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word with a mark somewhere in it."""
    word = draw(st.sampled_from([word for word in WORDS if len(word) > 3]))
    cut = draw(st.integers(1, len(word) - 1))
    return word, word[:cut] + draw(st.sampled_from([".", "*", "-", "_", "\u2011", "~", "/"])) + word[cut:]


@st.composite
def looking_alike(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word with letters of other alphabets, of mathematics or of circles."""
    word = draw(st.sampled_from(WORDS))
    letters = []
    for letter in folded(word):
        bold, circled, wide = (chr(start + ord(letter) - 97) for start in (0x1D41A, 0x24D0, 0xFF41))
        letters.append(
            draw(st.sampled_from([letter, *CYRILLIC_AND_GREEK.get(letter, ""), bold, circled, wide]))
        )
    return word, "".join(letters)


@st.composite
def with_nothing_between(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word with signs in it that nobody sees."""
    word = draw(st.sampled_from(WORDS))
    between = draw(st.lists(st.sampled_from(["", *SEEN_BY_NOBODY]), max_size=len(word) - 1))
    return word, "".join(letter + sign for letter, sign in zip_longest(word, between, fillvalue=""))


@st.composite
def in_any_case(draw: st.DrawFn) -> tuple[str, str]:
    """A listed word in capitals here and there, with or without its accents."""
    word = draw(st.sampled_from(WORDS))
    written = draw(st.sampled_from([word, folded(word)]))
    return word, "".join(draw(st.sampled_from([letter, letter.upper()])) for letter in written)


DISGUISES = (
    leet() | stretched() | apart() | in_pieces() | looking_alike() | with_nothing_between() | in_any_case()
)


@pytest.mark.parametrize("written", ["c" + "o" * 200 + "n", "cc" + "o" * 30 + "n" * 20])
def test_a_word_is_found_however_long_its_letters_are_drawn(written: str) -> None:
    assert word_list("con\n").first(f"Quel {written} !") is not None


@given(
    disguised=DISGUISES,
    before=st.sampled_from(["", "Voilà : ", "« ", "Mais "]),
    after=st.sampled_from(["", " !", ".", " »", ", non"]),
)
def test_a_listed_word_is_found_in_every_disguise(
    disguised: tuple[str, str], before: str, after: str
) -> None:
    word, written = disguised
    text = f"{before}{written}{after}"

    found = word_list(f"{word}\n").first(text)

    assert found is not None
    assert (found.entry, found.line) == (word, 1)
    assert found.written in text
    assert text[found.start : found.end] == found.written
    assert len(before) <= found.start + 1


@given(
    st.lists(st.sampled_from(ORDINARY), max_size=30), st.sampled_from([" ", ", ", " ! ", "\n", " – ", "’ "])
)
def test_a_word_that_is_not_listed_is_never_found(words: list[str], gap: str) -> None:
    # One-letter words in a row are letters apart, which is another law.
    text = gap.join(word for word in words if len(word) > 1)

    assert entries_in(text) == []


@given(st.text(alphabet="bdfghjkmqrvwz .-!@$1357", max_size=80))
def test_a_text_without_the_letters_of_any_entry_has_none(text: str) -> None:
    assert entries_in(text, "connaissance\nla pluie\nuiu*\n") == []


@given(st.text(max_size=60), st.sampled_from(["con", "sale race", "=Kayes", "escro*"]))
def test_what_was_found_stands_where_it_is_said_to(text: str, entry: str) -> None:
    written = f"{text} {entry.strip('=*')} {text}"

    places = word_list(entry).all(written)

    assert places
    assert all(written[found.start : found.end] == found.written for found in places)
    assert places == sorted(places, key=lambda found: (found.start, found.end))


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("des connards, une conne, trois cons", ["connard", "con", "con"]),
        ("il nique, niquez, on s’est fait niquer", ["niquer"] * 3),
        ("tu es un c o n a lors", ["con"]),
        ("c o n, c o n", ["con"]),
        ("C.O.N.", ["con"]),
        ("c0nn@rd et $ale r4ce", ["connard", "sale race"]),
        ("sales races", ["sale race"]),
        ("RETOURNE  dans\nton pays !", ["retourne dans ton pays"]),
        ("sale-race", ["sale race"]),
        ("s a l e   r a c e", ["sale race"]),
        ("Kayes", ["=Kayes"]),
        ("Kayesien", []),
        ("une escroquerie d’escrocs", ["escro*", "escro*"]),
        ("jouez sur 1xBet.com", ["1xbet"]),
        ("C O N S E I L", []),
        ("la sale petite race", []),
        ("455 morts sur l’A55, le 1er à 20h30, 4x4, H1N1", []),
        ("🇨🇴🇳", ["con"]),
    ],
)
def test_words_as_people_write_them(text: str, entries: list[str]) -> None:
    assert entries_in(text) == entries


def test_an_elided_word_is_not_joined_to_the_next() -> None:
    assert entries_in("l’âme, l'âme", "lame") == []
    assert entries_in("c’est l’abruti", "abruti") == ["abruti"]


def test_a_coarse_word_in_an_innocent_one_is_spared_and_only_there() -> None:
    listed = "niquer\ncul\nmorue\n!morue séchée\n"

    assert entries_in("un pique-nique, des pique-niques, on pique-nique dans le cul-de-sac", listed) == []
    assert entries_in("la morue séchée et la morue", listed) == ["morue"]
    assert entries_in("pique-nique et nique", listed) == ["niquer"]
    assert entries_in("cul de jatte, cul", listed) == ["cul"]
    assert entries_in("tout ce qu’on veut", "!rien") == []


def test_a_list_says_which_lines_mean_nothing() -> None:
    with pytest.raises(BadList) as bad:
        parse(
            "bien\n  ###\n!!!\nab*\nun mot*\n=mot*\nm*t\n"
            + "x" * 41
            + "\n"
            + "mot " * 9
            + "\nbon # pas si mal"
        )

    assert bad.value.faults == [
        (3, Fault.NO_WORD),
        (4, Fault.SHORT_PREFIX),
        (5, Fault.STAR),
        (6, Fault.STAR),
        (7, Fault.STAR),
        (8, Fault.TOO_LONG),
        (9, Fault.TOO_MANY_WORDS),
    ]
    assert "line 4: short_prefix" in str(bad.value)


def test_a_list_is_made_once_for_each_text() -> None:
    assert word_list("mot\n") is word_list("mo" + "t\n")
    assert word_list("").all("mot") == []
    assert word_list("un\nautre\n!un mot").size == 2


def test_no_expression_reads_a_long_text_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text has at most twice the words looked up, whatever was done to make it dear."""
    listed = word_list("sale race\nsale sale sale race\nconnard\nescro*")
    for unit in (
        "@",
        "a@",
        "a ",
        "a.",
        "ab.",
        "a",
        "a1",
        "a1 ",
        "a\u200b",
        "sale ",
        "a!",
        "!a",
        "$",
        "ﷺ",
        "1",
        "_a",
    ):
        asked = []
        for length in (5_000, 10_000):
            looked_up: list[str] = []
            monkeypatch.setattr(listed, "_known", _Counting(listed._known, looked_up))
            listed.all((unit * length)[:length])
            monkeypatch.undo()
            asked.append(sum(map(len, looked_up)))
        assert asked[1] <= 2 * asked[0] + 200, unit
        assert asked[1] <= 80_000, unit


class _Counting:
    """Stands before what is known of words, and writes down which were asked for."""

    def __init__(self, known: Mapping[str, object], looked_up: list[str]) -> None:
        self._known, self._looked_up = known, looked_up

    def __getitem__(self, word: str) -> object:
        self._looked_up.append(word)
        return self._known[word]


def test_the_ordinary_words_of_these_tests_are_many() -> None:
    assert len({word for word in ORDINARY if re.search("con|ass|put|niqu", folded(word))}) > 15
