"""How many pages a worker takes out of the queue at a time: as many as it prints in a second, so news never waits long.

The first pages of a process take several times as long as later ones: 25 of them took eight seconds on a cheap machine.
"""

from rotative.press.ahead import FEWEST
from rotative.press.queue import BATCH

SECONDS = 1.0  # that a batch may take


class Pace:
    """The pace of one worker: ``size`` is how many pages its next batch has."""

    def __init__(self) -> None:
        self.size = FEWEST

    def note(self, pages: int, seconds: float) -> None:
        """Take into account how long a batch took; pages may be faster than the last ones, so it doubles at most."""
        if pages:
            fitting = int(pages * SECONDS / max(seconds, 0.001))
            self.size = max(FEWEST, min(BATCH, self.size * 2, fitting))
