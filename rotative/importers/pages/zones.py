"""Finds the parts of a pasted page around the body: “Lire aussi”, the author's others, the discussion."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from rotative.importers.pages.dates import folded
from rotative.importers.pages.headlines import looks_cut

_ALSO = r"(?:(?:a )?lire (?:aussi|egalement|encore)|(?:a )?voir aussi|read (?:also|more)|also read|see also)"
_READ_ALSO = re.compile(rf"^[→▶►•>\s-]*{_ALSO}\s*(?::\s*|$)")
_RELATED_HEADING = re.compile(
    r"^(?:sur le meme (?:sujet|theme)|dans la meme rubrique|articles? (?:lies?|similaires?|associes?)"
    r"|related(?: (?:articles|stories|reading|posts))?|more on this(?: story)?)\s*:?$"
)
_POPULAR_HEADING = re.compile(r"^(?:a la une|les plus lus|vous aimerez aussi|you may also like)\s*:?$")
_HIS_OTHERS = r"(?:tous )?(?:les )?(?:autres |derniers )?articles "
_AUTHOR_HEADING = re.compile(
    rf"^(?:{_HIS_OTHERS}(?:de l['’](?:auteure?|autrice)|des auteure?s|de la meme (?:auteure?|autrice)|du meme auteur)"
    r"|du meme auteur|de la meme (?:auteure?|autrice)"
    r"|by the same author|more (?:by|from) this author|the authors?['’]s? articles)\s*:?$"
)
_AUTHOR_NAMED = re.compile(
    rf"^(?:{_HIS_OTHERS}(?:de |d['’])|more (?:from|by) |latest (?:from|by) "
    r"|(?:the )?articles (?:of|by) )"
    r"(?P<name>\S+(?: \S+){1,4}?)\s*:?$"
)
_DISCUSSION_HEADING = re.compile(
    r"^(?:\d+\s+)?(?:(?:les )?(?:commentaires?|contributions?|reactions?)|(?:reader )?comments?|discussion"
    r"|(?:laisser|ajouter|ecrire) un commentaire|leave a (?:reply|comment)|reagir)\s*(?:\(\d+\)|:)?$"
)
_DISCUSSED = r"(?:contribution|commentaire|discussion|espace|echange|debat|comment|conversation)"
_RESERVED = (
    r"(?:reserve[es]*\s+(?:a|aux)\s+(?:nos\s+)?abonne|for subscribers|subscribers? only|to subscribers)"
)
_GATE = re.compile(rf"{_DISCUSSED}.{{0,80}}{_RESERVED}|{_RESERVED}.{{0,80}}{_DISCUSSED}")
_INVITATION = re.compile(
    r"^(?:s['’]abonner|abonnez-vous|je m['’]abonne|se connecter|connectez-vous|subscribe|sign in|log in"
    r"|(?:deja|already).{0,30}(?:abonne|subscriber))"
)
_FURNITURE = re.compile(
    r"^(?:partage[rz](?: (?:sur|cet article).*)?|imprimer|facebook|twitter|x|whatsapp|telegram|linkedin"
    r"|e-?mail|copier le lien|share|print|copy link|advertisement|publicite|ecouter(?: l['’]article)?|listen"
    r"|temps de lecture.*|(?:lecture )?\d+ min(?:utes?)?(?: de lecture| read)?|\d+ vues?|retour|menu"
    r"|accueil)$"
)
# A heading, a button or a gate is short; folding every paragraph letter by letter would cost seconds a page.
_LONGEST_LABEL = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the page that is not blank, how it stands apart, and where it was (from 1)."""

    text: str
    line: int
    blanks_before: int
    blanks_after: int
    indented: bool

    @property
    def stands_apart(self) -> bool:
        return self.indented or self.blanks_before > 1 or self.blanks_after > 1

    @property
    def ends_a_sentence(self) -> bool:
        return self.text.rstrip(' »”"’)]').endswith((".", "!", "?", "…", ":", ";", ","))

    @property
    def is_prose(self) -> bool:
        return (self.ends_a_sentence and len(self.text.split()) >= 8) or len(self.text) >= 120


@dataclass(slots=True)
class Zones:
    """`read_also` keeps each “Lire aussi :” line with what follows; `related` is the list under a heading."""

    body: list[Piece] = field(default_factory=list)
    read_also: list[list[Piece]] = field(default_factory=list)
    related: list[Piece] = field(default_factory=list)
    author_latest: list[Piece] = field(default_factory=list)
    author_name: str | None = None
    notice: list[Piece] = field(default_factory=list)
    gated: bool = False


class _Zone(Enum):
    BODY = auto()
    READ_ALSO = auto()
    RELATED = auto()
    AUTHOR = auto()
    DISCUSSION = auto()


def _label(text: str) -> str:
    """The line as labels are compared: lower case, no accents; nothing for a line too long to be one."""
    return folded(text) if len(text) <= _LONGEST_LABEL else ""


def pieces_of(text: str) -> list[Piece]:
    """The lines that are not blank, with Windows and old Mac line ends and no-break spaces understood."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [
        number
        for number, line in enumerate(lines)
        if line.strip(" \t\xa0\u202f\u200b\ufeff\f\v") and line.strip()
    ]
    before = [number - previous - 1 for previous, number in zip([-1, *filled], filled, strict=False)]
    after = [*before[1:], 0][: len(filled)]  # none where nothing is filled: a tab and a byte order mark
    return [
        Piece(" ".join(lines[number].split()), number + 1, blanks, following, lines[number][0].isspace())
        for number, blanks, following in zip(filled, before, after, strict=True)
    ]


def is_furniture(text: str) -> bool:
    """Buttons and counters that a copied page brings along."""
    plain = _label(text)
    return bool(_FURNITURE.match(plain) or (len(plain.split()) <= 12 and _INVITATION.match(plain)))


def read_also(text: str) -> str | None:
    """The headline behind “Lire aussi :”, an empty string for the bare heading, None for any other line."""
    found = _READ_ALSO.match(_label(text))
    return text[found.end() :].strip() if found else None


def opens_related(text: str) -> bool:
    """Whether a list of articles on the same subject begins here; what is most read is no such list."""
    return read_also(text) == "" or bool(_RELATED_HEADING.match(_label(text)))


def is_gate(text: str) -> bool:
    """Whether the line keeps the discussion for subscribers."""
    return len(text.split()) <= 30 and bool(_GATE.search(_label(text)))


def opens_author_list(text: str) -> bool:
    plain = _label(text)
    return bool(_AUTHOR_HEADING.match(plain)) or named_author(text) is not None


def opens_discussion(text: str) -> bool:
    return bool(_DISCUSSION_HEADING.match(_label(text))) or is_gate(text)


def named_author(text: str) -> str | None:
    """The name in “Les articles de Awa Koné”, where each word of it opens with a capital."""
    found = _AUTHOR_NAMED.match(_label(text))
    name = text[found.start("name") : found.end("name")] if found else ""
    return name if name and name.replace("-", "").replace(" ", "").isalpha() and name.istitle() else None


def divide(pieces: list[Piece]) -> Zones:
    """Sorts everything below the date line into zones; a reader's contribution is kept nowhere."""
    zones, zone = Zones(), _Zone.BODY
    for piece in pieces:
        headline = read_also(piece.text)
        if headline:
            zones.read_also.append([piece])
            zone = _Zone.READ_ALSO
        elif opens_related(piece.text) or _POPULAR_HEADING.match(_label(piece.text)):
            zone = _Zone.RELATED
        elif opens_author_list(piece.text):
            zones.author_name = named_author(piece.text)
            zone = _Zone.AUTHOR
        elif opens_discussion(piece.text):
            zones.gated = zones.gated or is_gate(piece.text)
            zones.notice.append(piece)
            zone = _Zone.DISCUSSION
        elif zone is _Zone.READ_ALSO:
            zones.read_also[-1].append(piece)
        elif zone is _Zone.DISCUSSION:
            zones.notice += [piece] if _INVITATION.match(_label(piece.text)) else []
        else:
            {_Zone.BODY: zones.body, _Zone.RELATED: zones.related, _Zone.AUTHOR: zones.author_latest}[
                zone
            ].append(piece)
    _give_back_to_the_body(zones)
    return zones


def _give_back_to_the_body(zones: Zones) -> None:
    """A “Lire aussi :” inside the text takes one shortened standfirst at most; the text goes on behind it."""
    groups = zones.read_also
    for index, group in enumerate(groups):
        followers = group[1:]
        at_the_end = all(len(later) <= 2 for later in groups[index:])
        takes = 1 if followers and (at_the_end or looks_cut(followers[0].text)) else 0
        zones.body += followers[takes:]
        del group[1 + takes :]
