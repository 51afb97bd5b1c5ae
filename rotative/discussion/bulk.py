"""The same decision about many contributions, each by itself: what cannot be decided stops none of the others."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rotative.discussion.deciding import (
    HasChangedError,
    IsGoneError,
    IsOwnError,
    IsTakenError,
    NotDecidedError,
)
from rotative.discussion.models import Contribution, Decision

MOST = 100  # at once


@dataclass
class Result:
    """What became of them, in numbers."""

    decided: int = 0
    unchanged: int = 0
    left: Counter[type[NotDecidedError]] = field(default_factory=Counter)

    @property
    def own(self) -> int:
        """The moderator's own."""
        return self.left[IsOwnError]

    @property
    def taken(self) -> int:
        """Those that another has before her."""
        return self.left[IsTakenError]

    @property
    def gone(self) -> int:
        """Those that are not what they were."""
        return self.left[IsGoneError] + self.left[HasChangedError]


def decide_many(decide: Callable[[Contribution], Decision | None], ids: Iterable[int]) -> Result:
    """Decide about at most a hundred contributions, each in a transaction of its own."""
    result = Result()
    for row in Contribution.objects.filter(pk__in=sorted(set(ids))[:MOST]).order_by("pk"):
        try:
            done = decide(row)
        except NotDecidedError as error:
            result.left[type(error)] += 1
        else:
            result.decided += done is not None
            result.unchanged += done is None
    return result
