"""Slows down whoever tries passwords: after a few failures an address, or an account, waits.

Counts stand in the database (counting.py), so all processes and machines count together. The doors of readers have the
limits of allauth beside these (ACCOUNT_RATE_LIMITS).
"""

import hashlib
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render


@dataclass(frozen=True)
class Limit:
    """So many attempts in so many seconds, for one name of one kind."""

    kind: str
    attempts: int
    seconds: int

    def _key(self, name: str) -> str:
        # The name may be anything that was typed; the cache accepts no blanks and at most 250 characters.
        return f"throttle:{self.kind}:{hashlib.sha256(name.strip().lower().encode()).hexdigest()}"

    def is_reached(self, name: str) -> bool:
        """Whether ``name`` has to wait."""
        attempts, _ends_at = cache.get(self._key(name), (0, 0))
        return int(attempts) >= self.attempts

    def seconds_left(self, name: str) -> int:
        """Return for how many seconds ``name`` has to wait, 0 when it may go on."""
        attempts, ends_at = cache.get(self._key(name), (0, 0))
        return max(1, math.ceil(ends_at - time.time())) if int(attempts) >= self.attempts else 0

    def count(self, name: str) -> None:
        """Note an attempt of ``name``; the time runs from its first one."""
        self._add(name, 1)

    def give_back(self, name: str) -> None:
        """Take back one attempt of ``name``, which was none."""
        self._add(name, -1)

    def _add(self, name: str, attempts: int) -> None:
        key, now = self._key(name), time.time()
        with cache_lock(key):  # many at once are all counted
            before, ends_at = cache.get(key, (0, now + self.seconds))
            cache.set(key, (max(before + attempts, 0), ends_at), max(ends_at - now, 1))

    def forget(self, name: str) -> None:
        """Forget the attempts of ``name``, who has shown to be the right person."""
        cache.delete(self._key(name))


# A newsroom behind one address shares its limit, so the address has more room than the account.
SIGN_IN_BY_ACCOUNT = Limit("sign-in-account", attempts=8, seconds=15 * 60)
SIGN_IN_BY_ADDRESS = Limit("sign-in-address", attempts=30, seconds=15 * 60)
RESET_BY_ACCOUNT = Limit("reset-account", attempts=3, seconds=60 * 60)
RESET_BY_ADDRESS = Limit("reset-address", attempts=10, seconds=60 * 60)

SIGN_IN = {"wagtailadmin_login": ("username", SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS)}
RESET = {"wagtailadmin_password_reset": ("email", RESET_BY_ACCOUNT, RESET_BY_ADDRESS)}
GUARDED = SIGN_IN | RESET


def client_address(request: HttpRequest) -> str:
    """Return the network address that a request comes from, "0.0.0.0" where the server does not know.

    Who connects from a private network is taken for the proxy in front, which adds the client's address at the end
    of X-Forwarded-For; what stands before that end may be the client's own invention.
    """
    neighbour = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    with suppress(ValueError):
        if forwarded and ip_address(neighbour).is_private:
            return str(ip_address(forwarded))
    with suppress(ValueError):
        return str(ip_address(neighbour))
    return "0.0.0.0"  # noqa: S104 - says that nothing is known; nothing listens there


def address_of(request: HttpRequest) -> str:
    """Return by what the limits know a client: its network address, of IPv6 the /64 that one household has."""
    address = client_address(request)
    if ip_address(address).version == 6:
        return str(ip_network(f"{address}/64", strict=False))
    return address


class SlowGuessing:
    """Django middleware: counts sign-ins and requests for a new password, answers 429 beyond the limits.

    Stands after the CSRF middleware, so that requests forged in somebody's browser do not count against them.
    The answer is the same whether the account exists or not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        # A redirect leads in, or to the second factor: the password was right; guesses at codes count by themselves.
        if request.method == "POST" and match and match.url_name in SIGN_IN and response.status_code == 302:
            field, by_account, by_address = SIGN_IN[match.url_name]
            by_account.forget(request.POST.get(field, ""))
            by_address.give_back(address_of(request))
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        """Count an attempt before it is looked at: many at once must not all slip through."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.url_name not in GUARDED:
            return None
        field, by_account, by_address = GUARDED[match.url_name]
        account, address = request.POST.get(field, ""), address_of(request)
        if by_account.is_reached(account) or by_address.is_reached(address):
            context = {"minutes": by_account.seconds // 60}
            response = render(request, "accounts/too_many_attempts.html", context, status=429)
            response["Retry-After"] = str(by_account.seconds)
            return response
        by_account.count(account)
        by_address.count(address)
        return None
