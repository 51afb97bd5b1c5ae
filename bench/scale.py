"""How long pages take in a large paper and in a small one; every page should take the same."""

import http.client
import json
import statistics
import subprocess
import time
from contextlib import ExitStack, closing
from typing import Any

from bench.machine import ROOT, alone
from bench.papers import Paper, say

RATIO_LIMIT = 1.5
WARM_UP = 5
VISITS = 50


def look_into(paper: Paper, like: dict[str, Any]) -> dict[str, Any]:
    """Return pages, addresses and query counts of a paper; see bench/addresses.py."""
    command = paper.command("bench.addresses", json.dumps(like))
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=paper.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def visit(connection: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """Return milliseconds from asking to the answer's last byte, and its bytes. Raises RuntimeError unless 200."""
    started = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    size = len(response.read())
    took = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise RuntimeError(f"{address} answers {response.status}")
    return took, size


def _compare(
    connections: list[http.client.HTTPConnection], addresses: list[list[str]]
) -> list[dict[str, Any]]:
    """Visit a page in both papers by turns, each time the other one first; return what was seen of each."""
    for connection, own in zip(connections, addresses, strict=True):
        for address in (own * WARM_UP)[:WARM_UP]:
            visit(connection, address)
    seen: list[list[tuple[float, int]]] = [[], []]
    with alone():
        for turn in range(VISITS):
            for which in (0, 1) if turn % 2 else (1, 0):
                own = addresses[which]
                seen[which].append(visit(connections[which], own[turn % len(own)]))
    return [
        {
            "median_ms": round(statistics.median(took for took, _size in visits), 1),
            "slowest_tenth_ms": round(statistics.quantiles([took for took, _size in visits], n=10)[8], 1),
            "bytes": round(statistics.median(size for _took, size in visits)),
        }
        for visits in seen
    ]


def measure(small: Paper, large: Paper) -> dict[str, Any]:
    """Return for each page its medians in both papers (one process serves each) and their ratio, large by small."""
    small.make()
    large.make(smaller=small)
    say("Looking for the pages to visit …")
    here = look_into(small, {})
    there = look_into(large, {"month_entries": here["month_entries"]})
    rows = []
    with ExitStack() as open_now:
        ports = [open_now.enter_context(paper.served()) for paper in (small, large)]
        connections = [
            open_now.enter_context(closing(http.client.HTTPConnection("localhost", port, timeout=60)))
            for port in ports
        ]
        for page in here["pages"]:
            seen = _compare(connections, [here["pages"][page], there["pages"][page]])
            for paper, found in zip((here, there), seen, strict=True):
                found["queries"] = paper["queries"][page]
            ratio = round(seen[1]["median_ms"] / seen[0]["median_ms"], 2)
            say(f"  {page:<40}{seen[0]['median_ms']:>8} ms{seen[1]['median_ms']:>8} ms{ratio:>7}")
            rows.append(
                {
                    "page": page,
                    "small": seen[0],
                    "large": seen[1],
                    "ratio": ratio,
                    "holds": ratio <= RATIO_LIMIT,
                }
            )
    return {
        "articles": [small.articles, large.articles],
        "visits": VISITS,
        "ratio_limit": RATIO_LIMIT,
        "rows": rows,
    }
