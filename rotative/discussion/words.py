"""Looks in contributions for the words of a list (`entries.py`), whatever their case, accents and disguises. No Django.

A word is never found inside another one, nor a form of it in what is none: “con” is neither in “concert” nor in “cône”.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from rotative.discussion import disguises
from rotative.discussion.entries import MOST_WORDS, BadList, Entry, Fault, parse
from rotative.search.analysis import LONGEST_TERM, term

__all__ = ["NO_WORDS", "BadList", "Entry", "Fault", "Found", "WordList", "parse", "word_list"]

# “put” (can) is the stem of “pute”, “con” that of “cône”: so short a stem says nothing.
_SHORT_STEM: Final = 3
# Compounds that hold a coarse word; a list may name more of them.
_INNOCENT: Final = (
    "!pique-nique\n!pique-niquer\n!cul-de-sac\n!cul-de-lampe\n!cul-de-jatte\n!cul-de-poule\n!porc-épic"
)
_VOWELS: Final = "aiouy"
_ENTRY: Final = ""  # in a tree of phrases: what a phrase that ends here is
_REMEMBERED_WORDS: Final = 50_000

_Node = dict[str, Any]  # of a tree of phrases: what comes next, by what it is compared by


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a text has: `text[start:end]` is how it was written there."""

    entry: str
    line: int
    start: int
    end: int
    written: str


class _Index:
    """Single words: those that are looked up as they are, and the stems of the others."""

    def __init__(self) -> None:
        self.exact: dict[str, Entry] = {}
        self.stems: dict[str, Entry] = {}

    def add(self, word: str, entry: Entry) -> None:
        stem = "" if entry.is_exact else term(word, "fr")
        if entry.is_exact:
            self.exact.setdefault(word, entry)
        elif len(stem) <= _SHORT_STEM:
            for form in _forms(word):
                self.exact.setdefault(form, entry)
        else:
            self.stems.setdefault(stem, entry)
            # “tant” (so much) is the stem of “tante” and no form of it; “idiot” is both.
            if word in (stem, f"{stem}s", f"{stem}x") or not word.startswith(stem):
                self.exact.setdefault(stem, entry)

    def get(self, word: str) -> Entry | None:
        found = self.exact.get(word)
        if found is None and self.stems and (stem := term(word, "fr")) != word:
            found = self.stems.get(stem)
        return found


def _forms(word: str) -> list[str]:
    """Return the plural and the feminine of a short word: “con”, “cons”, “conne”, “connes”."""
    forms = [word]
    if word[-1] not in "sxz":
        forms.append(f"{word}s")
    if word[-1] != "e":
        feminine = f"{word}e" if word[-1] in _VOWELS else f"{word}{word[-1]}e"
        forms += (feminine, f"{feminine}s")
    return forms


def _phrase_key(word: str) -> str:
    """Return what a word of a phrase is compared by; beside the others, it may be taken less exactly."""
    short = disguises.collapsed(word)
    stem = term(short, "fr")
    return stem if len(stem) > _SHORT_STEM else short.removesuffix("s") or short


def _exact_key(word: str) -> str:
    return f"={disguises.collapsed(word)}"


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _keys(word: str) -> frozenset[str]:
    """Return what a phrase may have in the place of `word`."""
    readings = disguises.readings(word[:LONGEST_TERM])
    return frozenset(key for reading in readings for key in (_phrase_key(reading), _exact_key(reading)))


class _Remembered(dict[str, tuple[Entry | None, list[_Node]]]):
    """What was found for the words met so far: most of a contribution is words of the one before."""

    def __init__(self, look_up: Callable[[str], tuple[Entry | None, list[_Node]]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> tuple[Entry | None, list[_Node]]:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        self[word] = found = self._look_up(word)
        return found


class WordList:
    """A list, ready to be looked for in texts."""

    def __init__(self, entries: list[Entry]) -> None:
        excepted = [replace(entry, is_exception=False) for entry in entries if entry.is_exception]
        self._innocent = WordList(excepted) if excepted else None
        entries = [entry for entry in entries if not entry.is_exception]
        self.size = len(entries)
        self._words, self._stretched = _Index(), _Index()
        self._phrases: _Node = {}
        self._known = _Remembered(self._look_up)
        prefixes: dict[str, Entry] = {}
        for entry in entries:
            if entry.is_prefix:
                prefixes.setdefault(entry.words[0], entry)
            elif len(entry.words) == 1:
                self._add_word(entry.words[0], entry)
            else:
                self._add_phrase(entry)
        self._prefixes: list[str] = []
        for prefix in sorted(prefixes):
            # What begins with the longer one begins with the shorter, so there is one to look at for any word.
            if not self._prefixes or not prefix.startswith(self._prefixes[-1]):
                self._prefixes.append(prefix)
        self._by_prefix = {prefix: prefixes[prefix] for prefix in self._prefixes}

    def _add_word(self, word: str, entry: Entry) -> None:
        self._words.add(word, entry)
        if (short := disguises.collapsed(word)) != word:
            self._stretched.add(short, entry)

    def _add_phrase(self, entry: Entry) -> None:
        node = self._phrases
        for word in entry.words:
            node = node.setdefault(_exact_key(word) if entry.is_exact else _phrase_key(word), {})
        node.setdefault(_ENTRY, entry)
        self._words.exact.setdefault("".join(entry.words), entry)  # for its letters apart

    def first(self, text: str) -> Found | None:
        """Return the first place where `text` has an entry."""
        return next(iter(self.all(text)), None)

    def all(self, text: str) -> list[Found]:
        """Return every place where `text` has an entry, in their order, one entry a place."""
        if not self.size:
            return []
        plain_text = disguises.plain(text)
        matches = {(start, end): entry for start, end, entry in self._matches_in(plain_text)}
        if matches and self._innocent is not None:
            spared = self._innocent._matches_in(plain_text)
            inside = {at for start, end, _entry in spared for at in range(start, end)}
            matches = {
                place: entry for place, entry in matches.items() if not inside.issuperset(range(*place))
            }
        if not matches:
            return []
        places = disguises.places_in(text)
        found = []
        for (start, end), entry in sorted(matches.items(), key=lambda match: match[0]):
            first, last = places[start], places[end - 1] + 1
            found.append(Found(entry.text, entry.line, first, last, text[first:last]))
        return found

    def _matches_in(self, plain_text: str) -> Iterator[tuple[int, int, Entry]]:
        for tokens in (disguises.words_of(plain_text), *disguises.disguised_words(plain_text)):
            for at, (start, end, word) in enumerate(tokens):
                entry, nodes = self._known[word]
                if entry:
                    yield start, end, entry
                if nodes:
                    yield from self._phrases_from(nodes, start, tokens[at + 1 : at + MOST_WORDS])

    def _phrases_from(
        self, nodes: list[_Node], start: int, tokens: list[disguises.Token]
    ) -> Iterator[tuple[int, int, Entry]]:
        """Follow the phrases that have begun at `start`."""
        for _start, end, word in tokens:
            nodes = [node[key] for key in _keys(word) for node in nodes if key in node]
            for node in nodes:
                if _ENTRY in node:
                    yield start, end, node[_ENTRY]

    def _look_up(self, word: str) -> tuple[Entry | None, list[_Node]]:
        """Return the entry that `word` is, and the phrases that begin with it."""
        if len(word) > LONGEST_TERM:
            word = disguises.shortened(word)
            if len(word) > LONGEST_TERM:
                return None, []
        nodes = [self._phrases[key] for key in _keys(word) if key in self._phrases]
        for reading in disguises.readings(word):
            if found := self._words.get(reading) or self._beginning(reading):
                return found, nodes
            if disguises.is_stretched(reading):
                short = disguises.collapsed(reading)
                if found := self._words.get(short) or self._stretched.get(short) or self._beginning(short):
                    return found, nodes
        return None, nodes

    def _beginning(self, word: str) -> Entry | None:
        at = bisect_right(self._prefixes, word)
        if at and word.startswith(self._prefixes[at - 1]):
            return self._by_prefix[self._prefixes[at - 1]]
        return None


@lru_cache(maxsize=8)
def word_list(text: str) -> WordList:
    """Return the list that is written in `text`, made once for each text. Raises BadList."""
    return WordList([*parse(text), *parse(_INNOCENT)])


NO_WORDS: Final = WordList([])
