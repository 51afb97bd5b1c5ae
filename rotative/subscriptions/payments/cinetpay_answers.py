"""Reads what CinetPay says of a transaction: its states, its codes, its names for operators."""

from datetime import UTC, datetime

from rotative.subscriptions.payments.interface import State
from rotative.subscriptions.payments.reasons import Method, Reason

_SUCCESS = "00"
_WAITING = {"623", "662", "663", "664"}

# The codes of the page “Code table” of the documentation, as public libraries quote it. They only choose the sentence
# that is shown: what is paid, the status decides together with the code for success.
_REASONS = {
    "600": Reason.DECLINED,
    "602": Reason.INSUFFICIENT_FUNDS,
    "603": Reason.PROVIDER_FAULT,
    "604": Reason.WRONG_CODE,
    "606": Reason.DECLINED,
    "625": Reason.TIME_RAN_OUT,
    "627": Reason.CANCELLED,
    "635": Reason.WRONG_NUMBER,
    "636": Reason.WRONG_NUMBER,
    "641": Reason.AMOUNT_NOT_TAKEN,
    "642": Reason.AMOUNT_NOT_TAKEN,
    "804": Reason.PROVIDER_FAULT,
    **dict.fromkeys(("807", "808", "809", "810", "811", "812"), Reason.LIMIT_REACHED),
}
# What `payment_method` begins with; a country may follow.
_METHODS = {
    "OM": Method.ORANGE_MONEY,
    "MOMO": Method.MTN_MOMO,
    "MTN": Method.MTN_MOMO,
    "FLOOZ": Method.MOOV_MONEY,
    "MOOV": Method.MOOV_MONEY,
    "WAVE": Method.WAVE,
    "CARD": Method.CARD,
    "VISA": Method.CARD,
}


def state_of(code: str, status: object) -> State:
    """Return the state; accepted is what both the code and the status call so (page verification)."""
    if status == "ACCEPTED" and code == _SUCCESS:
        return State.PAID
    if status == "REFUSED" and code not in {_SUCCESS, *_WAITING}:
        return State.FAILED
    # “If you update the payment as a definite failure”, a payment confirmed on the phone is lost (page notification).
    if str(status).startswith("WAITING") or (status in (None, "", "PENDING") and code in _WAITING):
        return State.PENDING
    return State.UNKNOWN


def reason_for(state: State, code: str) -> Reason | None:
    """Return why a transaction is in its state, None where that needs no reason."""
    if state is State.FAILED:
        return _REASONS.get(code, Reason.DECLINED)
    return {State.PENDING: Reason.TO_BE_CONFIRMED, State.UNKNOWN: Reason.UNCLEAR}.get(state)


def method_of(written: object) -> Method | None:
    """Return what was paid with, None where nothing was paid yet or the name is not known."""
    return next(
        (method for start, method in _METHODS.items() if str(written).upper().startswith(start)), None
    )


def moment_of(written: object) -> datetime | None:
    """Read a date of a check. It names no zone; CinetPay sits in Abidjan, whose clock is UTC's."""
    try:
        return datetime.fromisoformat(str(written)).replace(tzinfo=UTC)
    except ValueError:
        return None
