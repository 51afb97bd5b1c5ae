"""The byline: who signs, grouped under roles, in the number and gender of the people. No Django models in here."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

SPECIAL_ENVOY = "special_envoy"
CORRESPONDENT = "correspondent"
WITH = "with"


@dataclass(frozen=True)
class Group:
    """Neighbours in the byline who sign in the same capacity."""

    role: str
    authors: tuple[Any, ...]


def role_label(role: str, detail: str, count: int, feminine: bool) -> str:
    """Return the words of a role in the active language: “Envoyées spéciales à Moscou”.

    ``feminine``: everybody in the group takes feminine titles; French agrees with the masculine otherwise.
    """
    # makemessages finds contexts only where they are written out, so each gender has its own call.
    if role == SPECIAL_ENVOY and feminine:
        label = npgettext("feminine", "Special correspondent", "Special correspondents", count)
    elif role == SPECIAL_ENVOY:
        label = npgettext("masculine", "Special correspondent", "Special correspondents", count)
    elif role == CORRESPONDENT and feminine:
        label = npgettext("feminine", "Correspondent", "Correspondents", count)
    elif role == CORRESPONDENT:
        label = npgettext("masculine", "Correspondent", "Correspondents", count)
    elif role == WITH:
        label = pgettext("byline", "With")
    else:
        label = ""
    return f"{label} {detail}".strip()


def groups(signatures: Iterable[Any]) -> list[Group]:
    """Group signatures, in their order, by neighbours of the same role and detail."""
    found = []
    for (role, detail), members in groupby(signatures, key=lambda s: (s.role, s.role_detail.strip())):
        authors = tuple(signature.author for signature in members)
        feminine = all(author.feminine_titles for author in authors)
        found.append(Group(role_label(role, detail, len(authors), feminine), authors))
    return found


def joined(names: list[str]) -> str:
    """Return names as a sentence has them: “A, B et C”."""
    if len(names) < 2:
        return "".join(names)
    return _("{all_but_last} and {last}").format(all_but_last=", ".join(names[:-1]), last=names[-1])


def in_one_line(signatures: Iterable[Any]) -> str:
    """Return the names only, as lists print them after “Par”; family names as signed."""
    return joined([signature.author.name for signature in signatures])
