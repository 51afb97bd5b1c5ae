"""`make bench`: measures the parts that are asked for and says whether each figure keeps its limit."""

import argparse
import os
from dataclasses import replace
from typing import Any

from bench import discussion, edge, endurance, moderation, page, publish, reprint, scale, subscriptions, words
from bench.load import CannotMeasureError
from bench.machine import circumstances
from bench.papers import Paper, say
from bench.table import RESULTS, SECTIONS, keep


def _measured(
    part: str, small: Paper, middle: Paper, large: Paper, subscribers: int
) -> dict[str, Any] | None:
    database = os.environ.get("DATABASE_URL", "")  # for what writes; the others are measured on SQLite
    match part:
        case "page":
            return page.measure(Paper(0))
        case "scale":
            return scale.measure(replace(small, press=False), replace(large, press=False))
        case "publish":
            return publish.measure(small, large)
        case "edge":
            return edge.measure(Paper(0))
        case "moderation":
            return moderation.measure(Paper(0, press=False, place="moderation", database=database))
        case "words":
            return words.measure()
        case "discussion":
            return discussion.measure(Paper(0, database=database))
        case "endurance":
            return endurance.measure(Paper(0))
        case "subscriptions":
            return subscriptions.measure(Paper(0, place="subscriptions", database=database), subscribers)
        case _:
            return reprint.measure(*(replace(paper, database=database) for paper in (small, middle, large)))


def measure(part: str, small: Paper, middle: Paper, large: Paper, subscribers: int) -> bool:
    """Measure a part and keep its figures; whether every limit holds."""
    say(f"== {part}")
    before = circumstances()
    try:
        result = _measured(part, small, middle, large, subscribers)
    except CannotMeasureError as reason:
        say(f"{part}: not measured: {reason}")
        return False
    if result is None:
        return True
    keep(part, before | {"load_after": round(os.getloadavg()[0], 1)} | result)
    missed = [row for row in result["rows"] if row["holds"] is False]
    for row in missed:
        say(f"{part}: over the limit: {row}")
    return not missed


def main(arguments: list[str]) -> int:
    """Measure; returns the exit status: 0 when every limit holds, 1 when one does not."""
    ask = argparse.ArgumentParser(prog="make bench", description="Measures Rotative on this machine.")
    ask.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(SECTIONS)}; none: all")
    ask.add_argument("--small", type=int, default=1_000, metavar="N", help="articles of the small paper")
    ask.add_argument("--middle", type=int, default=20_000, metavar="N", help="articles of the one in between")
    ask.add_argument("--large", type=int, default=100_000, metavar="N", help="articles of the large paper")
    ask.add_argument(
        "--subscribers", type=int, default=50_000, metavar="N", help="of subscriptions, ten payments each"
    )
    given = ask.parse_args(arguments)
    if unknown := set(given.parts) - set(SECTIONS):
        ask.error(f"no such part: {', '.join(sorted(unknown))}")
    small, middle, large = Paper(given.small), Paper(given.middle), Paper(given.large)
    held = [measure(part, small, middle, large, given.subscribers) for part in given.parts or SECTIONS]
    say(f"Tables: {RESULTS / 'README.md'}")
    return 0 if all(held) else 1
