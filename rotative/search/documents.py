"""An article as the index knows it, and the fields it is kept in.

What stands behind the wall is searched, never kept: only the headline, the standfirst and the public part
are stored as text.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import tantivy

from rotative.search.analysis import LANGUAGES, Language, composed, terms

# Raise it when a field, a term or a stored value changes: an index of another format asks to be rebuilt.
FORMAT = 2

# What an article is compared by. Terms, not sentences: nothing of the hidden text can be read from them.
MOST_KEY_TERMS = 40
SHORTEST_KEY_TERM = 3


@dataclass(frozen=True)
class Document:
    """A published article.

    `body` and `public_body` are plain text; `public_body` is the part of it that everybody may read, the only
    one that search results quote. `section_ids` holds the section and all its ancestors. `published_at` is
    aware.

    Raises ValueError for another language than “fr” or “en” and for a naive `published_at`.
    """

    id: int
    language: Language
    headline: str
    published_at: datetime
    kicker: str = ""
    standfirst: str = ""
    body: str = ""
    public_body: str = ""
    section_ids: tuple[int, ...] = ()
    author_ids: tuple[int, ...] = ()
    topic_ids: tuple[int, ...] = ()
    column_id: int | None = None

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(
                f"No search analysis for the language {self.language!r}, only {', '.join(LANGUAGES)}."
            )
        if self.published_at.utcoffset() is None:
            raise ValueError(f"Article {self.id}: published_at has no time zone.")

    def as_json(self) -> str:
        """The document on one line, for the journal of a rebuild."""
        return json.dumps(asdict(self) | {"published_at": self.published_at.isoformat()})

    @classmethod
    def from_json(cls, line: str) -> "Document":
        values: dict[str, Any] = json.loads(line)
        values["published_at"] = datetime.fromisoformat(values["published_at"])
        ids = {name: tuple(values[name]) for name in ("section_ids", "author_ids", "topic_ids")}
        return cls(**values | ids)


@dataclass(frozen=True)
class Card:
    """What the index stores of an article: what results show, and what compares it with others."""

    language: Language
    headline: str
    standfirst: str
    public_body: str
    column_id: int | None
    topic_ids: tuple[int, ...]
    key_terms: dict[str, int]


def card_of(document: Document) -> Card:
    """The card of an article that may not be in the index yet."""
    return _card(document, _terms_by_field(document))


def read_card(stored: tantivy.Document) -> Card:
    """The card of an article that the index found."""
    values: dict[str, Any] = json.loads(bytes(stored.get_first("card") or b""))
    return Card(**values | {"topic_ids": tuple(values["topic_ids"])})


def schema() -> tantivy.Schema:
    """The fields of the index; each language has its own, of terms that `analysis` made, split at spaces."""
    builder = tantivy.SchemaBuilder()
    # Signed: the binding deletes by a signed number only, and says nothing when the field is unsigned.
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    for field in ("section", "author", "column", "topic"):
        builder.add_integer_field(field, indexed=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("card", stored=True)
    for language in LANGUAGES:
        for field in ("headline", "kicker", "standfirst"):
            builder.add_text_field(f"{field}_{language}", tokenizer_name="terms", index_option="freq")
        # Everything together, with positions: what must match stands here, the fields above only weigh.
        builder.add_text_field(f"text_{language}", tokenizer_name="terms")
    return builder.build()


def seconds(moment: datetime) -> int:
    """`moment` (aware) as the index sorts it: whole seconds since 1970."""
    return int(moment.timestamp())


def entry(document: Document) -> tantivy.Document:
    """The article in the fields of `schema`."""
    by_field = _terms_by_field(document)
    made = tantivy.Document()
    made.add_integer("id", document.id)
    made.add_integer("published", seconds(document.published_at))
    made.add_text("language", document.language)
    column_ids = () if document.column_id is None else (document.column_id,)
    for field, ids in (
        ("section", document.section_ids),
        ("author", document.author_ids),
        ("column", column_ids),
        ("topic", document.topic_ids),
    ):
        for found in ids:
            made.add_integer(field, found)
    made.add_bytes("card", json.dumps(vars(_card(document, by_field))).encode())
    for field in ("headline", "kicker", "standfirst"):
        made.add_text(f"{field}_{document.language}", " ".join(by_field[field]))
    made.add_text(
        f"text_{document.language}",
        " ".join(term for found in by_field.values() for term in found),
    )
    return made


def _terms_by_field(document: Document) -> dict[str, list[str]]:
    texts = {
        "kicker": document.kicker,
        "headline": document.headline,
        "standfirst": document.standfirst,
        "body": document.body,
    }
    return {field: terms(composed(text), document.language) for field, text in texts.items()}


def _card(document: Document, by_field: dict[str, list[str]]) -> Card:
    counted = Counter(by_field["body"])
    # The desk's own summary says best what the article is about.
    for field, weight in (("headline", 3), ("kicker", 2), ("standfirst", 2)):
        for term in by_field[field]:
            counted[term] += weight
    # Most words come once and tell little; sorting them would take longer than reading the article.
    repeated = [pair for pair in counted.items() if pair[1] > 1 and _tells(pair[0])]
    kept = (
        repeated if len(repeated) >= MOST_KEY_TERMS else [pair for pair in counted.items() if _tells(pair[0])]
    )
    kept.sort(key=lambda pair: (-pair[1], pair[0]))
    return Card(
        language=document.language,
        headline=composed(document.headline),
        standfirst=composed(document.standfirst),
        public_body=composed(document.public_body),
        column_id=document.column_id,
        topic_ids=document.topic_ids,
        key_terms=dict(kept[:MOST_KEY_TERMS]),
    )


def _tells(term: str) -> bool:
    return len(term) >= SHORTEST_KEY_TERM and not term.isdigit()
