"""Rules both languages share: the ellipsis is one sign, and one space parts two words."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from rotative.typography.characters import ELLIPSIS, NARROW_NO_BREAK, NO_BREAK, SPACE

# A pattern and what takes its place.
Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_ELLIPSES: Final = re.compile(rf"(?:\.{{3,}}|\.(?:{SPACE}\.){{2,}}|\.*…[.…]*)(?:{SPACE}*…[.…]*)*")
_SEVERAL_SPACES: Final = re.compile(rf"(?<=\S){SPACE}{{2,}}(?=\S)")


def apply_rules(rules: Iterable[Rule], text: str) -> str:
    """Apply rules one after the other."""
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def set_ellipses(text: str) -> str:
    """Turn “...” and “. . .” into one “…”, and several of them into one."""
    return _ELLIPSES.sub(ELLIPSIS, text)


def collapse_spaces(text: str) -> str:
    """Leave one space where several stand between words; the edges of a line are left alone."""
    return _SEVERAL_SPACES.sub(_one_space, text)


def _one_space(found: re.Match[str]) -> str:
    run = set(found[0])
    if run <= {NO_BREAK, NARROW_NO_BREAK}:
        return found[0][0]
    return " "
