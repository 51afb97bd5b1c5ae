"""Takes out of a contribution what is typed and not read: orders to the screen, empty letters, towers of accents."""

import re
import unicodedata
from typing import Final

_MOST_ACCENTS: Final = 3  # on one letter; vowelled Arabic and the tones of Vietnamese need no more
_JOINER: Final = "\u200d"  # makes one emoji of several
_NON_JOINER: Final = "\u200c"  # Persian writes with it
_EMOJI_VARIATION: Final = "\ufe0f"
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co"})  # what turns the direction of writing is among them
_LINE_ENDS: Final = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_LINE_SPACE: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return `text` in Unicode's composed form, with plain line ends, without what has no sign of its own.

    At most one line in a row is empty. Cleaning twice changes nothing more.
    """
    lines = _LINE_ENDS.sub("\n", text)
    shown = "".join(letter for letter in lines if _is_shown(letter)).replace("\t", " ")
    tidy = _with_few_accents(_with_few_joiners(unicodedata.normalize("NFC", shown)))
    return _EMPTY_LINES.sub("\n\n", _LINE_SPACE.sub("", tidy)).strip()


def _is_shown(letter: str) -> bool:
    return letter in ("\n", "\t", _JOINER, _NON_JOINER) or unicodedata.category(letter) not in _DROPPED


def _with_few_joiners(text: str) -> str:
    """Keep the joiner between two emoji and its counterpart between two letters of a script that joins them."""
    if _JOINER not in text and _NON_JOINER not in text:
        return text
    return "".join(
        letter
        for before, letter, after in zip(f" {text[:-1]}", text, f"{text[1:]} ", strict=True)
        if not (letter == _JOINER and not (_is_emoji(before) and _is_emoji(after)))
        and not (letter == _NON_JOINER and not (_is_arabic(before) and _is_arabic(after)))
    )


def _is_emoji(letter: str) -> bool:
    return letter == _EMOJI_VARIATION or unicodedata.category(letter) in ("So", "Sk")


def _is_arabic(letter: str) -> bool:
    return "\u0620" <= letter <= "\u06ff"


def _with_few_accents(text: str) -> str:
    kept = []
    accents = 0
    for letter in text:
        accents = accents + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if accents <= _MOST_ACCENTS:
            kept.append(letter)
    return "".join(kept)
