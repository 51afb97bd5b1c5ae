"""What readers notice when something breaks, and how much memory a process takes with a large store."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.edge import readers_of
from bench.front import front
from bench.load import CannotMeasureError, fetch, load, need
from bench.machine import ROOT, free_port
from bench.page import ARTICLE
from bench.papers import Paper, say
from bench.reprint import shop

ASKED = {"Accept-Encoding": "br, gzip"}
PAGES, MOST_MB = 100_000, 150
AWAY, LOADED = 30, 45  # seconds that the database is stopped, and that readers read
_AT_RANDOM = """math.randomseed(os.time())
request = function() return wrk.format('GET', '/bench/page-' .. math.random(0, %d) .. '/') end
"""


def _row(figure: str, found: float, limit: float, **seen: Any) -> dict[str, Any]:
    say(f"  {figure:<70}{found:>9}  (at most {limit:g})")
    return {
        "figure": figure,
        "found": found,
        "limit": f"at most {limit:g}",
        "holds": found <= limit,
        "seen": seen,
    }


def children(parent: int) -> list[int]:
    """Return the processes that a process has started, in the order of their numbers."""
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return sorted(int(pid) for task in tasks for pid in (task / "children").read_text().split())


def resident_mb(pid: int) -> float:
    """Return the memory of a process that is its own: what it shares with its siblings is counted once, by share."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return round(int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024, 1)


def memory(paper: Paper) -> list[dict[str, Any]]:
    """Have readers ask for a hundred thousand pages by chance, and look at the processes that answered."""
    paper = replace(paper, place="endurance")
    paper.make()
    with paper.served(2) as port:
        fetch(port, ARTICLE, ASKED)
    say(f"  {PAGES} pages into the store …")
    subprocess.run(  # noqa: S603
        paper.command("bench.fillstore", ARTICLE, str(PAGES)), cwd=ROOT, env=paper.environment, check=True
    )
    with paper.serving(2) as (server, port), tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_AT_RANDOM % (PAGES - 1))
        script.flush()
        command = [
            "wrk",
            "-t1",
            "-c32",
            "-d30s",
            "-s",
            script.name,
            "-H",
            "Accept-Encoding: br",
            f"http://localhost:{port}",
        ]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        for address in ("/recherche/?q=fleuve", "/redaction/login/", "/recherche/?q=barrage") * 5:
            fetch(port, address, ASKED)  # Django behind it too
        found = [resident_mb(pid) for pid in children(server.pid)]
    if "Non-2xx" in out:
        raise CannotMeasureError(f"not every page was answered: {out}")
    return [
        _row(f"memory of a process, {PAGES:,} pages in the store, MB", max(found), MOST_MB, processes=found)
    ]


@contextmanager
def _postgres() -> Iterator[tuple[str, Callable[[str], None]]]:
    """A PostgreSQL of our own: its address, and what starts and stops it."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not homes:
        raise CannotMeasureError("PostgreSQL missing: apt-get install postgresql")
    folder, port = Path(tempfile.mkdtemp(prefix="bench-postgres-")), free_port()
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603

    def control(action: str) -> None:
        options = (
            ["-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"]
            if action == "start"
            else ["-m", "fast"]
        )
        run(f"{homes[-1]}/pg_ctl", "-w", "-D", f"{folder}/data", "-l", f"{folder}/log", *options, action)

    try:
        run(f"{homes[-1]}/initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        control("start")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres", control
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            control("stop")
        shutil.rmtree(folder)


class _Readers(threading.Thread):
    """Readers of printed pages, while something breaks."""

    def __init__(
        self, port: int, seconds: float, path: str = ARTICLE, more: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._port, self._seconds, self._path = port, seconds, path
        self.headers = ASKED | dict(more or {})
        self.seen: dict[str, float] = {}

    def run(self) -> None:
        self.seen = load(self._port, self._path, self.headers, self._seconds)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """They read while the block runs, and to their end."""
        self.start()
        time.sleep(3)
        yield
        self.join()


def database_away(paper: Paper) -> list[dict[str, Any]]:
    """Stop the database under the readers."""
    with _postgres() as (url, control):
        paper = replace(paper, place="endurance-postgres", database=url)
        shutil.rmtree(paper.home, ignore_errors=True)
        paper.make()
        with paper.served(2, beside=True) as port:
            fetch(port, ARTICLE, ASKED)
            readers = _Readers(port, LOADED)
            with readers.reading():
                control("stop")
                during = fetch(port, "/recherche/?q=fleuve", ASKED).status
                time.sleep(AWAY)
                control("start")
            after = fetch(port, "/recherche/?q=fleuve", ASKED).status
    if (during, after) != (503, 200):
        raise CannotMeasureError(f"the search answers {during} without the database, {after} with it again")
    return [
        _row(
            f"reads failed, the database stopped for {AWAY} s",
            readers.seen["failed"],
            0,
            requests_a_second=round(readers.seen["rps"]),
        )
    ]


def worker_killed(paper: Paper) -> list[dict[str, Any]]:
    """Kill the worker while it prints everything again; the next one has to come to the end of it."""
    with paper.served(2) as port, shop(paper) as teller:
        fetch(port, ARTICLE, ASKED)
        readers = _Readers(port, 20)
        with readers.reading():
            count = teller.do("stale")["pages"]
            worker = subprocess.Popen(paper.command("rotative", "worker"), cwd=ROOT, env=paper.environment)  # noqa: S603
            while not 0 < teller.do("waiting")["waiting"] < count:
                time.sleep(0.02)
            worker.kill()
            worker.wait()
            left = teller.do("waiting")["waiting"]
            worker = subprocess.Popen(paper.command("rotative", "worker"), cwd=ROOT, env=paper.environment)  # noqa: S603
        started = time.perf_counter()
        while teller.do("waiting")["waiting"] and time.perf_counter() - started < 180:
            time.sleep(0.2)
        waiting = teller.do("waiting")["waiting"]
        worker.terminate()
        worker.wait()
        verified = subprocess.run(  # noqa: S603
            paper.command("rotative", "press", "verify"),
            cwd=ROOT,
            env=paper.environment,
            stdout=subprocess.DEVNULL,
        )
    return [
        _row(
            "reads failed, the worker killed while it prints",
            readers.seen["failed"],
            0,
            pages=count,
            left=left,
        ),
        _row("pages that then still wait, or are not as a fresh rendering", waiting + verified.returncode, 0),
    ]


def restarted(paper: Paper) -> list[dict[str, Any]]:
    """Replace the server's processes under the readers, twice: subscribers, whom nginx does not answer by itself.

    A request that is on its way while its process closes the connection has to be sent again, which nginx and browsers
    do by themselves (RFC 9110, 9.2.2) and wrk does not.
    """
    rows = []
    known = readers_of(paper)
    with paper.serving(2) as (server, port), front(paper, port) as before_it:
        for where, which in ((before_it, "behind deploy/nginx.conf"), (port, "with nothing before it")):
            readers = _Readers(where, 30, known["walled"], {"Cookie": known["cookie"]})
            fetch(port, known["walled"], readers.headers)
            with readers.reading():
                for _time in range(2):
                    _replace_processes(server)
            figure = f"reads failed, the server restarted gracefully twice, {which}"
            rows.append(_row(figure, readers.seen["failed"], 0, **readers.seen))
    return rows


def _replace_processes(server: "subprocess.Popen[bytes]") -> None:
    before = set(children(server.pid))
    server.send_signal(signal.SIGHUP)
    until = time.monotonic() + 30
    while (before & set(children(server.pid))) and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(2)


def measure(paper: Paper) -> dict[str, Any]:
    """Return the figures. Raises CannotMeasureError."""
    need("wrk")
    paper.make()
    rows = restarted(paper) + worker_killed(paper) + database_away(paper) + memory(paper)
    return {"rows": rows}
