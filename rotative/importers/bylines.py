"""Turns the byline of a page into signatures, with an author made for every name that nobody signs with yet."""

import re

from rotative.articles.models import Role, Signature
from rotative.authors.models import Author
from rotative.importers.pages.dates import folded
from rotative.importers.pages.parsed import ParsedAuthor, ParsedByline

# Compared in lower case and without accents.
_ROLE = re.compile(
    r"(?:(?:de )?(?:notre|nos) |our )?"
    r"(?:(?P<envoy>envoyee?s? specia\w+|special envoys?|special correspondents?)"
    r"|correspondante?s?|correspondents?)\b\s*"
)
_FEMININE = re.compile(r"\b(?:envoyees?|correspondantes?)\b")
_DETAIL = 80  # characters


def author_for(parsed: ParsedAuthor, is_feminine: bool = False) -> Author:
    """Return the author who signs so, made when nobody does yet.

    ``is_feminine``: the page calls them “Envoyée spéciale”; whoever is there already keeps their own titles.
    """
    spellings = (parsed.name, parsed.name.replace("'", "’"), parsed.name.replace("’", "'"))
    found: Author | None = next(filter(None, map(Author.objects.signing, spellings)), None)
    return found or Author.objects.create(
        name=parsed.name, family_name=parsed.family or "", feminine_titles=is_feminine
    )


def signatures_of(byline: ParsedByline) -> list[Signature]:
    """Return the byline, each group under its role, in order; nobody signs twice."""
    signatures: dict[Author, Signature] = {}
    for group in byline.groups:
        written = (group.role or "").strip()
        role, detail = _role_in(written)
        for parsed in group.authors:
            author = author_for(parsed, is_feminine=bool(_FEMININE.search(folded(written))))
            if author not in signatures:
                signatures[author] = Signature(
                    author=author, role=role, role_detail=detail, sort_order=len(signatures)
                )
    return list(signatures.values())


def _role_in(written: str) -> tuple[Role, str]:
    if not written:
        return Role.NONE, ""
    found = _ROLE.match(folded(written))
    if found is None:
        return Role.OTHER, written[:_DETAIL]
    return Role.SPECIAL_ENVOY if found["envoy"] else Role.CORRESPONDENT, written[found.end() :][:_DETAIL]
