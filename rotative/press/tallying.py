"""Counts what the press does in this process, until it is flushed: printings, answers, times until pages were fresh."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from functools import wraps
from typing import ParamSpec, TypeVar

PRINTINGS, ANSWERS, READS = "printings", "answers", "reads"
AT_ONCE, ALL = "fresh at once", "fresh all"  # milliseconds until fresh
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)  # seconds
BEYOND, SUM = "+Inf", "sum"
Tallied = dict[tuple[str, str], int]
_P = ParamSpec("_P")
_E = TypeVar("_E", bound=Enum)

_lock = threading.Lock()
_counts: Counter[tuple[str, str]] = Counter()


def tally(name: str, label: str = "", count: int = 1) -> None:
    """Note that something happened, so many times."""
    with _lock:
        _counts[name, label] += count


def tally_duration(name: str, seconds: float) -> None:
    """Note a duration, in the smallest bucket that holds it."""
    tally(name, next((str(most) for most in BUCKETS if seconds <= most), BEYOND))
    tally(name, SUM, max(round(seconds * 1000), 0))


def tallied(act: Callable[_P, list[_E]]) -> Callable[_P, list[_E]]:
    """Decorate a function that prints pages, so that each outcome is counted."""

    @wraps(act)
    def counting(*args: _P.args, **kwargs: _P.kwargs) -> list[_E]:
        outcomes = act(*args, **kwargs)
        for outcome in outcomes:
            tally(PRINTINGS, str(outcome.value))
        return outcomes

    return counting


def take_tallies() -> Tallied:
    """Return what was counted since the last time, and begin anew."""
    with _lock:
        counted = dict(_counts)
        _counts.clear()
    return counted


def put_back(counts: Mapping[tuple[str, str], int]) -> None:
    """Count again what could not be kept."""
    with _lock:
        _counts.update(counts)
