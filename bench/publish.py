"""How long a publication takes in a large paper and in a small one, until lists and search have followed."""

import statistics
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from bench.machine import ROOT, alone
from bench.papers import Paper, say

RATIO_LIMIT = 1.5
WARM_UP = 3
TIMES = 20
ACTS = {"edit": "publish an edit", "add": "publish a new article"}


@contextmanager
def desk(paper: Paper) -> Iterator["subprocess.Popen[str]"]:
    """A process that publishes in the paper when told; see bench/desk.py."""
    command = paper.command("bench.desk")
    with subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=paper.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None  # noqa: S101 - for the type checker: it is a pipe
        process.stdin.close()


def tell(process: "subprocess.Popen[str]", act: str) -> float:
    """Have something published; returns the milliseconds it took. Raises RuntimeError when the desk broke down."""
    assert process.stdin is not None  # noqa: S101
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(f"{act}\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError(f"The desk could not {ACTS[act]}; its reason stands above.")
    return float(answer)


def measure(small: Paper, large: Paper) -> dict[str, Any]:
    """Return for each act its medians in both papers, by turns, and their ratio, large by small."""
    small.make()
    large.make(smaller=small)
    rows = []
    with ExitStack() as open_now:
        desks = [open_now.enter_context(desk(paper)) for paper in (small, large)]
        for act, name in ACTS.items():
            for process in desks * WARM_UP:
                tell(process, act)
            took: list[list[float]] = [[], []]
            with alone():
                for turn in range(TIMES):
                    for which in (0, 1) if turn % 2 else (1, 0):
                        took[which].append(tell(desks[which], act))
            seen = [
                {"median_ms": round(statistics.median(times), 1), "slowest_ms": round(max(times), 1)}
                for times in took
            ]
            ratio = round(seen[1]["median_ms"] / seen[0]["median_ms"], 2)
            say(f"  {name:<40}{seen[0]['median_ms']:>8} ms{seen[1]['median_ms']:>8} ms{ratio:>7}")
            rows.append(
                {
                    "act": name,
                    "small": seen[0],
                    "large": seen[1],
                    "ratio": ratio,
                    "holds": ratio <= RATIO_LIMIT,
                }
            )
    return {
        "articles": [small.articles, large.articles],
        "times": TIMES,
        "ratio_limit": RATIO_LIMIT,
        "rows": rows,
    }
