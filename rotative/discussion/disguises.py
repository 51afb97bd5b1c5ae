"""Reads words that were disguised to pass a list: l33t, “c o n”, letters of other alphabets, “connnard”. No Django.

All of it costs time in proportion to the text: no expression here goes back over what it has read.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Final

from rotative.search.analysis import folded

# Letters that look like Latin ones, as Unicode's confusables have them (UTS #39), the common ones only. They are looked
# up as they were typed, then in lower case: a Greek capital Eta is an H, the small one an n.
_LOOKALIKES: Final[dict[str, str]] = {
    alike: latin
    for likes, latins in (
        ("авекмнорстухіјѕһԁԛԝӏгґь", "abekmhopctyxijshdqwlrrb"),  # Cyrillic
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),  # Greek capitals
        ("αβγεηικνορστυχωϲϳ", "abyenikvopotuxwcj"),
        ("ıȷɡɩʋսօոհյցѵ", "ijgivuonhjgv"),  # of elsewhere, Armenian among them
        ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"),  # small capitals
    )
    for alike, latin in zip(likes, latins, strict=True)
}
_REGIONAL_A: Final = 0x1F1E6  # the letters that flags are made of
_EMPTY: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by their category, nothing to the eye
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Mn", "Me"})
_LONGEST_LETTER: Final = 4  # one character of Arabic stands for eighteen letters
_REMEMBERED_LETTERS: Final = 20_000

SIGNS: Final[dict[str, str]] = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    "$": "s",
    "€": "e",
    "!": "i",
    "|": "il",
}
_SIGN: Final = re.compile(r"[013457@$€!|]")
_MARKS: Final = re.compile(r"[@$€!|]")
_MOST_DOUBTS: Final = 3  # figures read as I or as L; each doubles the readings, the others are an I

_WORD: Final = re.compile(r"[^\W_]+")
# Two marks at most in a row, or “@@@@…” would be read again from each of its signs.
_MARKED_WORD: Final = re.compile(r"[@$€]{0,2}[^\W_]+(?:[@$€!|]{1,2}[^\W_]+)*+[@$€]{0,2}")
_LETTER: Final = r"(?:[^\W_]|[@$€])"
_GAP: Final = r"(?:[^\w@$€]|_)"
_LETTERS_APART: Final = re.compile(
    rf"(?<!{_LETTER}){_LETTER}(?!{_LETTER})(?:{_GAP}{{1,3}}{_LETTER}(?!{_LETTER})){{2,}}+"
)
_LETTER_AND_GAP: Final = re.compile(rf"({_LETTER})({_GAP}*)")
# Not the apostrophe: “l’âme” is no “lame”.
_POINTED_WORD: Final = re.compile(rf"(?<!{_LETTER}){_LETTER}++(?:(?:[^\w\s'’ʼ@$€]|_){{1,3}}{_LETTER}++)++")
_POINTS: Final = re.compile(_GAP)
_LONGEST_JOINED: Final = 60
_ONE_LETTER_WORDS: Final = "aoy"

_STRETCHED: Final = re.compile(r"(.)\1\1")
_RUNS: Final = re.compile(r"(.)\1+")
_LONG_RUNS: Final = re.compile(r"(.)\1{3,}")

Token = tuple[int, int, str]  # where it begins and ends in the plain text, and the word


class _Plain(dict[int, str]):
    """What each character is in plain text: a table for str.translate that fills itself."""

    def __missing__(self, number: int) -> str:
        if len(self) >= _REMEMBERED_LETTERS:
            self.clear()
        self[number] = plain = _plain_letter(chr(number))[:_LONGEST_LETTER]
        return plain


def _plain_letter(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in _EMPTY or unicodedata.category(letter) in _INVISIBLE:
        return ""
    if 0 <= ord(letter) - _REGIONAL_A < 26:
        return chr(ord(letter) - _REGIONAL_A + ord("a"))
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    apart = folded(letter) or unicodedata.normalize("NFKD", letter)
    return "".join(_LOOKALIKES.get(part, part) for part in apart if not unicodedata.combining(part))


_PLAIN: Final = _Plain()


def plain(text: str) -> str:
    """Return `text` in small Latin letters, without accents and without what cannot be seen; signs stay."""
    return text.translate(_PLAIN)


def places_in(text: str) -> list[int]:
    """Return, for each sign of the plain form of `text` and for its end, where in `text` it comes from."""
    places = [number for number, letter in enumerate(text) for _sign in _PLAIN[ord(letter)]]
    return [*places, len(text)]


def words_of(plain_text: str) -> list[Token]:
    """Return the words of a plain text as anybody reads them."""
    return [(found.start(), found.end(), found[0]) for found in _WORD.finditer(plain_text)]


def disguised_words(plain_text: str) -> Iterator[list[Token]]:
    """Yield other readings of a plain text: words with marks in them, words in pieces, letters apart."""
    if _MARKS.search(plain_text):
        yield [(found.start(), found.end(), found[0]) for found in _MARKED_WORD.finditer(plain_text)]
    for found in _POINTED_WORD.finditer(plain_text):
        if found.end() - found.start() <= 2 * _LONGEST_JOINED:
            yield [(found.start(), found.end(), _POINTS.sub("", found[0]))]
    for found in _LETTERS_APART.finditer(plain_text):
        for word in _joined(found[0]):
            yield [(found.start(), found.end(), word)]


def _joined(letters_apart: str) -> Iterator[str]:
    """Yield what letters that stand apart may say: all of them, or those with the same gap between them."""
    letters = _LETTER_AND_GAP.findall(letters_apart)
    runs: list[list[str]] = []
    gap_of_run = None
    for (before, gap), (letter, _gap) in pairwise(letters):
        if gap != gap_of_run:
            runs.append([before])
            gap_of_run = gap
        runs[-1].append(letter)
    if len(runs) > 1:
        runs.append([letter for letter, _gap in letters])
    for run in runs:
        word = "".join(run)
        if 3 <= len(word) <= _LONGEST_JOINED:
            # “tu es un c o n a lors”: the one-letter words beside it are none of its letters.
            yield from dict.fromkeys((word, word[1:] if word[0] in _ONE_LETTER_WORDS else word))
            if word[-1] in _ONE_LETTER_WORDS:
                yield word[:-1]
                yield word[1:-1]


def readings(word: str) -> tuple[str, ...]:
    """Return `word`, then what it says if its figures and marks are letters.

    There must be as many letters as figures: 455 is a number and the A55 a motorway.
    """
    if word.isalpha():
        return (word,)
    signs = _SIGN.findall(word)
    figures = sum(sign.isdigit() for sign in signs)
    if not signs or sum(letter.isalpha() for letter in word) < max(figures, 1):
        return (word,)
    doubts = 0
    choices = []
    for letter in word:
        meant = SIGNS.get(letter, letter)
        if len(meant) > 1:
            doubts += 1
            meant = meant if doubts <= _MOST_DOUBTS else meant[0]
        choices.append(meant)
    return (word, *("".join(letters) for letters in product(*choices)))


def is_stretched(word: str) -> bool:
    """Whether a letter stands three times in a row, as in no French word."""
    return _STRETCHED.search(word) is not None


def shortened(word: str) -> str:
    """Return `word` with each letter three times where it stands more often in a row: as stretched, and no longer."""
    return _LONG_RUNS.sub(r"\1\1\1", word)


def collapsed(word: str) -> str:
    """Return `word` with each letter once where it is repeated."""
    return _RUNS.sub(r"\1", word)
