"""Finds the article among the JSON-LD of a page: the words the paper itself gave to search engines."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*(?:NewsArticle|Article)|BlogPosting|Report|LiveBlogPosting)"
)
_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
# Nested deeper than any newspaper writes it, the data is an attack on the reader of it.
_DEPTH = 12

Thing = dict[str, Any]


def things_of(root: HtmlElement) -> list[Thing]:
    """Every object of every JSON-LD script in order, with @graph and lists; broken ones are passed over."""
    things: list[Thing] = []
    for script in root.iter("script"):
        if "ld+json" in script.get("type", ""):
            things += _objects(_load(script.text_content()), _DEPTH)
    return things


def article_among(things: list[Thing]) -> Thing:
    """The object that describes the article, or an empty one."""
    return next((thing for thing in things if any(map(_ARTICLE_TYPES.fullmatch, _types(thing)))), {})


def is_list_page(things: list[Thing]) -> bool:
    """Whether the page says of itself that it lists articles."""
    return not article_among(things) and any(
        kind in _LIST_TYPES for thing in things for kind in _types(thing)
    )


def names_in(value: Any, things: list[Thing]) -> Iterator[tuple[str, str]]:
    """(type, name) of each person or organisation, @id references followed."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield "Person", one
        elif isinstance(one, dict):
            found = one if "name" in one else _by_id(one.get("@id"), things)
            kind = next(iter(_types(found)), "Person")
            for name in found["name"] if isinstance(found.get("name"), list) else [found.get("name")]:
                if isinstance(name, str):
                    yield kind, name


def image_in(value: Any, things: list[Thing]) -> tuple[str | None, str | None]:
    """(url, caption) of the first image."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            return one, None
        if isinstance(one, dict):
            found = one if ("url" in one or "contentUrl" in one) else _by_id(one.get("@id"), things)
            url = first_text(found.get("url")) or first_text(found.get("contentUrl"))
            if url:
                return url, first_text(found.get("caption"))
    return None, None


def first_text(value: Any) -> str | None:
    """The first string in a string or a list of strings."""
    values = value if isinstance(value, list) else [value]
    return next((one.strip() for one in values if isinstance(one, str) and one.strip()), None)


def texts(value: Any) -> list[str]:
    """A list of words, whether written as a list or parted by commas."""
    values = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [one.strip() for one in values if isinstance(one, str) and one.strip()]


def _load(script: str) -> Any:
    stripped = (
        re.sub(r"^\s*(?:<!\[CDATA\[|<!--|//<!\[CDATA\[)|(?://)?(?:\]\]>|-->)\s*;?\s*$", "", script)
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(stripped, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int) -> Iterator[Thing]:
    if depth and isinstance(value, list):
        for one in value:
            yield from _objects(one, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth - 1)


def _types(thing: Thing) -> list[str]:
    kinds = thing.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _by_id(reference: Any, things: list[Thing]) -> Thing:
    return next(
        (thing for thing in things if reference and thing.get("@id") == reference and "@type" in thing), {}
    )
