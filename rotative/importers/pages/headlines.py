"""Takes headlines apart: the kicker before the colon, the column, the standfirst cut short."""

import re
from collections import Counter
from collections.abc import Iterable

from rotative.importers.pages.dates import folded
from rotative.importers.pages.parsed import Listed

KICKER_WORDS = 5

# Words that open the standing title of a column in French and English papers and hardly ever a news subject.
_STANDING = (
    "billet bloc-notes carnet carnets chronique chroniques coulisses decryptage echos edito editorial "
    "horizons humeur memoires paroles perspectives regard regards tribune lettre lettres "
    "column diary letter notebook opinion viewpoint viewpoints"
)
STANDING_WORDS = frozenset(_STANDING.split())
_ARTICLES = frozenset({"le", "la", "les", "un", "une", "mon", "ma", "notre", "nos", "the", "our", "my", "a"})
_PLACED = re.compile(r"\b(?:a|à|au|aux|en|in|at)\s+[A-ZÀ-ÖØ-Þ]")
_COLON = re.compile(r"(?P<before>[^:«“\"]{2,80}?)(?P<space>\s*):\s+(?P<after>\S.*)", re.DOTALL)
_CUT = re.compile(r"(?:…|\.\.|\s\.|…\]|\.\.\]|\.\.\)|…\))$")


def split_kicker(headline: str, spaced: bool = False) -> tuple[str | None, str]:
    """The kicker and the headline proper.

    A kicker is what stands before “ : ” when it has at most five words and no quotation opens behind it:
    a name before « announces who speaks. With `spaced` the colon must stand off from the word before it,
    as French typography has it, so that an English subtitle stays part of its headline.
    """
    found = _COLON.fullmatch(headline)
    if not found or (spaced and not found["space"]):
        return None, headline
    kicker, rest = found["before"].strip(), found["after"].strip()
    if len(kicker.split()) > KICKER_WORDS or rest[0] in "«“\"‘'„":
        return None, headline
    return kicker, rest


def mend_teaser(standfirst: str) -> tuple[str | None, bool]:
    """A standfirst as lists cut it, with one “…” for its “..” or “ .”; says whether it was cut.

    A placeholder without a letter or digit (“-.”) is no standfirst.
    """
    if not any(letter.isalnum() for letter in standfirst):
        return None, False
    written = standfirst.strip()
    return (f"{written.rstrip(' .…[]')}…", True) if looks_cut(written) else (written, False)


def looks_cut(standfirst: str) -> bool:
    """Whether a list shortened this standfirst."""
    return bool(_CUT.search(standfirst.strip()[-8:]))


def columns_among(latest: Iterable[Listed]) -> tuple[str, ...]:
    """The kickers that name a column, in the order of the author's own list.

    An author's kicker is a column when it comes back in her list, or when it opens like a standing title
    (“Perspectives …”, “Le billet …”). One with a number or a place after “à, au, en, in” is an event or
    running news, however often it comes back.
    """
    kickers = [entry.kicker for entry in latest if entry.kicker]
    # Typed with one apostrophe or the other it is the same column.
    seen = Counter(map(_typed_alike, kickers))
    spelled = {_typed_alike(kicker): kicker for kicker in reversed(kickers)}
    return tuple(
        kicker
        for kicker, times in ((spelled[typed], times) for typed, times in seen.items())
        if not re.search(r"\d", kicker)
        and not _PLACED.search(kicker)
        and (times > 1 or _opens_like_a_standing_title(kicker))
    )


def _typed_alike(kicker: str) -> str:
    return folded(kicker).replace("’", "'")


def _opens_like_a_standing_title(kicker: str) -> bool:
    words = folded(kicker).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return words[0] in STANDING_WORDS
