"""People who do things at random, several of them at the same moment."""

from collections.abc import Callable
from random import Random
from typing import Any

THINGS = 10


class Busy:
    """Somebody who does ten things, one after another, whatever the others do."""

    refusals: tuple[type[Exception], ...]
    """What a rule may answer; anything else is a failure."""

    acts: list[Callable[[], Any]]

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def __call__(self) -> list[str]:
        """Do them, and return what was refused and why."""
        refused = []
        for _number in range(THINGS):
            act = self.random.choice(self.acts)
            try:
                act()
            except self.refusals as error:
                refused.append(f"{act.__name__}: {error!r}")
        return refused
