"""Reads threads as pages show them: two levels, and what goes deeper folded away under the second."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rotative.discussion.models import Contribution

# So few that a page weighs little whatever people have to say to each other; their own page has them all.
BRANCHES = 2  # answers of a thread on a page of many
DEEPER = 2  # of the answers below each of them


@dataclass
class Branch:
    """An answer to what began the thread, with all below it in the order of time."""

    row: Contribution
    deeper: list[Contribution] = field(default_factory=list)
    more: int = 0

    @property
    def below(self) -> int:
        """How many stand below it, shown here or not."""
        return len(self.deeper) + self.more


@dataclass
class Thread:
    """A thread. ``more``: how many of its contributions are not shown here."""

    root: Contribution
    branches: list[Branch] = field(default_factory=list)
    more: int = 0


def load(ids: Sequence[int]) -> dict[int, Thread]:
    """Return threads by the ids of their beginnings, each with its first answers; two queries for all of them."""
    chosen: dict[int, list[tuple[int, list[int], int]]] = {}
    more: dict[int, int] = {}
    for thread_id, branches in _structure(ids).items():
        chosen[thread_id] = [
            (branch, deeper[:DEEPER], len(deeper[DEEPER:])) for branch, deeper in branches[:BRANCHES]
        ]
        more[thread_id] = sum(1 + len(deeper) for _branch, deeper in branches[BRANCHES:])
    return _with_rows(ids, chosen, more)


def load_whole(thread_id: int, start: int, most: int) -> tuple[Thread | None, bool]:
    """Return a thread with so many of its answers, each with all below it; and whether there are more."""
    branches = _structure([thread_id])[thread_id]
    part = [(branch, deeper, 0) for branch, deeper in branches[start : start + most]]
    found = _with_rows([thread_id], {thread_id: part}, {})
    return found.get(thread_id), len(branches) > start + most


def _structure(ids: Sequence[int]) -> dict[int, list[tuple[int, list[int]]]]:
    """Return for each thread its answers in the order of time, each with the ids of all below it."""
    answers = Contribution.objects.filter(thread__in=ids).order_by("published_at", "pk")
    rows = list(answers.values_list("pk", "thread_id", "parent_id", "stands"))
    parents = {pk: parent for pk, _thread, parent, _stands in rows}
    found: dict[int | None, dict[int, list[int]]] = defaultdict(dict)
    for pk, thread, parent, stands in rows:
        if not stands:
            continue
        branch = pk
        while parent != thread and parent in parents:
            branch, parent = parent, parents[parent]
        deeper = found[thread].setdefault(branch, [])
        if branch != pk:
            deeper.append(pk)
    return {pk: list(found[pk].items()) for pk in ids}


def _with_rows(
    ids: Sequence[int], chosen: dict[int, list[tuple[int, list[int], int]]], more: dict[int, int]
) -> dict[int, Thread]:
    wanted = {*ids, *_flat(chosen.values())}
    rows = (
        Contribution.objects.standing()
        .select_related("author", "discussion", "parent__author")
        .in_bulk(wanted)
    )
    threads = {}
    for pk in ids:
        if pk not in rows:
            continue
        thread = Thread(rows[pk], more=more.get(pk, 0))
        for branch, deeper, left_out in chosen.get(pk, []):
            if branch in rows:
                thread.branches.append(
                    Branch(rows[branch], [rows[one] for one in deeper if one in rows], left_out)
                )
        threads[pk] = thread
    return threads


def _flat(chosen: Iterable[list[tuple[int, list[int], int]]]) -> Iterable[int]:
    for branches in chosen:
        for branch, deeper, _more in branches:
            yield branch
            yield from deeper


def place_of_branch(row: Contribution) -> int:
    """Return the how manieth answer of its thread an answer is, or is below, counted from 0."""
    branches = _structure([row.root_id])[row.root_id]
    return next(
        (place for place, (branch, deeper) in enumerate(branches) if row.pk == branch or row.pk in deeper), 0
    )
