"""One page of search results: which hits, in which order, and what is shown of each."""

from dataclasses import dataclass
from datetime import UTC, datetime

import tantivy
from tantivy import Query

from rotative.search.analysis import Language, composed
from rotative.search.documents import read_card
from rotative.search.matching import wanted_terms
from rotative.search.query import Request, parse
from rotative.search.ranking import freshness
from rotative.search.snippets import marked, snippet

# Freshness sorts the best 200; whoever reads on gets the rest by relevance alone.
RERANKED = 200
# Nobody reads further, and the engine keeps every hit before the page in memory.
FURTHEST_RESULT = 10_000
LARGEST_PAGE = 100


@dataclass(frozen=True)
class Hit:
    """An article found. `snippets` and `headline_marked` are safe HTML, with the words found in <mark>."""

    id: int
    score: float
    snippets: str
    headline_marked: str


@dataclass(frozen=True)
class Results:
    """One page of hits out of `total`.

    `relaxed`: no article has all the words, these have some of them. `suggestion`: another spelling to try.
    """

    total: int
    hits: list[Hit]
    took_ms: float
    relaxed: bool = False
    suggestion: str | None = None


Found = tuple[float, tantivy.DocAddress]
Ranked = tuple[float, tantivy.DocAddress, int]


def best_of(searcher: tantivy.Searcher, query: Query) -> tuple[int, list[Found]]:
    """How many articles `query` finds, and the most relevant of them."""
    found = searcher.search(query, limit=RERANKED, count=True)
    # The binding has `count`, its type stub forgot it.
    return int(found.count or 0), found.hits  # type: ignore[attr-defined]


def page_of(
    searcher: tantivy.Searcher,
    query: Query,
    best: list[Found],
    total: int,
    start: int,
    size: int,
    now: datetime,
) -> list[Ranked]:
    """The hits of one page: relevance × freshness among the `best`, relevance alone after them."""
    end = min(start + size, total, FURTHEST_RESULT)
    page: list[Ranked] = []
    if start < min(end, RERANKED):
        page += _fresh_first(searcher, best, now)[start:end]
    if max(start, RERANKED) < end:
        first = max(start, RERANKED)
        rest = searcher.search(query, limit=end - first, offset=first, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in rest])
        page += [(score, address, int(found or 0)) for (score, address), found in zip(rest, ids, strict=True)]
    return page


def _fresh_first(
    searcher: tantivy.Searcher,
    found: list[Found],
    now: datetime,
) -> list[Ranked]:
    addresses = [address for _, address in found]
    ids = [int(value or 0) for value in searcher.fast_field_values("id", addresses)]
    published = [int(value or 0) for value in searcher.fast_field_values("published", addresses)]
    scores = [
        score * freshness(now - datetime.fromtimestamp(moment, UTC))
        for (score, _), moment in zip(found, published, strict=True)
    ]
    # Ties fall to the newest, then to the highest id: two equal searches show the same page.
    order = sorted(range(len(found)), key=lambda at: (-scores[at], -published[at], -ids[at]))
    return [(scores[at], addresses[at], ids[at]) for at in order]


def snippet_of(texts: list[str], typed: str, language: Language) -> str:
    """The passage of one of these texts that what was typed is found in, as safe HTML; see `snippet`."""
    return snippet([composed(text) for text in texts], language, wanted_terms(parse(typed), language))


def hit_of(
    searcher: tantivy.Searcher,
    request: Request,
    score: float,
    address: tantivy.DocAddress,
    article_id: int,
) -> Hit:
    """What is shown of an article found: only its headline, standfirst and public part."""
    card = read_card(searcher.doc(address))
    wanted = wanted_terms(request, card.language)
    return Hit(
        id=article_id,
        score=score,
        snippets=snippet([card.standfirst, card.public_body], card.language, wanted),
        headline_marked=marked(card.headline, card.language, wanted),
    )
