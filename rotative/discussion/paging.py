"""Cuts discussions into pages. They are counted from the oldest, so that what comes in changes only the last ones."""

from dataclasses import dataclass

from django.db.models import Q

from rotative.discussion.models import Contribution, Discussion

THREADS = 10  # on a page
MOST_USEFUL = 60  # contributions that are listed by use, or as the newsroom's
ANSWERS = 100  # on a page of a thread


@dataclass(frozen=True, slots=True)
class Cut:
    """A page of a discussion: the ids of its threads, oldest first, and which pages there are around it."""

    ids: tuple[int, ...]
    number: int
    has_newer: bool

    @property
    def older(self) -> int | None:
        """The page before it in time."""
        return self.number - 1 if self.number > 1 else None

    @property
    def newer(self) -> int | None:
        """The page after it in time."""
        return self.number + 1 if self.has_newer else None


def page_of(root: Contribution) -> int:
    """Return on which page the beginning of a thread stands."""
    earlier = Q(published_at__lt=root.published_at) | Q(published_at=root.published_at, pk__lt=root.pk)
    before = Contribution.objects.standing().roots().filter(earlier, discussion=root.discussion_id)
    return before.count() // THREADS + 1


def last_page(discussion: Discussion) -> int:
    """Return the number of the newest page; 1 where nothing was written."""
    count = Contribution.objects.standing().roots().filter(discussion=discussion).count()
    return max(1, (count - 1) // THREADS + 1)


def newest(discussion: Discussion) -> tuple[list[int], int]:
    """Return the ids of the newest threads, newest first, and the number of the last page.

    They fill a page whatever stands on the last one: the page before it fills up.
    """
    last = last_page(discussion)
    ids = list(reversed(cut(discussion, last).ids))
    if last > 1 and len(ids) < THREADS:
        ids += reversed(cut(discussion, last - 1).ids)
    return ids[:THREADS], last


def cut(discussion: Discussion, number: int) -> Cut:
    """Return a page by its number. Raises IndexError where there is none."""
    if number < 1:
        raise IndexError(number)
    roots = Contribution.objects.standing().roots().filter(discussion=discussion)
    start = (number - 1) * THREADS
    ids = list(roots.order_by("published_at", "pk").values_list("pk", flat=True)[start : start + THREADS + 1])
    if not ids and number > 1:
        raise IndexError(number)
    return Cut(tuple(ids[:THREADS]), number, len(ids) > THREADS)
