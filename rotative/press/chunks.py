"""Lists in pieces: a query takes so many parameters, a transaction so many pages."""

from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")
PARAMETERS = 500  # of one query; SQLite of old takes 999


def chunks(values: list[T], size: int = PARAMETERS) -> Iterator[list[T]]:
    """Yield the values in lists of ``size`` at most."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
