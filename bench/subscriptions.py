"""Subscribing by sixteen at the same time, the desk's pages and the renewal run, with very many subscribers."""

import json
import subprocess
import uuid
from statistics import median, quantiles
from typing import Any

from bench.buyers import Buyer, buy_together
from bench.databases import own_database
from bench.load import CannotMeasureError
from bench.machine import ROOT, alone
from bench.papers import Paper, say

CLIENTS, EACH = 16, 30  # readers, one after the other
FIRST = 8  # readers who buy before, untimed: a process that has just begun reads its templates
WORKERS = 2
DESK_MS = 500
MEMORY = 100  # MB; a batch at a time is held, never all


def _in_the_paper(paper: Paper, module: str, *arguments: str) -> Any:
    done = subprocess.run(  # noqa: S603
        paper.command(f"bench.{module}", *arguments),
        cwd=ROOT,
        env=paper.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None


def _row(figure: str, found: Any, most: float | None = None, **more: Any) -> dict[str, Any]:
    """Return a figure; of several numbers in one cell, the last one is judged."""
    judged = float(str(found).rpartition("/")[2])
    holds = None if most is None else judged <= most
    limit = "" if most is None else f"at most {most:g}"
    say(f"  {figure:<70}{found:>16}  {limit}")
    return {"figure": figure, "found": found, "limit": limit, "holds": holds} | more


def _buying(paper: Paper, by: str, mark: str, made: dict[str, Any]) -> list[dict[str, Any]]:
    """Sixteen who subscribe at the same time; then what the books say of it."""
    readers = [one for one in made["readers"] if bool(one["code"]) == (by == "code")]
    with paper.served(WORKERS, beside=True) as port, alone():
        first = Buyer(port, made["places"], readers[:FIRST])
        first.buy()
        others = readers[FIRST:]
        buyers = [Buyer(port, made["places"], others[client::CLIENTS]) for client in range(CLIENTS)]
        seconds = buy_together(buyers)
    has = _in_the_paper(paper, "kiosk", "tell", mark)
    took = [one for buyer in buyers for one in buyer.took]
    waited = [one for buyer in buyers for one in buyer.waited]
    bought = [str(one) for buyer in (first, *buyers) for one in buyer.bought]
    failed = [one for buyer in (first, *buyers) for one in buyer.failed]
    if len(waited) < 2:
        raise CannotMeasureError(f"nobody could subscribe: {failed[:3]}")
    kinds = ["codes"] if by == "code" else ["paid terms", "charges", "receipts"]
    whose = {str(one["id"]) for one in readers}
    lost = sum(has[kind].get(one, 0) < 1 for kind in kinds for one in bought)
    doubled = sum(count > 1 for kind in kinds for one, count in has[kind].items() if one in whose)
    way = "by code" if by == "code" else "at the test till"
    p50, p99 = (round(quantiles(took, n=100)[at] * 1000) for at in (49, 98))
    return [
        _row(f"{way}: subscriptions a second, {CLIENTS} clients", round(len(waited) / seconds, 1)),
        _row(f"{way}: requests a second", round(len(took) / seconds, 1)),
        _row(f"{way}: an answer, p50 / p99, ms", f"{p50} / {p99}"),
        _row(f"{way}: from the checkout to the pass, median, ms", round(median(waited) * 1000)),
        _row(f"{way}: readers without a pass", len(failed), 0, reasons=failed[:5]),
        _row(f"{way}: of {len(bought)}, lost", lost, 0),
        _row(f"{way}: of {len(bought)}, doubled", doubled, 0),
        _row(f"{way}: gaps among the receipts", has["gaps"], 0),
    ]


def _desk(paper: Paper) -> list[dict[str, Any]]:
    """The pages of the desk, each ten times."""
    with alone():
        pages = _in_the_paper(paper, "backoffice")
    return [
        _row(
            f"{page['page']}, {page['queries']} queries: median / worst, ms",
            f"{page['median_ms']} / {page['worst_ms']}",
            DESK_MS,
            dearest_query=page["dearest_query"],
        )
        for page in pages
    ]


def _renewing(paper: Paper) -> list[dict[str, Any]]:
    """What the clock does when a day has passed, and when it was late by more than a term."""
    with alone():
        runs = _in_the_paper(paper, "renewals")
    rows = []
    for name, run in runs.items():
        say(f"  {name}: {run}")
        rate = round(run["count"] / max(run["seconds"], 0.01))
        rows += [
            _row(f"{name}, {run['count']:,}: seconds", run["seconds"]),
            _row(f"{name}, {run['count']:,}: a second", rate),
        ]
    ratio = _each(runs["everything has ended: followed"]) / _each(runs["a day: followed"])
    return [
        *rows,
        _row("following one, when everything has ended, by when a day has passed", round(ratio, 2), 1.5),
        _row("memory of all this, MB more than before", max(run["more_mb"] for run in runs.values()), MEMORY),
    ]


def _each(run: dict[str, float]) -> float:
    return run["seconds"] / run["count"]


def measure(paper: Paper, subscribers: int) -> dict[str, Any]:
    """Return the figures with so many subscribers, who have paid ten times each. Raises CannotMeasureError."""
    with own_database(paper, begins_anew=True) as own:
        own.make(None if paper.database else Paper(0))  # the demo as it is, where it has been made
        say(f"Writing {subscribers:,} subscribers and their payments …")
        _in_the_paper(own, "subscribers", str(subscribers))
        mark = f"banc-{uuid.uuid4().hex[:8]}"
        made = _in_the_paper(own, "kiosk", "make", mark, str(FIRST + CLIENTS * EACH))
        rows = [row for by in ("code", "till") for row in _buying(own, by, mark, made)]
        rows += _desk(own)
        rows += _renewing(own)
    return {
        "subscribers": subscribers,
        "database": own.kind_of_database,
        "rows": rows,
    }
