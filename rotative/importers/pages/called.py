"""What the containers of a page are called, by class, id or label, where that tells what they list."""

import re
from enum import Enum, auto

from lxml.html import HtmlElement

from rotative.importers.pages.shown import tokens_of
from rotative.importers.pages.zones import opens_author_list, opens_related

LABEL = 90  # characters; a longer line is no heading of a list
_HOLDER = r"(?:[-_]+(?:list|items?|block|bloc|section|container|wrapper|inner|widget))*"
_RELATED = re.compile(
    r"(?:[\w-]*[-_])?(?:(?:a-?)?(?:lire|voir)[-_]?aussi|read-?also|see-?also"
    r"|related(?:[-_]*(?:posts?|articles?|stor(?:y|ies)|content|reading|news|coverage))?"
    r"|(?:meme|same)[-_](?:sujet|topic|subject)|articles?[-_](?:lies|similaires|associes))" + _HOLDER,
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:[\w-]*[-_])?(?:author[-_](?:latest|articles|posts)|same[-_]author|meme[-_]auteur|auteur[-_]articles"
    r"|(?:articles|posts|more)[-_](?:from|by|of)[-_](?:the[-_])?author|articles[-_](?:de[-_]l[-_]?)?auteur)"
    + _HOLDER,
    re.IGNORECASE,
)
_TOPICS = re.compile(r"(?:[\w-]*[-_])?(?:topics?|tags?|keywords?|themes?|mots-cles)", re.IGNORECASE)


class Kind(Enum):
    """Whose articles a list holds."""

    RELATED = auto()
    AUTHOR = auto()


def list_called(holder: HtmlElement) -> Kind | None:
    """What a container says that it lists; None for any other."""
    label = holder.get("aria-label", "")[:LABEL]
    tokens = tokens_of(holder)
    if any(map(_AUTHOR.fullmatch, tokens)) or (label and opens_author_list(label)):
        return Kind.AUTHOR
    if any(map(_RELATED.fullmatch, tokens)) or (label and opens_related(label)):
        return Kind.RELATED
    return None


def is_called_topics(holder: HtmlElement) -> bool:
    """Whether it lists topics, whatever heading stands above them."""
    return any(map(_TOPICS.fullmatch, tokens_of(holder)))
