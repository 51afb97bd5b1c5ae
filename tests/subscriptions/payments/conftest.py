"""Providers on this machine for the tests of payments."""

from collections.abc import Iterator

import pytest

from tests.subscriptions.payments.counters import NAMES, Counter, opened


@pytest.fixture(params=NAMES)
def counter(request: pytest.FixtureRequest, local_stripe: str) -> Iterator[Counter]:
    """Each provider in turn, with nothing going on at it yet."""
    with opened(request.param, local_stripe) as one:
        yield one


@pytest.fixture(scope="module", params=NAMES)
def lasting_counter(request: pytest.FixtureRequest, local_stripe: str) -> Iterator[Counter]:
    """Each provider in turn, for the many examples of a property."""
    with opened(request.param, local_stripe) as one:
        yield one
