"""The lines under a search result: passages around the words that were looked for, as safe HTML.

Callers hand in only what every reader may see, composed (NFC); the words found are in <mark>, all escaped.
"""

import re
from functools import lru_cache
from html import escape
from itertools import islice

from rotative.search.analysis import Language, folded, term

# Two lines of a search result on a desktop screen, three or four on a telephone.
PASSAGE_LENGTH = 200

# A passage is chosen among the first words found; a book about one word would take a second to mark.
MOST_CANDIDATES = 40

Span = tuple[int, int, str]

# How a word of each language goes on after its beginning; the same words as in `analysis`.
_ENDINGS: dict[Language, str] = {"fr": r"[^\W_]*['’ʼ]?", "en": r"[^\W_]*(?:['’ʼ][^\W_]+)?"}

_ACCENTED: dict[str, list[str]] = {}
for _letter in [*map(chr, range(0xC0, 0x250)), "ɔ", "ɛ", "Ɔ", "Ɛ"]:
    if _plain := folded(_letter):
        _ACCENTED.setdefault(_plain[0], []).append(_letter)

_SENTENCE_START = re.compile(r"(?<=[.!?…»])\s+(?=[«“\"(\w])|\n+\s*")


def marked(text: str, language: Language, wanted: frozenset[str]) -> str:
    """`text` escaped, with the words whose term is `wanted` in <mark>."""
    return _html(text, _spans(text, language, wanted), 0, len(text))


def snippet(texts: list[str], language: Language, wanted: frozenset[str]) -> str:
    """The passage of about 200 characters with the most different `wanted` terms, in whichever text has it.

    When none has any (the words stand in the headline or behind the wall), the beginning of the first text.
    """
    texts = [text for text in texts if text.strip()]
    best, most = "", 0
    for text in texts:
        spans = _spans(text, language, wanted)
        first, reached = _densest(spans)
        if reached > most:
            best, most = _html(text, spans, *_passage(text, first)), reached
    if texts and not most:
        best = _html(texts[0], [], *_passage(texts[0], 0))
    return best


def _spans(text: str, language: Language, wanted: frozenset[str]) -> list[Span]:
    """Where the first `wanted` terms stand: beginning, end, term."""
    spans: list[Span] = []
    if not wanted:
        return spans
    # Reading every word of twenty long articles would take longer than finding them.
    beginnings = frozenset(found[: 3 if len(found) > 4 else 2] for found in wanted)
    for found in islice(_candidates(beginnings, language).finditer(text), MOST_CANDIDATES):
        start, end = found.span()
        if (not start or not text[start - 1].isalnum()) and (reached := term(found[0], language)) in wanted:
            spans.append((start, end, reached))
    return spans


@lru_cache(maxsize=256)
def _candidates(beginnings: frozenset[str], language: Language) -> re.Pattern[str]:
    """Words that may have a wanted term: they begin like it, with whatever accents and capitals."""
    words = [
        "".join(
            _spellings(letter) + ("?" if pair in ("oe", "ae") else "")
            for letter, pair in _with_pairs(beginning)
        )
        for beginning in sorted(beginnings)
    ]
    return re.compile(f"(?:{'|'.join(words)}){_ENDINGS[language]}")


def _with_pairs(beginning: str) -> list[tuple[str, str]]:
    """Each letter with the pair it closes: the e of “oe” is not written when “œ” is."""
    return [
        (letter, beginning[place - 1 : place + 1] if place else "") for place, letter in enumerate(beginning)
    ]


def _spellings(letter: str) -> str:
    return "[" + re.escape(letter + letter.upper()[:1]) + "".join(_ACCENTED.get(letter, ())) + "]"


def _densest(spans: list[Span]) -> tuple[int, int]:
    """Where the passage with the most different terms begins, and how many it has."""
    best, most = 0, 0
    for place, (start, _, _) in enumerate(spans):
        near = {term for _, end, term in spans[place : place + 20] if end - start <= PASSAGE_LENGTH * 3 // 4}
        if len(near) > most:
            best, most = start, len(near)
    return best, most


def _passage(text: str, first: int) -> tuple[int, int]:
    """Where the passage that shows the word at `first` begins and ends, on whole words."""
    floor = max(0, first - PASSAGE_LENGTH // 4)
    start = floor
    if floor:
        sentences = [
            found.end() for found in _SENTENCE_START.finditer(text, floor, first + 1) if found.end() <= first
        ]
        space = text.find(" ", floor, first)
        start = sentences[0] if sentences else space + 1 if space >= 0 else first
    end = min(len(text), start + PASSAGE_LENGTH)
    if end < len(text):
        space = text.rfind(" ", first + 1, end)
        end = space if space > first else end
    return start, end


def _html(text: str, spans: list[Span], start: int, end: int) -> str:
    pieces = ["… "] if start else []
    place = start
    for begin, stop, _ in spans:
        if begin < place or stop > end:
            continue
        word_end = stop - 1 if text[stop - 1] in "'’ʼ" else stop
        pieces += [
            escape(text[place:begin]),
            "<mark>",
            escape(text[begin:word_end]),
            "</mark>",
        ]
        place = word_end
    pieces.append(escape(text[place:end]).rstrip())
    if end < len(text):
        pieces.append(" …")
    return " ".join("".join(pieces).split())
