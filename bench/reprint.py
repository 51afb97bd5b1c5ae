"""How soon pages are fresh again: what a publication prints at once, what the workers print after it, everything."""

import json
import os
import statistics
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from bench.databases import own_database
from bench.machine import ROOT, alone
from bench.papers import Paper, say

TIMES, WARM_UP = 15, 2
WORKERS = 2
MOST_MS, MOST_RATIO = 500, 1.2
LEAST_OF_AUTHOR, LEAST_OF_ALL = 400, 150  # pages a second


class Shop:
    """A process that does with a paper's press what it is told; see bench/printshop.py."""

    def __init__(self, paper: Paper) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            paper.command("bench.printshop"),
            cwd=ROOT,
            env=paper.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, line: str) -> None:
        """Tell it what to do, without waiting."""
        assert self._process.stdin is not None  # noqa: S101 - for the type checker: it is a pipe
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for the answer. Raises RuntimeError when the process broke down."""
        assert self._process.stdout is not None  # noqa: S101
        if not (line := self._process.stdout.readline()):
            raise RuntimeError("The print shop broke down; its reason stands above.")
        found: dict[str, Any] = json.loads(line)
        return found

    def do(self, line: str) -> dict[str, Any]:
        """Have something done; returns its answer."""
        self.tell(line)
        return self.answer()

    def close(self) -> None:
        """Have the process end."""
        self._process.communicate()


@contextmanager
def shop(paper: Paper) -> Iterator[Shop]:
    """A print shop while the block runs."""
    made = Shop(paper)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def workers(paper: Paper, count: int = WORKERS) -> Iterator[None]:
    """So many `rotative worker` while the block runs."""
    started = [
        subprocess.Popen(paper.command("rotative", "worker"), cwd=ROOT, env=paper.environment)  # noqa: S603
        for _ in range(count)
    ]
    time.sleep(4)  # until they look at the queue
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def _until_nothing_waits(shop: Shop, patience: float = 1800) -> float:
    """Return the seconds until no page waits. Raises RuntimeError."""
    started = time.perf_counter()
    while shop.do("waiting")["waiting"]:
        if time.perf_counter() - started > patience:
            raise RuntimeError("The workers do not come to an end.")
        time.sleep(0.1)
    return time.perf_counter() - started


def _row(figure: str, found: float, way: str, limit: float, **seen: Any) -> dict[str, Any]:
    holds = found >= limit if way == "at least" else found <= limit
    say(f"  {figure:<70}{found:>9}  ({way} {limit:g})")
    return {"figure": figure, "found": found, "limit": f"{way} {limit:g}", "holds": holds, "seen": seen}


def _add(shop: Shop) -> float:
    seen = shop.do("add")
    if seen["missing"]:
        raise RuntimeError(f"Not fresh after the publication: {seen['missing']}")
    return float(seen["milliseconds"])


def _fresh(papers: list[Paper]) -> list[dict[str, Any]]:
    """Publish in each paper by turns; nothing but the publishing request prints."""
    with ExitStack() as open_now:
        shops = [open_now.enter_context(shop(paper)) for paper in papers]
        for one in shops * WARM_UP:
            _add(one)
        took: list[list[float]] = [[] for _ in shops]
        with alone():
            for turn in range(TIMES):
                for which in range(len(shops)) if turn % 2 else reversed(range(len(shops))):
                    took[which].append(_add(shops[which]))
    medians = [round(statistics.median(times), 1) for times in took]
    small, middle, large = papers
    what = "published → article, front, section, author and feed fresh"
    seen = {f"{paper.articles:,}": median for paper, median in zip(papers, medians, strict=True)}
    return [
        _row(f"{what}, {middle.articles:,} articles, ms", medians[1], "at most", MOST_MS, medians_ms=seen),
        _row(
            f"the same, {large.articles:,} articles by {small.articles:,}",
            round(medians[2] / medians[0], 2),
            "at most",
            MOST_RATIO,
            medians_ms=seen,
        ),
    ]


def _fill(paper: Paper) -> None:
    """Print every article of a paper, in two processes."""
    say("  Printing every page …")
    with ExitStack() as open_now:
        shops = [open_now.enter_context(shop(paper)) for _ in range(WORKERS)]
        for part, one in enumerate(shops):
            one.tell(f"fill {part} {WORKERS}")
        for one in shops:
            seen = one.answer()
            say(f"    {seen['pages']} in {seen['seconds']:.0f} s")


def _again(paper: Paper) -> list[dict[str, Any]]:
    """Have everything printed again, then what one author's publication touches."""
    _fill(paper)
    with shop(paper) as teller, workers(paper), alone():
        _until_nothing_waits(teller)
        count = teller.do("stale")["pages"]
        seconds = _until_nothing_waits(teller)
        everything = round(count / seconds, 1)
        rates, counts = [], []
        for _turn in range(3):
            seen = teller.do("author")
            seconds = _until_nothing_waits(teller)
            counts.append(seen["waiting"])
            rates.append(round(seen["waiting"] / seconds, 1))
    return [
        _row(
            f"everything printed again, {paper.articles:,} articles, pages a second",
            everything,
            "at least",
            LEAST_OF_ALL,
            pages=count,
        ),
        _row(
            f"an author of {seen['articles']:,} articles publishes, pages fresh again a second",
            statistics.median(rates),
            "at least",
            LEAST_OF_AUTHOR,
            pages=counts,
            rates=rates,
        ),
    ]


@contextmanager
def _made(papers: list[Paper]) -> Iterator[list[Paper]]:
    """Give the papers: on SQLite, each begun as a copy of the one before it; else on databases of their own."""
    with ExitStack() as open_now:
        made: list[Paper] = []
        for paper in papers:
            own = open_now.enter_context(own_database(paper))
            if os.environ.get("PRESS_STORE"):
                own = replace(own, site=f"http://{uuid.uuid4().hex[:12]}.localhost:8000")
            own.make(smaller=made[-1] if made and not paper.database else None)
            if os.environ.get("PRESS_STORE"):
                open_now.callback(_empty, own)
            made.append(own)
        yield made


def _empty(paper: Paper) -> None:
    with shop(paper) as teller:
        teller.do("empty")


def measure(small: Paper, middle: Paper, large: Paper) -> dict[str, Any]:
    """Return the figures of three papers. Raises RuntimeError when something is not fresh that should be."""
    with _made([small, middle, large]) as papers:
        rows = _again(papers[1])
        rows += _fresh(papers)
        on = papers[0].kind_of_database, "Redis" if os.environ.get("PRESS_STORE") else "files"
    return {"workers": WORKERS, "times": TIMES, "on": " and ".join(on), "rows": rows}
