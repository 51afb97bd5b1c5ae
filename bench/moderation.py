"""How long the moderators' queues take with very many contributions."""

import json
import subprocess
from typing import Any

from bench.databases import own_database
from bench.machine import ROOT, alone
from bench.papers import Paper, say

CONTRIBUTIONS = 200_000
MOST_MS = 200
# What no index can answer: said, and not judged.
UNJUDGED = frozenset({"all, words that none has", "statistics"})


def measure(paper: Paper) -> dict[str, Any]:
    """Return the milliseconds of each page of the moderators, as their browsers ask for it."""
    with own_database(paper) as own:
        return _measure(own)


def _measure(paper: Paper) -> dict[str, Any]:
    paper.make()
    say(f"Writing {CONTRIBUTIONS:,} contributions, unless they are there …")
    command = paper.command("bench.moderated", str(CONTRIBUTIONS))
    with alone():
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=paper.environment, check=True, stdout=subprocess.PIPE, text=True
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    rows = []
    for name, took in found["times"].items():
        is_judged = name not in UNJUDGED
        say(f"  {name:<40}{took:>8} ms")
        limit, holds = (f"≤ {MOST_MS} ms", took <= MOST_MS) if is_judged else ("", None)
        rows.append({"figure": name, "found": f"{took} ms", "limit": limit, "holds": holds})
    return {"database": paper.kind_of_database, "contributions": found["contributions"], "rows": rows}
