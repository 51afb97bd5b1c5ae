"""Turns what a reader wants into queries, term by term; nothing typed reaches the engine's query language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import tantivy
from tantivy import FieldType, Occur, Query

from rotative.search.analysis import LANGUAGES, Language, terms
from rotative.search.documents import seconds
from rotative.search.query import Request

# A word in the headline says what the article is about, in the body that it is mentioned.
FIELD_WEIGHTS = {"headline": 4.0, "kicker": 2.0, "standfirst": 1.5}

# An address may carry any number; the engine raises on one that no database gives.
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Filters:
    """Which articles may be found: of a section or below, by an author, from `since` until before `until`."""

    language: Language | None = None
    section_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.language and self.language not in LANGUAGES:
            raise ValueError(
                f"No search analysis for the language {self.language!r}, only {', '.join(LANGUAGES)}."
            )

    @property
    def narrow(self) -> bool:
        """Whether they keep to a section, an author or a period."""
        return any(f is not None for f in (self.section_id, self.author_id, self.since, self.until))

    @property
    def languages(self) -> tuple[Language, ...]:
        return (self.language,) if self.language else LANGUAGES


def wanted_terms(request: Request, language: Language) -> frozenset[str]:
    """Every term to look for in articles of `language`; what results mark."""
    return frozenset(term for clause in request.wanted for term in terms(clause.text, language))


def matching(
    schema: tantivy.Schema, request: Request, filters: Filters, *, relaxed: bool = False
) -> Query | None:
    """The query for articles with every wanted clause (`relaxed`: any wanted word) and no unwanted one.

    None when nothing is looked for: no word, only stop words, or only words to leave out. A section, an author or a
    period without any word typed is a wish of its own: all that it holds.
    """
    queries = [_in_language(schema, request, language, relaxed) for language in filters.languages]
    found = [query for query in queries if query]
    if not found and filters.narrow and not request.wanted and not request.unwanted:
        found = [_everything(schema, language) for language in filters.languages]
    if not found:
        return None
    any_language = Query.boolean_query([(Occur.Should, query) for query in found])
    return Query.boolean_query([(Occur.Must, any_language), *_filtering(schema, filters)])


def _in_language(schema: tantivy.Schema, request: Request, language: Language, relaxed: bool) -> Query | None:
    text = f"text_{language}"
    clauses = [found for clause in request.wanted if (found := terms(clause.text, language))]
    words = list(dict.fromkeys(term for clause in clauses for term in clause))
    if not words:
        return None
    parts: list[tuple[Occur, Query]] = []
    if relaxed:
        any_word = [(Occur.Should, Query.term_query(schema, text, word)) for word in words]
        parts.append((Occur.Must, Query.boolean_query(any_word)))
    else:
        parts += [(Occur.Must, _following(schema, text, clause)) for clause in clauses]
    parts += _weighing(schema, words, language)
    for clause in request.unwanted:
        if found := terms(clause.text, language):
            parts.append((Occur.MustNot, _following(schema, text, found)))
    return Query.boolean_query(parts)


def _everything(schema: tantivy.Schema, language: Language) -> Query:
    # The same score for all: then their freshness alone orders them.
    return Query.const_score_query(Query.term_query(schema, "language", language), 1.0)


def _following(schema: tantivy.Schema, field: str, found: Sequence[str]) -> Query:
    # The engine panics on a phrase of one term.
    if len(found) == 1:
        return Query.term_query(schema, field, found[0])
    return Query.phrase_query(schema, field, list(found))


def _weighing(schema: tantivy.Schema, words: Iterable[str], language: Language) -> list[tuple[Occur, Query]]:
    return [
        (
            Occur.Should,
            Query.boost_query(Query.term_query(schema, f"{field}_{language}", word), weight),
        )
        for word in words
        for field, weight in FIELD_WEIGHTS.items()
    ]


def _filtering(schema: tantivy.Schema, filters: Filters) -> list[tuple[Occur, Query]]:
    found: list[Query] = []
    for field, value in (
        ("section", filters.section_id),
        ("author", filters.author_id),
    ):
        if value is not None:
            known = abs(value) <= LARGEST_ID
            found.append(Query.term_query(schema, field, value) if known else Query.empty_query())
    if filters.since or filters.until:
        first = seconds(filters.since) if filters.since else None
        last = seconds(filters.until) - 1 if filters.until else None
        found.append(Query.range_query(schema, "published", FieldType.Integer, first, last))
    # A filter must not add to the score: a rare section would outweigh the words.
    return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in found]
