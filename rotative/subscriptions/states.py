"""The states of a subscription and every way from one to another: one table, and no other way. No Django in here."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a subscription stands."""

    PENDING = "pending"  # ordered, nothing paid yet
    TRIAL = "trial"
    ACTIVE = "active"
    GRACE = "grace"  # the term is over, the reader may still read and renew
    PAST_DUE = "past_due"  # a payment that renews by itself has failed; the provider tries again
    CANCELLED = "cancelled"  # reads until the end of what is paid, then it is over
    EXPIRED = "expired"
    REFUNDED = "refunded"


class Event(StrEnum):
    """What happens to a subscription."""

    TRIAL_BEGUN = "trial_begun"
    PAID = "paid"
    GIVEN = "given"  # days that nobody pays for: complimentary, or added by staff
    CHARGE_FAILED = "charge_failed"
    CANCELLED = "cancelled"
    RESUMED = "resumed"
    TERM_ENDED = "term_ended"
    GRACE_ENDED = "grace_ended"
    REFUNDED = "refunded"  # in full, and nothing else that was paid for is left


# In these a reader reads what the plan gives.
READING: Final = frozenset({State.TRIAL, State.ACTIVE, State.GRACE, State.PAST_DUE, State.CANCELLED})

_S, _E = State, Event
TRANSITIONS: Final[dict[tuple[State, Event], State]] = {
    (_S.PENDING, _E.TRIAL_BEGUN): _S.TRIAL,
    **{(state, _E.PAID): _S.ACTIVE for state in State},  # money is never refused a subscription
    **{(state, _E.GIVEN): _S.ACTIVE for state in State if state is not _S.CANCELLED},
    (_S.CANCELLED, _E.GIVEN): _S.CANCELLED,
    (_S.TRIAL, _E.CHARGE_FAILED): _S.PAST_DUE,
    (_S.ACTIVE, _E.CHARGE_FAILED): _S.PAST_DUE,
    (_S.GRACE, _E.CHARGE_FAILED): _S.PAST_DUE,
    (_S.PAST_DUE, _E.CHARGE_FAILED): _S.PAST_DUE,
    (_S.PENDING, _E.CANCELLED): _S.EXPIRED,
    (_S.TRIAL, _E.CANCELLED): _S.CANCELLED,
    (_S.ACTIVE, _E.CANCELLED): _S.CANCELLED,
    (_S.CANCELLED, _E.CANCELLED): _S.CANCELLED,
    (_S.GRACE, _E.CANCELLED): _S.EXPIRED,  # nothing that was paid for is left
    (_S.PAST_DUE, _E.CANCELLED): _S.CANCELLED,  # a charge may fail before the term is over
    (_S.CANCELLED, _E.RESUMED): _S.ACTIVE,
    (_S.TRIAL, _E.TERM_ENDED): _S.EXPIRED,  # grace is for those who have paid once
    (_S.ACTIVE, _E.TERM_ENDED): _S.GRACE,
    (_S.PAST_DUE, _E.TERM_ENDED): _S.PAST_DUE,
    (_S.CANCELLED, _E.TERM_ENDED): _S.EXPIRED,
    (_S.GRACE, _E.GRACE_ENDED): _S.EXPIRED,
    (_S.PAST_DUE, _E.GRACE_ENDED): _S.EXPIRED,
    **{(state, _E.REFUNDED): _S.REFUNDED for state in State if state is not _S.PENDING},
}


class NotPossible(ValueError):
    """The table has no way for this event from this state."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"A subscription that is {state} cannot be {event}")
        self.state, self.event = state, event


def after(state: State, event: Event) -> State:
    """Return the state that ``event`` leads to. Raises NotPossible where the table has no entry."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise NotPossible(state, event) from None


def table() -> str:
    """Return the transitions as the Markdown table of docs/subscriptions.md: a row a state, a column an event."""
    rows = [["", *(f"`{event}`" for event in Event)], ["---"] * (len(Event) + 1)]
    rows += [[f"**{state}**", *(TRANSITIONS.get((state, event), "–") for event in Event)] for state in State]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
