"""Load by wrk, always in pairs: ours, and an nginx with one worker that serves the same compressed bytes."""

import http.client
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.machine import alone, free_port

CONNECTIONS = 32
RUNS, SLICES, SLICE = 3, 5, 2  # three runs of ten seconds each, cut into pairs of two
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
ENCODINGS = {"br": ".br", "gzip": ".gz"}
# wrk's own text rounds; done() runs once, after the load.
_REPORT = """done = function(s, latency)
  print(string.format('@@{"requests":%d,"us":%d,"p50_us":%.0f,"p99_us":%.0f,"failed":%d}', s.requests, s.duration,
    latency:percentile(50), latency:percentile(99),
    s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout))
end
"""
Headers = Mapping[str, str]


class CannotMeasureError(Exception):
    """A tool is missing, or what is to be measured does not answer as it should."""


def need(*tools: str) -> None:
    """Raise CannotMeasureError unless the tools are on this machine."""
    if missing := [tool for tool in tools if shutil.which(tool) is None]:
        raise CannotMeasureError(f"{', '.join(missing)} missing: apt-get install wrk nginx-light")


@dataclass(frozen=True)
class Answer:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetch(port: int, path: str, headers: Headers) -> Answer:
    """Ask once."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=dict(headers) | {"Host": f"localhost:{port}"})
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


def load(port: int, path: str, headers: Headers, seconds: float = SLICE) -> dict[str, float]:
    """Return requests a second, p50 and p99 in ms, and how many requests failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_REPORT)
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", script.name]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        done = subprocess.run(  # noqa: S603
            [*command, f"http://localhost:{port}{path}"], capture_output=True, text=True, check=True
        )
    found = json.loads(next(line[2:] for line in done.stdout.splitlines() if line.startswith("@@")))
    return {
        "rps": found["requests"] / found["us"] * 1e6,
        "p50_ms": found["p50_us"] / 1000,
        "p99_ms": found["p99_us"] / 1000,
        "failed": found["failed"],
    }


@contextmanager
def nginx(body: bytes, encoding: str) -> Iterator[int]:
    """Serve a body, compressed already, at `/page.html` by an nginx with one worker; gives its port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "page.html").write_bytes(b"plain")
        (folder / f"page.html{ENCODINGS.get(encoding, '')}").write_bytes(body)
        module = f"load_module {BROTLI};" if BROTLI.exists() else ""
        brotli = "brotli_static on;" if BROTLI.exists() else ""
        (folder / "nginx.conf").write_text(
            f"""{module}
            worker_processes 1; daemon off; pid {folder}/pid; error_log stderr warn;
            events {{ worker_connections 1024; }}
            http {{
              access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
              open_file_cache max=16; types {{}} default_type "text/html; charset=utf-8"; gzip_static on; {brotli}
              server {{ listen 127.0.0.1:{port}; root {folder}; }}
            }}
            """
        )
        server = subprocess.Popen(  # noqa: S603
            ["nginx", "-e", "stderr", "-p", name, "-c", str(folder / "nginx.conf")]  # noqa: S607
        )
        try:
            for _attempt in range(50):
                try:
                    if fetch(port, "/page.html", {"Accept-Encoding": encoding}).body == body:
                        break
                except OSError:
                    time.sleep(0.1)
            else:
                raise CannotMeasureError("nginx does not serve the page")
            yield port
        finally:
            server.terminate()
            server.wait(10)


@dataclass(frozen=True)
class Target:
    """What is asked, how often and with which headers."""

    port: int
    path: str
    headers: Headers


def compare(ours: Target, theirs: Target) -> dict[str, Any]:
    """Load both by turns; return the medians of both, and the medians of the pairs' ratios, ours by theirs."""
    pairs: list[tuple[dict[str, float], dict[str, float]]] = []
    for _run in range(RUNS):
        with alone():
            load(ours.port, ours.path, ours.headers, 1)
            load(theirs.port, theirs.path, theirs.headers, 1)
            for _slice in range(SLICES):
                order = (ours, theirs) if len(pairs) % 2 else (theirs, ours)
                seen = [load(one.port, one.path, one.headers) for one in order]
                pairs.append((seen[0], seen[1]) if order[0] is ours else (seen[1], seen[0]))

    def median(which: int, figure: str) -> float:
        return round(statistics.median(pair[which][figure] for pair in pairs), 2)

    def ratio(figure: str) -> float:
        return round(statistics.median(ours[figure] / theirs[figure] for ours, theirs in pairs), 3)

    return {
        "ours": {figure: median(0, figure) for figure in ("rps", "p50_ms", "p99_ms")},
        "nginx": {figure: median(1, figure) for figure in ("rps", "p50_ms", "p99_ms")},
        "failed": int(sum(pair[0]["failed"] for pair in pairs)),
        "ratio": ratio("rps"),
        "p99_ratio": ratio("p99_ms"),
    }
