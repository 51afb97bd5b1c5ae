"""The renewal run: follows time for every subscription to which something is due, in batches of a few queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from rotative.subscriptions.models import Reminder, Rules, Subscription
from rotative.subscriptions.renewal import Kind, Policy, Step, caught_up, due, next_due_at
from rotative.subscriptions.states import State
from rotative.subscriptions.terms import policy_of

# SQLite takes 32,766 parameters in a statement; the longest here has one for each subscription and a few more.
BATCH = 1000
_MAILED = {Kind.REMIND, Kind.REMIND_IN_GRACE}


@dataclass
class Followed:
    """What a run did: how many subscriptions it looked at, how many reached a state, how many reminders it wrote."""

    subscriptions: int = 0
    states: Counter[State] = field(default_factory=Counter)
    reminders: int = 0


def follow_time(*, now: datetime, batch: int = BATCH) -> Followed:
    """Do what is due until ``now``. Run again it finds nothing; stopped half-way it goes on where it was.

    A subscription that a payment holds locked is left to the next run.
    """
    done = Followed()
    rules = Rules.current()
    while True:
        with transaction.atomic():
            rows = Subscription.objects.due(now).select_related("plan")
            held = list(rows.select_for_update(skip_locked=True, of=("self",), no_key=True)[:batch])
            if not held:
                return done
            _follow(held, rules, now, done)


def _follow(held: list[Subscription], rules: Rules, now: datetime, done: Followed) -> None:
    """Follow time for a batch: an update for each way that subscriptions of it take, and one insert of reminders."""
    policies: dict[tuple[int, str, str], Policy] = {}
    groups: defaultdict[tuple[State, timedelta | None], list[int]] = defaultdict(list)
    reminders: list[Reminder] = []
    for one in held:
        kind = (one.plan_id, one.kind, one.state)
        if kind not in policies:
            policies[kind] = policy_of(one, rules)
        steps = due(one.standing, policies[kind], now)
        standing = caught_up(one.standing, policies[kind], now)
        moment = next_due_at(standing, policies[kind])
        # What comes next is so many days from the end: few differ in that, so few updates write thousands of rows.
        groups[standing.state, moment - one.ends_at if moment and one.ends_at else None].append(one.pk)
        reminders += _reminders(one, steps, now)
        if standing.state != one.state:
            done.states[standing.state] += 1
    for (state, ahead), ids in groups.items():
        next_step_at = None if ahead is None else F("ends_at") + ahead
        Subscription.objects.filter(pk__in=ids).update(
            state=state, followed_to=now, next_step_at=next_step_at
        )
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True, batch_size=500)
    done.subscriptions += len(held)
    done.reminders += len(reminders)


def _reminders(subscription: Subscription, steps: Iterable[Step], now: datetime) -> list[Reminder]:
    return [
        Reminder(
            subscription=subscription,
            kind=step.kind,
            days=step.days,
            ends_at=step.ends_at,
            due_at=step.due_at,
            retry_at=now,
        )
        for step in steps
        if step.kind in _MAILED and not step.outdated
    ]
