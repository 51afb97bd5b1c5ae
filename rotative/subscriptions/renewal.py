"""What the passing of time does to a subscription: reminders, the end, grace, expiry. No Django in here.

Everything follows from the state, the end of what is paid and how far time has been followed: run twice, nothing
doubles; run late, all that was missed happens in its order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from rotative.subscriptions.states import READING, Event, State, after


@dataclass(frozen=True, slots=True)
class Policy:
    """The paper's habits: reminders so many days before the end and after it, and how long grace lasts, in days."""

    remind_before: tuple[int, ...] = (7, 1)
    grace: int = 7
    remind_in_grace: tuple[int, ...] = (1, 5)


@dataclass(frozen=True, slots=True)
class Standing:
    """What time needs to know of a subscription.

    ``ends_at``: the end of what is paid or given, None when it has none. ``followed_to``: until when time has been
    followed. ``renews_itself``: the provider collects the next term, so the reader need do nothing.
    """

    state: State
    ends_at: datetime | None
    followed_to: datetime
    renews_itself: bool = False


class Kind(StrEnum):
    """What happens at a moment."""

    REMIND = "remind"  # before the end
    END = "end"
    REMIND_IN_GRACE = "remind_in_grace"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is due at a moment: the state after it, and the term's end that it is about.

    ``outdated``: a reminder that a later step has overtaken, because time was followed late; it is not to be sent.
    """

    kind: Kind
    due_at: datetime
    state: State
    ends_at: datetime
    days: int = 0
    outdated: bool = False


def _to_come(standing: Standing, policy: Policy) -> Iterator[Step]:
    """Give all that lies ahead if nobody pays, in order, whether due or not."""
    state, end = standing.state, standing.ends_at
    if end is None or state not in READING:
        return
    is_reminded = not standing.renews_itself
    if state in (State.TRIAL, State.ACTIVE) and is_reminded:
        for days in sorted(policy.remind_before, reverse=True):
            yield Step(Kind.REMIND, end - timedelta(days=days), state, end, days)
    grace_ends = end + timedelta(days=policy.grace)
    if state is not State.GRACE and not (state is State.PAST_DUE and end <= standing.followed_to):
        state = after(state, Event.TERM_ENDED)
        yield Step(Kind.END, end, state, end)
    if state not in (State.GRACE, State.PAST_DUE):
        return
    for days in sorted(policy.remind_in_grace) if is_reminded else ():
        if days < policy.grace:
            yield Step(Kind.REMIND_IN_GRACE, end + timedelta(days=days), state, end, days)
    yield Step(Kind.EXPIRE, grace_ends, after(state, Event.GRACE_ENDED), end)


def _is_ahead(step: Step, standing: Standing) -> bool:
    """Whether a step has not been taken; a change of state is never missed, however the end was moved."""
    return step.kind in (Kind.END, Kind.EXPIRE) or step.due_at > standing.followed_to


def due(standing: Standing, policy: Policy, now: datetime) -> list[Step]:
    """Return what happens until ``now`` and has not happened, in order; reminders that came too late are marked."""
    steps = [step for step in _to_come(standing, policy) if _is_ahead(step, standing) and step.due_at <= now]
    last = len(steps) - 1
    return [
        replace(step, outdated=True) if position < last and step.kind in _REMINDERS else step
        for position, step in enumerate(steps)
    ]


_REMINDERS = frozenset({Kind.REMIND, Kind.REMIND_IN_GRACE})


def caught_up(standing: Standing, policy: Policy, now: datetime) -> Standing:
    """Return how a subscription stands at ``now``, whether or not anybody has followed time in the meantime."""
    steps = due(standing, policy, now)
    state = steps[-1].state if steps else standing.state
    return replace(standing, state=state, followed_to=max(standing.followed_to, now))


def next_due_at(standing: Standing, policy: Policy) -> datetime | None:
    """Return when time is to be followed again, None when nothing lies ahead."""
    return next((step.due_at for step in _to_come(standing, policy) if _is_ahead(step, standing)), None)


def reads(standing: Standing, policy: Policy, now: datetime) -> bool:
    """Whether the holder reads at ``now`` what the plan gives; right even when the renewal run is late."""
    return caught_up(standing, policy, now).state in READING
