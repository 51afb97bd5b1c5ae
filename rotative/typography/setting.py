"""Sets a plain text: hands it to the rules of its language until they have nothing left to mend."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from rotative.typography.characters import family_of
from rotative.typography.english import set_english
from rotative.typography.french import set_french
from rotative.typography.protection import put_back, take_out

_RULES: Final[dict[str, Callable[[str], str]]] = {"fr": set_french, "en": set_english}

# One pass sets nearly every text, and the second only confirms it; marks piled on marks need more.
_PASSES: Final = 12
_REMEMBERED: Final = 300  # characters of the longest text that is


def typeset(text: str, language: str = "fr") -> str:
    """Give a plain text with the spaces, quotes, dashes and apostrophes of its language.

    Never changes a letter or a digit, nor an address; setting twice changes nothing more. French
    follows the Lexique des règles typographiques en usage à l'Imprimerie nationale. A language
    other than French or English comes back as it went in.
    """
    rules = _RULES.get(family_of(language))
    if rules is None or not text:
        return text
    return _set_again(text, language) if len(text) <= _REMEMBERED else _set(text, rules)


@lru_cache(maxsize=8192)
def _set_again(text: str, language: str) -> str:
    # A headline, a name, a date stand in a page five times and in hundreds of pages.
    return _set(text, _RULES[family_of(language)])


def _set(text: str, rules: Callable[[str], str]) -> str:
    for _ in range(_PASSES):
        bare, taken = take_out(text)
        mended = put_back(rules(bare), taken)
        if mended == text:
            break
        text = mended
    return text
