"""Turns typewriter hyphens into the dashes of dialogue and of asides."""

import re
from typing import Final

from rotative.typography.characters import EN_DASH, NO_BREAK, SPACE

_DIALOGUE: Final = re.compile(rf"(?m)(?<![^\n])({SPACE}*)([-–—]){SPACE}++(?=\S)")
_SPACED: Final = re.compile(rf"(?<=\S){SPACE}++(--?|[–—])(?:{SPACE}++(?=\S)|(?=[,.)]))|[.!?…] |\n")
_ENGLISH: Final = re.compile(
    rf"(?<=[^\s\d]){SPACE}++--?{SPACE}++(?=\S)|(?<=\d){SPACE}++--?{SPACE}++(?=[^\s\d])"
)


def set_french_dashes(text: str) -> str:
    """Set the dash that opens a line of dialogue, and the pair around an aside.

    The dash that opens is followed by U+00A0, the one that closes is preceded by it.
    """
    text = _DIALOGUE.sub(lambda found: found[1] + _dash(found[2]) + NO_BREAK, text)
    aside = False

    def swap(found: re.Match[str]) -> str:
        nonlocal aside
        sign = found[1]
        if sign is None:
            aside = False
            return found[0]
        before, after = text[found.start() - 1], text[found.end() : found.end() + 1]
        if before.isdigit() and after.isdigit():
            return found[0]
        closed = after in tuple(",.)") and not found[0][-1].isspace()
        if closed and not aside:
            return found[0]
        aside = not aside
        if aside:
            return f" {_dash(sign)}{NO_BREAK}"
        return f"{NO_BREAK}{_dash(sign)}{'' if closed else ' '}"

    return _SPACED.sub(swap, text)


def set_english_dashes(text: str) -> str:
    """Turn a spaced hyphen between words into a spaced en dash."""
    return _ENGLISH.sub(f" {EN_DASH} ", text)


def _dash(sign: str) -> str:
    return EN_DASH if sign.startswith("-") else sign
