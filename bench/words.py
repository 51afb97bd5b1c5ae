"""How long a contribution waits for lists of fifty thousand words, and for what is written to make reading dear.

The lists are made of syllables, the contributions are pieces of the documentation. Nothing here waits for anything, so
it is the processor's time that is taken: others on the machine count little.
"""

import random
import re
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from bench.machine import ROOT, alone
from bench.papers import say
from rotative.discussion.markup import render
from rotative.discussion.words import WordList, parse

ENTRIES = 50_000
LENGTH = 2_000  # characters of a contribution
TIMES = 5
LONG = 20_000  # characters of what an attacker sends
ADDED_LIMIT, SEARCH_LIMIT, FIRST_LIMIT = 1.0, 1.0, 5.0  # milliseconds
COMPILED_LIMIT = 5.0  # seconds, once for each version of a list
MEMORY_LIMIT = 60  # MB
ATTACK_LIMIT = 250.0  # milliseconds
LINEAR_LIMIT = 2.6  # twice the text may take so many times as long
ATTACKS = [
    "@",
    "a@",
    "a ",
    "a.",
    "ab.",
    "a",
    "a1",
    "a\u200b",
    "a!",
    "ﷺ",
    "*",
    "**a ",
    "*_",
    ">",
    "> a\n",
    '" ',
    "&amp;",
]

_CONSONANTS = "bcdfgjlmnprstv"
_VOWELS = ["a", "e", "i", "o", "u", "an", "on", "ou", "ai"]
_ENDINGS = ["er", "eur", "ard", "esse", "ique", ""]


def _written_list() -> str:
    """A list of words, a tenth of it phrases and a fiftieth beginnings of words; the same at every run."""
    chance = random.Random(3)  # noqa: S311

    def word() -> str:
        syllables = [chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.randint(3, 5))]
        return "".join(syllables) + chance.choice(_ENDINGS)

    singles = {word(): None for _ in range(ENTRIES * 22 // 25)}
    beginnings = {f"{word()[:8]}*": None for _ in range(ENTRIES // 50)}
    entries = [*singles, *beginnings]
    return "\n".join([*entries, *(f"{word()} {word()}" for _ in range(ENTRIES - len(entries)))])


def _contributions() -> list[str]:
    files = sorted((ROOT / "docs").glob("*.md"))
    text = " ".join(re.sub(r"\s+", " ", file.read_text(encoding="utf-8")) for file in files)
    return [text[at : at + LENGTH] for at in range(0, len(text) - LENGTH, LENGTH)]


def _milliseconds(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000


def _of_a_contribution(words: WordList, contributions: list[str]) -> float:
    """The time for one contribution, of words that were met; the median of several turns."""
    turns = [_milliseconds(lambda: [words.all(text) for text in contributions]) for _ in range(TIMES)]
    return statistics.median(turns) / len(contributions)


def _dearest(act: Callable[[str], object]) -> tuple[float, float]:
    """The time of the dearest attack, and the most that one grows by when its text is twice as long."""
    slowest, growth = 0.0, 0.0
    for unit in ATTACKS:
        whole = (unit * LONG)[:LONG]
        halves = min(_milliseconds(lambda: act(whole[: LONG // 2])) for _ in range(TIMES))  # noqa: B023
        wholes = min(_milliseconds(lambda: act(whole)) for _ in range(TIMES))  # noqa: B023
        slowest, growth = max(slowest, wholes), max(growth, wholes / halves)
    return slowest, growth


def _row(figure: str, found: float, limit: float, unit: str, digits: int = 2) -> dict[str, Any]:
    shown = f"{found:.{digits}f} {unit}".strip()
    return {"figure": figure, "found": shown, "limit": f"{limit:g} {unit}".strip(), "holds": found <= limit}


def measure() -> dict[str, Any]:
    """Measure lists and markup; return the rows of the table."""
    contributions, written = _contributions(), _written_list()
    with alone():
        seconds = _milliseconds(lambda: WordList(parse(written))) / 1000
        tracemalloc.start()
        listed = WordList(parse(written))
        memory = tracemalloc.get_traced_memory()[0] / 1e6
        tracemalloc.stop()
        first = _milliseconds(lambda: [listed.all(text) for text in contributions]) / len(contributions)
        later = _of_a_contribution(listed, contributions)
        added = later - _of_a_contribution(WordList(parse("mot\nun autre")), contributions)
        say(f"{len(contributions)} contributions, {later:.2f} ms each")
        searched, search_growth = _dearest(listed.all)
        rendered, render_growth = _dearest(render)
    return {
        "contributions": len(contributions),
        "rows": [
            _row("the list is made, once", seconds, COMPILED_LIMIT, "s"),
            _row("the list in memory", memory, MEMORY_LIMIT, "MB", 0),
            _row(
                f"a contribution of {LENGTH:,} characters, its words never met before",
                first,
                FIRST_LIMIT,
                "ms",
            ),
            _row("another, of words that were met", later, SEARCH_LIMIT, "ms"),
            _row("of this, what so long a list adds to one of two entries", added, ADDED_LIMIT, "ms"),
            _row(f"the dearest text of {LONG:,} characters to search", searched, ATTACK_LIMIT, "ms", 0),
            _row("twice that text, by the time of half of it", search_growth, LINEAR_LIMIT, "", 1),
            _row(f"the dearest text of {LONG:,} characters to show", rendered, ATTACK_LIMIT, "ms", 0),
            _row("twice that text, by the time of half of it", render_growth, LINEAR_LIMIT, "", 1),
        ],
    }
