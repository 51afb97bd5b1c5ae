"""Sets a plain text: hands it to the rules of its language until they have nothing left to mend."""

from collections.abc import Callable
from typing import Final

from rotative.typography.characters import family_of
from rotative.typography.english import set_english
from rotative.typography.french import set_french
from rotative.typography.protection import put_back, take_out

_RULES: Final[dict[str, Callable[[str], str]]] = {"fr": set_french, "en": set_english}

# One pass sets nearly every text, and the second only confirms it; marks piled on marks need more.
_PASSES: Final = 12


def typeset(text: str, language: str = "fr") -> str:
    """Give a plain text with the spaces, quotes, dashes and apostrophes of its language.

    Never changes a letter or a digit, nor an address; setting twice changes nothing more. French
    follows the Lexique des règles typographiques en usage à l'Imprimerie nationale. A language
    other than French or English comes back as it went in.
    """
    rules = _RULES.get(family_of(language))
    if rules is None or not text:
        return text
    for _ in range(_PASSES):
        bare, taken = take_out(text)
        mended = put_back(rules(bare), taken)
        if mended == text:
            break
        text = mended
    return text
