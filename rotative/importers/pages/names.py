"""Reads who signs: “Par Awa Koné”, “Awa KONÉ et Issa DIARRA (AMAP)”, under a role or alone."""

import re
from dataclasses import dataclass

from rotative.importers.pages.dates import folded
from rotative.importers.pages.parsed import ParsedAuthor

PARTICLES = frozenset(
    {"de", "du", "des", "da", "dos", "van", "von", "der", "den", "ben", "bin", "ag", "el", "al", "le", "la"}
)
AGENCIES = frozenset({"reuters", "xinhua", "associated press", "anadolu", "bloomberg"})
_BY = re.compile(r"\s*(?:par|by|de notre .{3,40}?,|from)\s*:?\s+", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*(?:[,;&/|•·]|\bet\b|\band\b|\bavec l[’']|\bavec\b|\bwith\b)\s*", re.IGNORECASE)
# The roles of somebody who writes from elsewhere, in lower case and without accents.
CORRESPONDS = r"(?:(?:de )?(?:notre|nos) |our )?(?:envoye|correspondan|special (?:correspondent|envoy))"
_ROLES = re.compile(
    r"(?:notre |nos |de notre |our )?(?:envoye|correspondan|propos recueillis|entretien|interview|reportage|"
    r"enquete|"
    r"synthese|tradui|traduction|stagiaire|special correspondent|special envoy|reporting|reported|recueilli|"
    r"texte|photos? et texte|text|analyse|compiled|written)"
)
_ROLE = 40  # characters in which it shows that a line is a role


@dataclass(frozen=True, slots=True)
class Names:
    """Who signs, and the agency beside them."""

    authors: tuple[ParsedAuthor, ...] = ()
    agency: str | None = None


def ordinary_case(word: str) -> str:
    """“SOULEYMANE” as “Souleymane”, “N’DIAYE” as “N’Diaye”, “DIOP-KANE” as “Diop-Kane”."""
    return re.sub(r"[^\W\d_]+", lambda letters: letters[0][:1].upper() + letters[0][1:].lower(), word)


def read_author(written: str) -> ParsedAuthor:
    """One author; the words in capitals beside words in ordinary letters are the family name."""
    words = written.split()
    capitals = [word for word in words if _is_capitals(word)]
    if not capitals:
        return ParsedAuthor(" ".join(words))
    family = " ".join(map(ordinary_case, capitals))
    given = " ".join(word for word in words if not _is_capitals(word))
    return ParsedAuthor(f"{given} {family}", family) if given else ParsedAuthor(family)


def read_names(text: str, by: bool = False) -> Names | None:
    """The authors on a line of nothing but names, or None.

    With `by` the line is known to be a byline (metadata, or after “Par”), so a name may be a single word.
    """
    if len(text) > 200:
        return None
    agency = None
    if bracket := re.search(r"\(([^()]{2,40})\)\s*$", text):
        agency, text = bracket[1].strip(), text[: bracket.start()]
    authors: list[ParsedAuthor] = []
    for part in filter(None, _SEPARATORS.split(_without_full_stop(text.strip(" ,–—-")))):
        if _is_agency(part):
            agency = part
        elif by or is_name(part):
            authors.append(read_author(part))
        else:
            return None
    return Names(tuple(authors), agency) if authors or agency else None


def read_by_line(text: str) -> Names | None:
    """The authors on a line that opens with “Par” or “By” and holds names only, or None."""
    opening = _BY.match(text)
    if not opening or len(text) > 160 or text.rstrip().endswith((".", "!", "?", ":")):
        return None
    rest = text[opening.end() :].strip()
    return read_names(rest) or (
        read_names(rest, by=True) if len(rest.split()) <= 3 and rest[:1].isupper() else None
    )


def read_role_and_names(text: str) -> tuple[str, Names] | None:
    """“Propos recueillis par Awa KONÉ”, “Envoyée spéciale : Awa KONÉ”: the role and the names on one line."""
    if not is_role(text):
        return None
    for cut in re.finditer(r"\s+(?:par|by)\s+|\s*[:,–-]\s+", text):
        if names := read_names(text[cut.end() :]):
            return text[: cut.end()].strip(" :,–-"), names
    return None


def is_role(text: str) -> bool:
    """Whether a short line says in which capacity somebody signs."""
    return len(text) <= 120 and bool(_ROLES.match(folded(text)))


def is_name(text: str) -> bool:
    """Whether it looks like somebody's name and nothing else."""
    if re.match(CORRESPONDS, folded(text[:_ROLE])):
        return False
    words = text.replace("’", "'").split()
    if not 2 <= len(words) <= 5 or not words[0][0].isupper():
        return False
    named = [word for word in words if word.lower() not in PARTICLES]
    return len(named) >= 2 and all(
        re.fullmatch(r"[^\W\d_][\w'.\-]*", word) and _opens_upper(word) for word in named
    )


def _without_full_stop(text: str) -> str:
    return text if re.search(r"\b(?:[JS]r|[^\W\d_])\.$", text) else text.rstrip(". ")


def _opens_upper(word: str) -> bool:
    return word[0].isupper() or bool(re.match(r"[dl]'\w", word) and word[2].isupper())


def _is_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _is_agency(part: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z.]{1,7}", part)) or part.lower() in AGENCIES
