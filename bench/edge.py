"""How fast printed pages go out, by turns with an nginx that serves the same bytes."""

import json
import subprocess
from contextlib import ExitStack
from typing import Any

from bench.front import front
from bench.load import CannotMeasureError, Target, compare, fetch, need, nginx
from bench.machine import ROOT
from bench.page import ARTICLE
from bench.papers import Paper, say

ASKED = {"Accept-Encoding": "br, gzip"}
# With a cookie, whosever it is, each request is decided anew; others are known again by their bytes.
DECIDED_ANEW = ASKED | {"Cookie": "theme=sombre"}
WORKERS = 1  # as nginx has one; on two cores the load takes the other


def readers_of(paper: Paper) -> dict[str, str]:
    done = subprocess.run(  # noqa: S603
        paper.command("bench.readers"),
        cwd=ROOT,
        env=paper.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _row(figure: str, found: Any, way: str, limit: float, seen: dict[str, Any]) -> dict[str, Any]:
    holds = (found >= limit if way == "at least" else found <= limit) and not seen["failed"]
    say(f"  {figure:<60}{found:>8}  ({way} {limit})")
    return {"figure": figure, "found": found, "limit": f"{way} {limit:g}", "holds": holds, "seen": seen}


def _rows_of(
    port: int, name: str, path: str, headers: dict[str, str], *, least: float, least_known: float
) -> list[dict[str, Any]]:
    """Compare one page, whole and as what the reader has already."""
    whole = fetch(port, path, headers)
    if whole.status != 200 or "content-encoding" not in whole.headers:
        raise CannotMeasureError(f"{path} answers {whole.status}, {whole.headers}")
    rows = []
    with nginx(whole.body, whole.headers["content-encoding"]) as limit:
        theirs = Target(limit, "/page.html", ASKED)
        seen = compare(Target(port, path, headers), theirs)
        rows.append(_row(f"{name}, requests a second by nginx’s", seen["ratio"], "at least", least, seen))
        rows.append(_row(f"{name}, p99 by nginx’s", seen["p99_ratio"], "at most", 2.0, seen))
        known = fetch(limit, "/page.html", ASKED).headers["etag"]
        ours_known = headers | {"If-None-Match": whole.headers["etag"]}
        if fetch(port, path, ours_known).status != 304:
            raise CannotMeasureError(f"{path} does not answer 304")
        seen = compare(
            Target(port, path, ours_known), Target(limit, "/page.html", ASKED | {"If-None-Match": known})
        )
        rows.append(_row(f"{name}, 304 by nginx’s", seen["ratio"], "at least", least_known, seen))
    return rows


def _decided_anew(port: int) -> dict[str, Any]:
    whole = fetch(port, ARTICLE, DECIDED_ANEW)
    with nginx(whole.body, whole.headers["content-encoding"]) as limit:
        seen = compare(Target(port, ARTICLE, DECIDED_ANEW), Target(limit, "/page.html", DECIDED_ANEW))
    return _row("article, decided anew each time, by nginx’s", seen["ratio"], "at least", 0.5, seen)


def _through_nginx(port: int) -> dict[str, Any]:
    whole = fetch(port, ARTICLE, ASKED)
    with nginx(whole.body, whole.headers["content-encoding"]) as limit:
        seen = compare(Target(port, ARTICLE, ASKED), Target(limit, "/page.html", ASKED))
    return _row("article through deploy/nginx.conf, by plain nginx’s", seen["ratio"], "at least", 0.95, seen)


def measure(paper: Paper) -> dict[str, Any]:
    """Return the figures of an article of the demo. Raises CannotMeasureError."""
    need("wrk", "nginx")
    paper.make()
    readers = readers_of(paper)
    with ExitStack() as open_now:
        port = open_now.enter_context(paper.served(WORKERS))
        fetch(port, ARTICLE, ASKED)  # printed now, if it was not
        fetch(port, readers["walled"], ASKED | {"Cookie": readers["cookie"]})
        rows = _rows_of(port, "article", ARTICLE, ASKED, least=0.5, least_known=0.5)
        rows.append(_decided_anew(port))
        with_pass = ASKED | {"Cookie": readers["cookie"]}
        rows += _rows_of(
            port,
            "article for subscribers, with a pass",
            readers["walled"],
            with_pass,
            least=0.45,
            least_known=0.45,
        )
        rows.append(_through_nginx(open_now.enter_context(front(paper, port))))
    return {"address": ARTICLE, "workers": WORKERS, "rows": rows}
