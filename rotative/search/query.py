"""Reads what a reader types: words, "phrases in quotes" or « guillemets », and -words to leave out.

Everything else is an ordinary word or nothing: there are no operators, no fields, no wildcards, and no error.
"""

import re
from dataclasses import dataclass

from rotative.search.analysis import composed

# Nobody types more by hand; a pasted paragraph is found by its first twenty words.
MOST_CHARACTERS = 1_000
MOST_WORDS = 20

# Hyphens, apostrophes and dots hold a word together (“Bobo-Dioulasso”, “l’école”, “3.5”); others separate.
_WORD = re.compile(r"[^\W_]+(?:[-'’ʼ.][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(
    r"""(?P<minus>(?<!\S)-)?
        (?: "(?P<straight>[^"]*)" | «(?P<french>[^«»]*)» | “(?P<curly>[^“”]*)” | (?P<words>[^\s"«»“”]+) )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Clause:
    """One thing to look for; its words follow each other, quoted or written as one hyphened word."""

    text: str
    excluded: bool = False


@dataclass(frozen=True)
class Request:
    """What the reader wants (every clause) and does not want."""

    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()


def parse(typed: str) -> Request:
    """The request that `typed` means, cut to its first 1,000 characters and twenty words; never raises."""
    clauses: dict[Clause, None] = {}
    left = MOST_WORDS
    for found in _CLAUSE.finditer(composed(typed[:MOST_CHARACTERS])):
        excluded = found["minus"] is not None
        phrase = found["straight"] or found["french"] or found["curly"]
        for text in [phrase] if phrase else _WORD.findall(found["words"] or ""):
            pieces = list(_PIECE.finditer(text))[:left]
            if pieces:
                clauses[Clause(text[pieces[0].start() : pieces[-1].end()], excluded)] = None
                left -= len(pieces)
    return Request(
        wanted=tuple(clause for clause in clauses if not clause.excluded),
        unwanted=tuple(clause for clause in clauses if clause.excluded),
    )
