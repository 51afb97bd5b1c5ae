"""What can renew by itself: terms that a provider can count, first terms that it can make cheaper. No Django in here.

Stripe is the measure, the only one of our providers that renews: a term of three years at most
(https://docs.stripe.com/api/checkout/sessions/create, `interval_count`), and a discount that lasts for the first charge
or for a number of months (https://docs.stripe.com/api/coupons/create, `duration`).
"""

from enum import StrEnum
from typing import Final

from rotative.subscriptions.periods import Period, Unit

MONTHS: Final = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
_SHORTEST_MONTH = 28  # days
_MOST: Final = {Unit.DAY: 3 * 365, Unit.WEEK: 156, Unit.MONTH: 36, Unit.QUARTER: 12, Unit.YEAR: 3}


class Fault(StrEnum):
    """Why a plan cannot renew by itself."""

    TOO_LONG = "too long"
    INTRODUCTION = "introduction"  # several cheaper terms need terms of months
    TRIAL = "trial"  # cheaper terms after a trial need terms of months, longer than the trial


def fault_of(period: Period, *, trial_days: int, introductory_terms: int) -> Fault | None:
    """Return why such a plan cannot renew by itself, None where it can."""
    if period.count > _MOST[period.unit]:
        return Fault.TOO_LONG
    if introductory_terms > 1 and not period.is_of_months:
        return Fault.INTRODUCTION
    # The discount runs from the agreement on, and must outlast the trial by so many terms and no more.
    is_short = not period.is_of_months or trial_days >= months_of(period) * _SHORTEST_MONTH
    return Fault.TRIAL if introductory_terms and trial_days and is_short else None


def months_of(period: Period) -> int:
    """Return how many months a period of months has."""
    return MONTHS[period.unit] * period.count
