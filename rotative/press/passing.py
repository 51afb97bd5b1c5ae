"""Hands out passes and renews them quietly: who may have one, a room above says."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from rotative.press.edge.passes import COOKIE, RENEWABLE, issue
from rotative.press.shelf import pass_keys


@dataclass(frozen=True)
class Grant:
    """For which audience somebody gets a pass, and until when (seconds since 1970)."""

    audience: str
    expires_at: float


Granter = Callable[[HttpRequest], Grant | None]
_granters: list[Granter] = []


def granter(function: Granter) -> Granter:
    """Register who says which pass the sender of a request gets; a decorator. The first who gives one is heard."""
    _granters.append(function)
    return function


def grant_for(request: HttpRequest) -> Grant | None:
    """Return what the sender of a request may have, None for a stranger. Raises the database's errors."""
    return next((grant for ask in _granters if (grant := ask(request)) is not None), None)


def give(response: HttpResponseBase, grant: Grant) -> None:
    """Send a pass along with an answer.

    The cookie stays longer than the pass is good for: whoever comes back is recognised as somebody to ask about.
    """
    token = issue(pass_keys()[0], grant.audience, grant.expires_at)
    response.set_cookie(
        COOKIE,
        token,
        max_age=RENEWABLE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_away(response: HttpResponseBase) -> None:
    """Have the browser forget the pass."""
    response.delete_cookie(COOKIE, samesite="Lax")
