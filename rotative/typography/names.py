"""Writes ordinals and the names of people as they are signed in print."""

import re

from rotative.typography.characters import family_of


def ordinal(number: int, language: str = "fr", feminine: bool = False) -> str:
    """Write an ordinal in figures: “1er”, “1re”, “2e” in French, “1st”, “12th” in English.

    French abbreviations follow the Lexique de l'Imprimerie nationale (never “2ème”); languages
    without a rule of their own are written as in French.
    """
    if family_of(language) != "en":
        if number == 1:
            return "1re" if feminine else "1er"
        return f"{number}e"
    if abs(number) % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(abs(number) % 10, 'th') }"


def capitalise_family_name(name: str, family: str) -> str:
    """Set the family name in capitals: “Alassane Souleymane” becomes “Alassane SOULEYMANE”.

    Capitals keep their accents (Lexique de l'Imprimerie nationale). The family name must stand as
    whole words, in any case; its last occurrence counts. A name without it comes back unchanged.
    """
    family = " ".join(family.split())
    if not family:
        return name
    words = r"\s+".join(re.escape(word) for word in family.split())
    found = list(re.finditer(rf"(?<![\w’'-]){words}(?![\w’'-])", name, re.IGNORECASE))
    if not found:
        return name
    start, end = found[-1].span()
    return name[:start] + name[start:end].upper() + name[end:]
