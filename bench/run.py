"""`make bench`: measures the parts that are asked for and says whether each figure keeps its limit."""

import argparse
import os
from dataclasses import replace

from bench import page, publish, scale
from bench.machine import circumstances
from bench.papers import Paper, say
from bench.table import RESULTS, SECTIONS, keep


def measure(part: str, small: Paper, large: Paper) -> bool:
    """Measure a part and keep its figures; whether every limit holds."""
    say(f"== {part}")
    before = circumstances()
    if part == "page":
        result = page.measure(Paper(0))
        if result is None:
            return True
    elif part == "scale":
        result = scale.measure(replace(small, press=False), replace(large, press=False))
    else:
        result = publish.measure(small, large)
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
    ask.add_argument("--large", type=int, default=100_000, metavar="N", help="articles of the large paper")
    given = ask.parse_args(arguments)
    if unknown := set(given.parts) - set(SECTIONS):
        ask.error(f"no such part: {', '.join(sorted(unknown))}")
    small, large = Paper(given.small), Paper(given.large)
    held = [measure(part, small, large) for part in given.parts or SECTIONS]
    say(f"Tables: {RESULTS / 'README.md'}")
    return 0 if all(held) else 1
