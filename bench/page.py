"""What an article weighs and how soon it can be read on a slow network, by the measuring kit beside the repository."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.machine import ROOT
from bench.papers import Paper, say

ARTICLE = "/culture/festival-des-rives-orchestre-pirogues/"  # the demo's lead: long, with a photo and a box
# What is measured: where it stands in the kit's report, and the most or the least it may be.
FIGURES: tuple[tuple[str, str, str, float | None], ...] = (
    ("HTML sent, bytes", "wire.sent_bytes", "", None),
    ("time to the first byte, ms", "wire.ttfb_ms", "", None),
    ("requests", "browser.requests", "", None),
    ("bytes in all", "browser.bytes.total", "", None),
    ("bytes of scripts", "browser.bytes.js", "at most", 0),
    ("slow 3G: first text, ms", "browser.slow_3g.fcp_ms", "at most", 950),
    ("slow 3G: loaded, ms", "browser.slow_3g.load_ms", "at most", 1500),
    ("Lighthouse, performance", "lighthouse.performance.score", "at least", 95),
    ("Lighthouse, accessibility", "lighthouse.accessibility.score", "at least", 100),
    ("Lighthouse, best practices", "lighthouse.best-practices.score", "at least", 100),
    ("Lighthouse, search engines", "lighthouse.seo.score", "at least", 100),
    ("axe, violations", "axe.violations", "at most", 0),
    ("HTML errors", "html.errors", "at most", 0),
    ("requests a second, two processes", "load.rps", "", None),
)


def kit() -> Path:
    """Return the measuring kit: in the folder that ROTATIVE_SHARED names, else in the one beside the repository."""
    shared = Path(os.environ.get("ROTATIVE_SHARED") or ROOT.parent / "shared")
    return shared / "bench" / "measure.py"


def _ask_kit(port: int) -> dict[str, Any]:
    """Return the kit's report on the article, part by part; raises subprocess.CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        options = ["--name", "rotative", "--article", f"http://localhost:{port}{ARTICLE}", "--seconds", "6"]
        subprocess.run(  # noqa: S603
            [sys.executable, str(kit()), *options, "--out", str(out)], check=True, stdout=sys.stderr
        )
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))["pages"]["article"]
    return report


def _has_failed(part: Any) -> bool:
    """Whether the kit left an error's text in a part's place."""
    return isinstance(part, str) and part.startswith("error")


def _figure(report: dict[str, Any], path: str) -> Any:
    found: Any = report
    for key in path.split("."):
        if not isinstance(found, dict):
            return found
        found = found.get(key)
    return found


def _holds(found: Any, way: str, limit: float | None) -> bool | None:
    if limit is None:
        return None
    if not isinstance(found, int | float):
        return False
    return found <= limit if way == "at most" else found >= limit


def measure(paper: Paper) -> dict[str, Any] | None:
    """Return the figures of an article of the demo; None, said aloud, where the measuring kit is missing."""
    if not kit().is_file():
        say(f"page: not measured, there is no measuring kit at {kit()}; ROTATIVE_SHARED names its folder.")
        return None
    paper.make()
    with paper.served(workers=2) as port:
        report = _ask_kit(port)
        if any(_has_failed(part) for part in report.values()):
            # Chromium on a busy machine now and then loses the beginning of a page load; once more, for those parts.
            again = _ask_kit(port)
            report = {name: again[name] if _has_failed(part) else part for name, part in report.items()}
    rows = []
    for name, path, way, limit in FIGURES:
        found = _figure(report, path)
        rows.append(
            {"figure": name, "found": found, "limit": f"{way} {limit:g}" if limit is not None else ""}
        )
        rows[-1]["holds"] = _holds(found, way, limit)
    busy = _figure(report, "browser.busy_before")
    return {
        "address": ARTICLE,
        "busy_before": busy,
        "warnings": _figure(report, "load.warnings"),
        "rows": rows,
    }
