"""What the reader may have meant, when nothing was found: the nearest words of headlines and standfirsts."""

import re
from difflib import get_close_matches

import tantivy
from tantivy import Occur, Query

from rotative.search.analysis import Language, composed, folded, terms
from rotative.search.documents import read_card
from rotative.search.query import Request

# Shorter words have too many neighbours: “Mali” would become “mari”.
SHORTEST_WORD = 5
MOST_WORDS = 3
# Nearest words are looked for in so many articles that have something like it.
MOST_ARTICLES = 30

_WORD = re.compile(r"[^\W_]+")


def suggestion(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    request: Request,
    languages: tuple[Language, ...],
) -> str | None:
    """The request with its unknown words replaced by the nearest known ones; None without any."""
    words = [word for clause in request.wanted for word in _WORD.findall(clause.text)]
    replaced: dict[str, str] = {}
    for word in words:
        if (
            len(replaced) < MOST_WORDS
            and len(word) >= SHORTEST_WORD
            and not _known(searcher, word, languages)
        ):
            nearest = [
                found for language in languages if (found := _nearest(searcher, schema, word, language))
            ]
            if nearest:
                replaced[word] = nearest[0].lower() if word.islower() else nearest[0]
    return " ".join(replaced.get(word, word) for word in words) if replaced else None


def _known(searcher: tantivy.Searcher, word: str, languages: tuple[Language, ...]) -> bool:
    return any(
        searcher.doc_freq(f"text_{language}", term)
        for language in languages
        for term in terms(word, language)
    )


def _nearest(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str, language: Language) -> str | None:
    # The index has stems: the end of the word may be missing there, its beginning may not.
    plain = folded(word)
    beginning, distance = plain[: max(4, len(plain) - 3)], 1 if len(plain) < 6 else 2
    near: list[tuple[Occur, Query]] = []
    for field in (f"headline_{language}", f"standfirst_{language}"):
        near += [
            (Occur.Should, Query.fuzzy_term_query(schema, field, beginning, distance, prefix=True)),
            *(
                (Occur.Should, Query.fuzzy_term_query(schema, field, term, distance))
                for term in terms(word, language)
            ),
        ]
    found = searcher.search(Query.boolean_query(near), limit=MOST_ARTICLES, count=False).hits
    spellings: dict[str, str] = {}
    for _, address in found:
        card = read_card(searcher.doc(address))
        for spelling in _WORD.findall(composed(f"{card.headline} {card.standfirst}")):
            if abs(len(spelling) - len(word)) <= 2 and terms(spelling, language):
                spellings.setdefault(folded(spelling), spelling)
    closest = get_close_matches(plain, spellings, n=1, cutoff=0.7)
    return spellings[closest[0]] if closest else None
