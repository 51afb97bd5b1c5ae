"""Writes the results down: a file of figures for each part, and one page with all tables for people."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.machine import ROOT

RESULTS = ROOT / "bench" / "results"
MARK = {True: "yes", False: "**no**", None: ""}
Result = dict[str, Any]


def keep(part: str, result: Result, folder: Path = RESULTS) -> None:
    """Write a part's figures down, then the page of tables anew from all parts that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (folder / f"{part}.json").write_text(f"{text}\n", encoding="utf-8")
    there = {name: folder / f"{name}.json" for name in SECTIONS}
    sections = [
        SECTIONS[name](json.loads(file.read_text(encoding="utf-8")))
        for name, file in there.items()
        if file.is_file()
    ]
    intro = "# Measured\n\nWritten by `make bench`; docs/performance.md says what the figures mean.\n"
    (folder / "README.md").write_text("\n".join([intro, *sections]), encoding="utf-8")


def _circumstances(result: Result) -> str:
    return (
        f"Measured {result['measured']} at commit {result['commit']}, "
        f"on {result['processor']}, {result['cores']} cores; "
        f"load before {result['load']}, after {result['load_after']}.\n"
    )


def _table(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)


def scale(result: Result) -> str:
    """The page times in a small and in a large paper."""
    small, large = (f"{count:,}" for count in result["articles"])
    head = ["page", f"{small} articles, ms", f"{large}, ms", "ratio", f"at most {result['ratio_limit']}"]
    head += ["slowest tenth, ms", "queries", "bytes"]
    rows = []
    for row in result["rows"]:
        pair = [row["small"], row["large"]]
        both = [" / ".join(str(of[key]) for of in pair) for key in ("slowest_tenth_ms", "queries", "bytes")]
        rows.append([row["page"], *(of["median_ms"] for of in pair), row["ratio"], MARK[row["holds"]], *both])
    text = f"## The same page in a small and in a large paper\n\n{_circumstances(result)}"
    text += f"Medians of {result['visits']} visits each, by turns, one process a paper; pairs are small / large.\n\n"
    return text + _table(head, rows)


def publish(result: Result) -> str:
    """The times of publications."""
    small, large = (f"{count:,}" for count in result["articles"])
    head = [
        "act",
        f"{small} articles, ms",
        f"{large}, ms",
        "ratio",
        f"at most {result['ratio_limit']}",
        "slowest, ms",
    ]
    rows = []
    for row in result["rows"]:
        slowest = f"{row['small']['slowest_ms']} / {row['large']['slowest_ms']}"
        medians = [row[which]["median_ms"] for which in ("small", "large")]
        rows.append([row["act"], *medians, row["ratio"], MARK[row["holds"]], slowest])
    text = f"## Publishing in a small and in a large paper\n\n{_circumstances(result)}"
    return f"{text}Medians of {result['times']}, by turns.\n\n{_table(head, rows)}"


def page(result: Result) -> str:
    """An article on a slow network."""
    rows = []
    for row in result["rows"]:
        found = "failed, see page.json" if isinstance(row["found"], str) else row["found"]
        rows.append([row["figure"], found, row["limit"], MARK[row["holds"]]])
    text = f"## An article, loaded cold\n\n{_circumstances(result)}"
    text += f"The demo's {result['address']}; {result['busy_before']:.0%} of the processors were busy just before.\n\n"
    for warning in result["warnings"] or []:
        text += f"Warning: {warning}.\n\n"
    return text + _table(["figure", "found", "wanted", "holds"], rows)


def _figures(title: str, intro: str) -> Callable[[Result], str]:
    """A table of figures with their limits."""

    def show(result: Result) -> str:
        rows = [[row["figure"], row["found"], row["limit"], MARK[row["holds"]]] for row in result["rows"]]
        text = f"## {title}\n\n{_circumstances(result)}{intro}\n\n"
        return text + _table(["figure", "found", "wanted", "holds"], rows)

    return show


EDGE = _figures(
    "Printed pages, by turns with nginx",
    "wrk with 32 connections, pairs of 2 s; nginx with one worker serves the same compressed bytes. Medians of the "
    "pairs' ratios.",
)


def reprint(result: Result) -> str:
    """Publications, and everything printed again."""
    show = _figures(
        "Pages fresh again", f"On {result['on']}. Two workers; publications: medians of 15, by turns."
    )
    return show(result)


ENDURANCE = _figures(
    "When something breaks",
    "Readers: wrk with 32 connections on the article's page, all the time. Memory: the share of each process (PSS).",
)

WORDS = _figures(
    "Lists of words, and what contributions are written in",
    "A list of 50,000 entries; contributions are pieces of the documentation; processor time, medians of 5 turns.",
)

DISCUSSION = _figures(
    "A discussion of 5,000 contributions",
    "Reading: wrk with 32 connections, by turns with nginx. Writing: 16 clients, each as often as it is answered, two "
    "processes and the worker; one in ten sends the same twice.",
)

MODERATION = _figures(
    "The moderators’ room, with 200,000 contributions",
    "2,000 people, 2,000 contributions that wait, 3,000 open reports. Medians of 15 requests, the whole page.",
)


def subscriptions(result: Result) -> str:
    """Subscribing, the desk and the renewal run."""
    count = result["subscribers"]
    show = _figures(
        f"Subscribing, with {count:,} subscribers and {count * 10:,} payments",
        f"On {result['database']}. {CLIENTS_SUBSCRIBE}",
    )
    return show(result)


CLIENTS_SUBSCRIBE = (
    "16 clients, one reader after the other, two processes and the worker; one in ten sends twice. By code: the "
    "checkout, the page for codes, the code. At the till: six requests, from the checkout to the page that gives the "
    "pass. The desk’s pages: ten times each. The run: a stand-in collects at once, mails are written out to nowhere; "
    "everything has ended: the clock stood still for five weeks."
)

SECTIONS = {
    "discussion": DISCUSSION,
    "page": page,
    "edge": EDGE,
    "endurance": ENDURANCE,
    "reprint": reprint,
    "publish": publish,
    "scale": scale,
    "words": WORDS,
    "moderation": MODERATION,
    "subscriptions": subscriptions,
}
