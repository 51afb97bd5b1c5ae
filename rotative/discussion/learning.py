"""Learns from the moderators what spam reads like: naive Bayes over words, hosts and habits. No Django.

What is kept is how many contributions of each kind had a token, under a hash of it; texts are not. Counts add up, so
the order of learning makes no difference and what was learned can be unlearned.
"""

import hashlib
import math
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Final

from rotative.discussion.disguises import plain, words_of
from rotative.search.analysis import term

# How many contributions of each kind were learned, beside the tokens' own counts; no token hashes to it.
TOTALS: Final = 0
LEAST_LEARNED: Final = 30  # of each kind, before anything is said
_MOST_TELLING: Final = 20  # tokens that count in one contribution, or a long one would always be certain
_REASONS: Final = 10
_SHORTEST_WORD, _LONGEST_WORD = 2, 40
_SHOUTED: Final = 50  # percent of the letters
_LENGTHS: Final = ((40, "length:tiny"), (200, "length:short"), (1000, "length:medium"))

Counts = Mapping[int, tuple[int, int]]  # by key: spam, not spam


class NeverLearned(ValueError):
    """What is to be unlearned was not learned; nothing has been changed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A token and how much it weighs: above zero it speaks for spam."""

    token: str
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a contribution is spam, and the tokens that weigh most in it, the heaviest first."""

    probability: float
    reasons: tuple[Reason, ...]

    @property
    def percent(self) -> int:
        """The probability in whole percent, never rounded up."""
        return int(self.probability * 100)

    @property
    def spam_reasons(self) -> list[str]:
        """The tokens that speak for spam."""
        return [reason.token for reason in self.reasons if reason.weight > 0]


def tokens_of(text: str, hosts: Iterable[str] = ()) -> frozenset[str]:
    """Return what is looked at in a contribution: its words, the hosts it links to, its length and its capitals."""
    words = (
        term(word, "fr") or word
        for _start, _end, word in words_of(plain(text))
        if _SHORTEST_WORD <= len(word) <= _LONGEST_WORD
    )
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    tokens = {*words, *(f"link:{host}" for host in hosts)}
    tokens.add(next((name for most, name in _LENGTHS if len(text) <= most), "length:long"))
    if len(letters) >= 10 and capitals * 100 >= _SHOUTED * len(letters):
        tokens.add("capitals")
    return frozenset(tokens)


def key_of(token: str) -> int:
    """Return the key under which a token is counted: 63 bits of a hash, which fit a database's integer."""
    number = int.from_bytes(hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    return (number >> 1) or 1


def keys_of(tokens: Collection[str]) -> set[int]:
    """Return the keys whose counts `learn` and `score` look at."""
    return {TOTALS, *map(key_of, tokens)}


def learn(
    counts: MutableMapping[int, tuple[int, int]], tokens: Collection[str], is_spam: bool, times: int = 1
) -> None:
    """Count a contribution's tokens in `counts`, `times` times; a negative number unlearns.

    A count of nothing leaves the mapping. Raises NeverLearned, and changes nothing, if a count would fall below zero.
    """
    changed = {}
    for key in keys_of(tokens):
        spam, ham = counts.get(key, (0, 0))
        changed[key] = (spam + times, ham) if is_spam else (spam, ham + times)
        if min(changed[key]) < 0:
            raise NeverLearned("this was not learned")
    for key, (spam, ham) in changed.items():
        if spam or ham:
            counts[key] = (spam, ham)
        else:
            counts.pop(key, None)


def score(counts: Counts, tokens: Collection[str], least: int = LEAST_LEARNED) -> Score | None:
    """Return how likely a contribution is spam; None while fewer than `least` of either kind were learned.

    Each token weighs the logarithm of how much more often it stood in spam than elsewhere. To both shares is added what
    one contribution is of all: no token is ever certain, one that was never met says nothing, and one more example
    of spam never speaks against spam, however unlike the numbers of both kinds are.
    """
    all_spam, all_ham = counts.get(TOTALS, (0, 0))
    if min(all_spam, all_ham) < max(least, 1):
        return None
    one = 1 / (all_spam + all_ham)
    reasons = []
    for token in tokens:
        spam, ham = counts.get(key_of(token), (0, 0))
        if spam or ham:
            reasons.append(Reason(token, math.log((spam / all_spam + one) / (ham / all_ham + one))))
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.token))
    evidence = math.fsum(reason.weight for reason in reasons[:_MOST_TELLING])
    return Score(1 / (1 + math.exp(-max(min(evidence, 500), -500))), tuple(reasons[:_REASONS]))
