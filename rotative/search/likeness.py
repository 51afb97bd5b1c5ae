"""Articles that continue the one being read, by the words that make it what it is."""

import math
from collections.abc import Callable
from datetime import UTC, datetime

import tantivy
from tantivy import Occur, Query

from rotative.search.documents import Card
from rotative.search.ranking import relatedness

# More terms find the same articles, slower.
COMPARED_TERMS = 20
# One shared word is a coincidence (“marché” the market, “marche” the walk).
SHARED_TERMS = 3
# A word in one article out of five tells nothing about this one.
COMMON_SHARE = 0.2
# Age, column and topics sort the most similar articles; they do not bring in others.
CANDIDATES = 100

Related = tuple[int, float]


def telling_terms(card: Card, searcher: tantivy.Searcher) -> dict[str, float]:
    """The terms that set this article apart, each with its weight: often here, seldom elsewhere."""
    field = f"text_{card.language}"
    common = max(5.0, searcher.num_docs * COMMON_SHARE)
    weights: dict[str, float] = {}
    for term, times in card.key_terms.items():
        frequency = searcher.doc_freq(field, term)
        if 0 < frequency <= common:
            weights[term] = (1.0 + math.log(times)) * math.log(1.0 + searcher.num_docs / frequency)
    best = sorted(weights, key=lambda term: (-weights[term], term))[:COMPARED_TERMS]
    return {term: 1.0 + math.log(card.key_terms[term]) for term in best}


def related(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    card: Card,
    spared: Callable[[int], bool],
    count: int,
    now: datetime,
) -> list[Related]:
    """Up to `count` (id, score) of the same language, best first, without those `spared` (itself)."""
    field = f"text_{card.language}"
    weights = telling_terms(card, searcher)
    if not weights:
        return []
    query = Query.boolean_query(
        [
            (
                Occur.Should,
                Query.boost_query(Query.term_query(schema, field, term), weight),
            )
            for term, weight in weights.items()
        ],
        minimum_number_should_match=min(SHARED_TERMS, len(weights)),
    )
    found = searcher.search(query, limit=max(CANDIDATES, count) + 1, count=False).hits
    addresses = [address for _, address in found]
    ids = [int(value or 0) for value in searcher.fast_field_values("id", addresses)]
    published = [int(value or 0) for value in searcher.fast_field_values("published", addresses)]
    columns = _sharing(searcher, schema, ids, "column", () if card.column_id is None else (card.column_id,))
    topics = _sharing(searcher, schema, ids, "topic", card.topic_ids)
    ranked: list[tuple[float, int, int]] = []
    for (similarity, _), article_id, moment in zip(found, ids, published, strict=True):
        if not spared(article_id):
            age = now - datetime.fromtimestamp(moment, UTC)
            same_column, shared_topics = article_id in columns, topics.get(article_id, 0)
            ranked.append((-relatedness(similarity, age, same_column, shared_topics), -moment, -article_id))
    return [(-article_id, -score) for score, _, article_id in sorted(ranked)[:count]]


def _sharing(
    searcher: tantivy.Searcher, schema: tantivy.Schema, ids: list[int], field: str, values: tuple[int, ...]
) -> dict[int, int]:
    """Which articles of `ids` have any of `values` in `field`, and how many of them."""
    if not ids or not values:
        return {}
    among = Query.const_score_query(Query.term_set_query(schema, "id", ids), 0.0)
    each = [
        (Occur.Should, Query.const_score_query(Query.term_query(schema, field, value), 1.0))
        for value in {*values}
    ]
    query = Query.boolean_query([(Occur.Must, among), (Occur.Must, Query.boolean_query(each))])
    found = searcher.search(query, limit=len(ids), count=False).hits
    sharing = searcher.fast_field_values("id", [address for _, address in found])
    return {int(value or 0): round(score) for (score, _), value in zip(found, sharing, strict=True)}
