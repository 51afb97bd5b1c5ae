"""Reads a list of words: what each line means, and which lines mean nothing. No Django.

# a comment
connard         this word in all its forms, given in the masculine singular or the infinitive
sale race       these words in this order, in all their forms
=Kayes          this word and no other form of it
escro*          every word that begins so
!pique-nique    in this, nothing is found
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rotative.discussion import disguises
from rotative.search.analysis import LONGEST_TERM

MOST_WORDS: Final = 8
_SHORTEST_PREFIX: Final = 3


class Fault(StrEnum):
    """What may be wrong with a line."""

    NO_WORD = "no_word"
    TOO_LONG = "too_long"
    TOO_MANY_WORDS = "too_many_words"
    SHORT_PREFIX = "short_prefix"
    STAR = "star"  # not at the end of a single word


class BadList(ValueError):
    """A list has lines that mean nothing: `faults` are the numbers of the lines and what is wrong with each."""

    def __init__(self, faults: list[tuple[int, Fault]]) -> None:
        super().__init__("; ".join(f"line {line}: {fault}" for line, fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what was written, the words in plain letters, and how they are meant."""

    line: int
    text: str
    words: tuple[str, ...]
    is_exact: bool = False
    is_prefix: bool = False
    is_exception: bool = False


def parse(text: str) -> list[Entry]:
    """Return the entries of a list. Raises BadList with all lines that mean nothing."""
    entries: list[Entry] = []
    faults: list[tuple[int, Fault]] = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.partition("#")[0].strip()
        if written:
            match _parsed(number, written):
                case Fault() as fault:
                    faults.append((number, fault))
                case Entry() as entry:
                    entries.append(entry)
    if faults:
        raise BadList(faults)
    return entries


def _parsed(number: int, written: str) -> Entry | Fault:
    is_exception = written.startswith("!")
    asked = written.removeprefix("!").strip()
    is_exact, is_prefix = asked.startswith("="), asked.endswith("*")
    meant = asked.removeprefix("=").removesuffix("*")
    words = tuple(word for _start, _end, word in disguises.words_of(disguises.plain(meant)))
    if not words:
        return Fault.NO_WORD
    if "*" in meant or (is_prefix and (is_exact or len(words) > 1)):
        return Fault.STAR
    if is_prefix and len(words[0]) < _SHORTEST_PREFIX:
        return Fault.SHORT_PREFIX
    if len(words) > MOST_WORDS:
        return Fault.TOO_MANY_WORDS
    if max(map(len, words)) > LONGEST_TERM:
        return Fault.TOO_LONG
    return Entry(number, written, words, is_exact, is_prefix, is_exception)
