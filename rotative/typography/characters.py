"""The sorts in the case: the spaces and marks every typographic rule reaches for."""

from typing import Final

NO_BREAK: Final = "\u00a0"
NARROW_NO_BREAK: Final = "\u202f"
APOSTROPHE: Final = "\u2019"
ELLIPSIS: Final = "\u2026"
EN_DASH: Final = "\u2013"
EM_DASH: Final = "\u2014"

# Stands for what must not be set: a web address in plain text, a piece of code in a page.
OPAQUE: Final = "\ufffc"

# A horizontal space of any width, for use in regular expressions.
SPACE: Final = "[ \\t\u00a0\u2002-\u200a\u202f]"

LETTER: Final = r"[^\W\d_]"
CAPITAL: Final = "[A-ZÀ-ÖØ-ÞŒ]"


def family_of(language: str) -> str:
    """Give “fr”, “en” or “” for a language tag such as “fr-ML”, “en_GB” or “bm”."""
    primary = language.replace("_", "-").partition("-")[0].strip().lower()
    return primary if primary in ("fr", "en") else ""
