"""The ways into a discussion for whoever is not in it yet; each leads back to it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from rotative.paper.navigation import navigation_in
from rotative.subscriptions.offers import plans_page
from rotative.subscriptions.pages import leading


@dataclass(frozen=True, slots=True)
class Ways:
    """``subscribe`` is empty where nothing is for sale and no page tells of it; ``enter`` is for subscribers."""

    subscribe: str
    enter: str
    sign_in: str
    sign_up: str


def ways_in(back: str) -> Ways:
    """Return the ways that lead to an address of ours."""
    after = f"?{urlencode({'next': back})}"
    return Ways(
        subscribe=leading("subscription_plans", back) if plans_page() else _own_page(),
        enter=reverse("account_login") + after,
        sign_in=reverse("account_login") + after,
        sign_up=reverse("account_signup") + after,
    )


def _own_page() -> str:
    """Return the page about subscribing that the newspaper has chosen; empty where there is none."""
    return navigation_in((get_language() or "fr").split("-")[0]).subscribe_url
