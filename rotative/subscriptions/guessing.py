"""Limits on guessing codes: wrong ones are counted for the account and for the network address."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from rotative.subscriptions.codes import keys
from rotative.subscriptions.models import WrongCode

WINDOW = timedelta(hours=1)
# A family mistypes a code a few times; a cybercafé shares one address. At 30 an hour a code of 54 bits takes
# longer to guess than the Earth has left, even if a million are out.
BY_ACCOUNT = 10
BY_ADDRESS = 30


def _digest(address: str) -> str:
    """Return what is kept of a network address: enough to count, useless without the site's secret."""
    return hmac.new(keys()[0], f"address {address}".encode(), hashlib.sha256).hexdigest()


def must_wait(*, user: Any, address: str, now: datetime) -> bool:
    """Whether this account or this address has typed too many wrong codes within the hour."""
    recent = WrongCode.objects.filter(at__gt=now - WINDOW)
    return (
        recent.filter(user=user).count() >= BY_ACCOUNT
        or recent.filter(address_digest=_digest(address)).count() >= BY_ADDRESS
    )


def count_wrong_code(*, user: Any, address: str, now: datetime) -> None:
    """Note a wrong code. Call it outside a transaction that is rolled back."""
    WrongCode.objects.create(user=user, address_digest=_digest(address), at=now)


def forget_old_ones(*, now: datetime) -> int:
    """Delete what is older than the hour that counts; return how many were."""
    count, _by_model = WrongCode.objects.filter(at__lte=now - WINDOW).delete()
    return count
