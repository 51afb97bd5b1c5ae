"""A discussion of 5,000 contributions: how fast its page goes out, and how many can write in it at the same time."""

import json
import subprocess
import time
import uuid
from statistics import quantiles
from typing import Any

from bench.databases import own_database
from bench.load import CannotMeasureError, Target, compare, fetch, need, nginx
from bench.machine import ROOT, alone
from bench.papers import Paper, say
from bench.posting import Writer, write_together
from bench.talkers import MARK

ASKED = {"Accept-Encoding": "br, gzip"}
CLIENTS = 16
SECONDS = 20
WORKERS = 2
LEAST_RATE = 52  # what WordPress takes in on the same machine, with as many clients
HEAVIEST = 20 * 1024


def _in_the_paper(paper: Paper, *arguments: str) -> Any:
    done = subprocess.run(  # noqa: S603
        paper.command("bench.talkers", *arguments),
        cwd=ROOT,
        env=paper.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def _row(figure: str, found: Any, way: str, limit: float, **more: Any) -> dict[str, Any]:
    say(f"  {figure:<60}{found:>8}  ({way} {limit:g})")
    holds = found >= limit if way == "at least" else found <= limit
    return {"figure": figure, "found": found, "limit": f"{way} {limit:g}", "holds": holds} | more


def _reading(paper: Paper, talk: dict[str, Any]) -> list[dict[str, Any]]:
    """The page for a subscriber, by turns with nginx."""
    headers = ASKED | {"Cookie": talk["cookie"]}
    with paper.served(1) as port:
        fetch(port, talk["room"], headers)  # printed now, if it was not
        page = fetch(port, talk["room"], headers)
        if page.status != 200 or "content-encoding" not in page.headers:
            raise CannotMeasureError(f"{talk['room']} answers {page.status}, {page.headers}")
        with nginx(page.body, page.headers["content-encoding"]) as limit:
            seen = compare(Target(port, talk["room"], headers), Target(limit, "/page.html", ASKED))
    return [
        _row("page for a subscriber, bytes over the line", len(page.body), "at most", HEAVIEST),
        _row(
            "page for a subscriber, requests a second by nginx’s", seen["ratio"], "at least", 0.45, seen=seen
        ),
    ]


def _writing(paper: Paper, talk: dict[str, Any], seconds: float) -> list[dict[str, Any]]:
    """Posting, by sixteen at the same time; the worker prints beside them."""
    mark = f"{MARK}{uuid.uuid4()}"
    with paper.serving(WORKERS, beside=True) as (_server, port), alone():
        writers = [Writer(port, talk["write"], session, mark) for session in talk["sessions"]]
        lasted = write_together(writers, seconds)
        # One more, by itself: those that were written at the same time may stand on the second page already.
        writers[0].write()
        seen_after = _until_shown(port, talk, writers[0].sent[-1])
    kept: dict[str, int] = _in_the_paper(paper, "count", mark)
    took = [one for writer in writers for one in writer.took]
    sent = [text for writer in writers for text in writer.sent]
    refused = sum(len(writer.failed) for writer in writers)
    return [
        _row(
            f"contributions a second, {CLIENTS} clients", round(len(sent) / lasted, 1), "at least", LEAST_RATE
        ),
        _row("an answer, p99, ms", round(quantiles(took, n=100)[98] * 1000), "at most", 1000),
        _row("contributions that were lost", sum(text not in kept for text in sent), "at most", 0),
        _row("contributions that were doubled", sum(count > 1 for count in kept.values()), "at most", 0),
        _row("answers that were none", refused, "at most", 0),
        _row("the last one seen by others after, s", seen_after, "at most", 2),
    ]


def _until_shown(port: int, talk: dict[str, Any], text: str) -> float:
    begun = time.monotonic()
    headers = {"Cookie": talk["cookie"]}
    while text.encode() not in fetch(port, talk["room"], headers).body:
        if time.monotonic() - begun > 60:
            break
        time.sleep(0.05)
    return round(time.monotonic() - begun, 2)


def measure(paper: Paper, seconds: float = SECONDS) -> dict[str, Any]:
    """Return the figures of a discussion of the demo. Raises CannotMeasureError."""
    need("wrk", "nginx")
    with own_database(paper) as own:
        own.make()
        talk = _in_the_paper(own, "make", str(CLIENTS))
        rows = _reading(own, talk) + _writing(own, talk, seconds)
    return {"database": own.kind_of_database, "workers": WORKERS, "rows": rows}
