"""Asks what became of an order, and settles what several answers make of it.

Answers may arrive in any order and more than once: `settle` comes to the same end whatever the order, and nothing
that was paid is ever unpaid by an older answer that comes late.
"""

from dataclasses import replace

from rotative.subscriptions.money import Money
from rotative.subscriptions.payments.interface import Provider, State, Verdict
from rotative.subscriptions.payments.reasons import Reason

_RANKS = {
    State.UNKNOWN: 0,
    State.PENDING: 1,
    State.EXPIRED: 2,
    State.FAILED: 3,
    State.PAID: 5,
    State.REFUNDED: 6,
}
_RANK_FOR_A_PERSON = 4  # above a failure, because money moved; below paid, because it settles nothing


def ask(provider: Provider, *, order_id: str, provider_ref: str, expected: Money) -> Verdict:
    """Ask a provider about an order that costs ``expected``. PAID means: this order, this amount, this currency.

    Raises ProviderAway and ProviderRefused; then nothing new is known.
    """
    return compared(provider.verify(order_id, provider_ref), order_id=order_id, expected=expected)


def compared(verdict: Verdict, *, order_id: str, expected: Money) -> Verdict:
    """Return a verdict that says PAID only if it is about this order and exactly this amount."""
    if verdict.order_id != order_id:
        return Verdict(state=State.UNKNOWN, order_id=order_id, reason=Reason.ANOTHER_ORDER)
    if verdict.state is not State.PAID or verdict.amount == expected:
        return verdict
    if verdict.amount is None:
        reason = Reason.UNCLEAR
    elif verdict.amount.currency != expected.currency:
        reason = Reason.CURRENCY_DIFFERS
    else:
        reason = Reason.AMOUNT_DIFFERS
    return replace(verdict, state=State.UNKNOWN, reason=reason)


def settle(known: Verdict | None, news: Verdict) -> Verdict:
    """Return what is known of an order after ``news``. It does not matter which of two came first, nor how often.

    Raises ValueError where the two are about different orders.
    """
    if known is None:
        return news
    if known.order_id != news.order_id:
        raise ValueError(f"order_id: {known.order_id!r} and {news.order_id!r} are two orders")
    return max(known, news, key=_weight)


def _weight(verdict: Verdict) -> tuple[int, tuple[str, ...]]:
    """Return what decides between two verdicts: the state; between equal states, anything that decides always alike."""
    rank = _RANK_FOR_A_PERSON if verdict.needs_a_person else _RANKS[verdict.state]
    details = (
        verdict.provider_ref,
        verdict.paid_at.isoformat() if verdict.paid_at else "",
        verdict.method or "",
        verdict.reason or "",
        str(verdict.amount or ""),
    )
    return rank, details
