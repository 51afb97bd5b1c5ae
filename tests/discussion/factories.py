"""Makes what tests of the discussions need."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from rotative.accounts.models import User
from rotative.discussion.models import Contribution, Contributor, HouseRules
from rotative.discussion.naming import comparable
from rotative.discussion.posting import Outcome, Sent, post
from rotative.discussion.rooms import room_of
from tests.factories import UserFactory

_numbers = iter(range(1, 10_000_000))


def make_contributor(name: str = "", *, now: datetime | None = None, **user: Any) -> Contributor:
    """Return a contributor with a public name of her own; she has subscribed to nothing."""
    now = now or timezone.now()
    name = name or f"Lectrice {next(_numbers)}"
    return Contributor.objects.create(
        user=UserFactory(**user), public_name=name, name_key=comparable(name), named_at=now, joined_at=now
    )


def account_of(contributor: Contributor) -> User:
    """Return the account of somebody who has one."""
    assert contributor.user is not None
    return contributor.user


def make_rules(**fields: Any) -> HouseRules:
    """Save rules that let everything through but for what is given."""
    open_wide = {"newcomers": 0, "a_minute": 1000, "an_hour": 10000, "an_hour_from_address": 10000}
    rules = HouseRules(pk=1, **open_wide | fields)
    rules.save()
    return rules


def send(
    contributor: Contributor,
    article: Any,
    text: str = "",
    *,
    parent: Contribution | None = None,
    now: datetime | None = None,
    key: str = "",
) -> Outcome:
    """Send a contribution through the service."""
    number = next(_numbers)
    sent = Sent(text or f"Une remarque, la {number}e.", key or f"essai-{number}")
    return post(contributor, room_of(article), sent, parent=parent, now=now or timezone.now())


def published(contributor: Contributor, article: Any, text: str = "", **more: Any) -> Contribution:
    """Return a contribution that the rules have published."""
    outcome = send(contributor, article, text, **more)
    assert outcome.contribution is not None, outcome.ruling
    assert outcome.contribution.is_published, outcome.ruling
    return outcome.contribution
