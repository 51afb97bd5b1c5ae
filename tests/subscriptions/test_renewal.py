"""Time is followed once, in order, and never twice; the table of states has no dead ends."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.subscriptions.renewal import (
    Kind,
    Policy,
    Standing,
    Step,
    caught_up,
    due,
    next_due_at,
    reads,
)
from rotative.subscriptions.states import READING, TRANSITIONS, Event, NotPossible, State, after, table

END = datetime(2027, 3, 31, 12, tzinfo=UTC)
POLICY = Policy(remind_before=(7, 1), grace=7, remind_in_grace=(1, 5))
days = st.integers(-40, 40).map(lambda count: END + timedelta(days=count, hours=1))
policies = st.builds(
    Policy,
    remind_before=st.lists(st.integers(1, 30), max_size=3, unique=True).map(tuple),
    grace=st.integers(0, 20),
    remind_in_grace=st.lists(st.integers(0, 20), max_size=3, unique=True).map(tuple),
)
standings = st.builds(
    Standing,
    state=st.sampled_from(State),
    ends_at=st.one_of(st.none(), st.just(END)),
    followed_to=st.just(END - timedelta(days=35)),
    renews_itself=st.booleans(),
)


def active(**changes: object) -> Standing:
    values = {"state": State.ACTIVE, "ends_at": END, "followed_to": END - timedelta(days=30), **changes}
    return Standing(**values)  # type: ignore[arg-type]


def told(steps: list[Step]) -> list[tuple[Kind, int, bool]]:
    return [(step.kind, (step.due_at - END).days, step.outdated) for step in steps]


def test_the_table_in_the_docs_is_the_table_in_the_code() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "subscriptions.md"

    assert table() in page.read_text(encoding="utf-8")


def test_every_state_can_be_reached_and_left() -> None:
    reached = {State.PENDING}
    while more := {to for (state, _event), to in TRANSITIONS.items() if state in reached} - reached:
        reached |= more

    assert reached == set(State)
    assert {state for state, _event in TRANSITIONS} == set(State)


def test_whoever_pays_reads_whatever_was_before() -> None:
    assert all(after(state, Event.PAID) in READING for state in State)


def test_who_has_cancelled_reads_to_the_end_and_not_a_day_longer() -> None:
    cancelled = after(State.ACTIVE, Event.CANCELLED)

    assert cancelled in READING
    assert after(cancelled, Event.TERM_ENDED) not in READING


def test_what_the_table_does_not_know_is_refused() -> None:
    with pytest.raises(NotPossible, match="expired cannot be cancelled"):
        after(State.EXPIRED, Event.CANCELLED)


def test_a_subscription_that_nobody_renews() -> None:
    one_day_each: list[Step] = []
    standing = active()
    for day in range(-30, 10):
        now = END + timedelta(days=day)
        one_day_each += due(standing, POLICY, now)
        standing = caught_up(standing, POLICY, now)

    assert told(one_day_each) == [
        (Kind.REMIND, -7, False),
        (Kind.REMIND, -1, False),
        (Kind.END, 0, False),
        (Kind.REMIND_IN_GRACE, 1, False),
        (Kind.REMIND_IN_GRACE, 5, False),
        (Kind.EXPIRE, 7, False),
    ]
    assert standing.state is State.EXPIRED


def test_a_run_that_is_late_takes_every_step_in_order_and_sends_no_old_news() -> None:
    steps = due(active(), POLICY, END + timedelta(days=2))

    assert told(steps) == [
        (Kind.REMIND, -7, True),
        (Kind.REMIND, -1, True),
        (Kind.END, 0, False),
        (Kind.REMIND_IN_GRACE, 1, False),
    ]


def test_nobody_is_reminded_of_what_the_provider_collects() -> None:
    kinds = {step.kind for step in due(active(renews_itself=True), POLICY, END + timedelta(days=30))}

    assert kinds == {Kind.END, Kind.EXPIRE}


def test_a_failed_charge_leaves_the_grace_and_no_more() -> None:
    past_due = active(state=State.PAST_DUE, renews_itself=True)

    assert caught_up(past_due, POLICY, END + timedelta(days=6)).state is State.PAST_DUE
    assert caught_up(past_due, POLICY, END + timedelta(days=7)).state is State.EXPIRED


@given(standings, policies, days)
def test_run_twice_nothing_doubles(standing: Standing, policy: Policy, now: datetime) -> None:
    assert due(caught_up(standing, policy, now), policy, now) == []


@given(standings, policies, st.lists(days, min_size=1, max_size=8).map(sorted))
def test_however_often_time_is_followed_the_same_things_happen(
    standing: Standing, policy: Policy, moments: list[datetime]
) -> None:
    at_once = due(standing, policy, moments[-1])
    one_by_one: list[Step] = []
    followed = standing
    for now in moments:
        one_by_one += due(followed, policy, now)
        followed = caught_up(followed, policy, now)

    assert [(step.kind, step.due_at, step.state) for step in one_by_one] == [
        (step.kind, step.due_at, step.state) for step in at_once
    ]
    assert followed == caught_up(standing, policy, moments[-1])


@given(standings, policies, days)
def test_steps_come_in_order_each_by_the_table(standing: Standing, policy: Policy, now: datetime) -> None:
    steps = due(standing, policy, now)

    assert [step.due_at for step in steps] == sorted(step.due_at for step in steps)
    assert all(step.due_at <= now for step in steps)
    state = standing.state
    for step in steps:
        assert step.state == state or step.state in {
            TRANSITIONS.get((state, event)) for event in (Event.TERM_ENDED, Event.GRACE_ENDED)
        }
        state = step.state


@given(standings, policies, days)
def test_the_next_due_moment_is_when_something_happens(
    standing: Standing, policy: Policy, now: datetime
) -> None:
    moment = next_due_at(standing, policy)

    if moment is None:
        assert due(standing, policy, now) == []
    else:
        assert due(standing, policy, moment)
        assert due(standing, policy, moment - timedelta(microseconds=1)) == []


@given(standings, policies, days)
def test_nobody_reads_after_grace_however_late_the_run(
    standing: Standing, policy: Policy, now: datetime
) -> None:
    over = standing.ends_at is not None and now >= standing.ends_at + timedelta(days=policy.grace)

    assert not (over and reads(standing, policy, now))
    if standing.state in READING and (standing.ends_at is None or now < standing.ends_at):
        assert reads(standing, policy, now)
