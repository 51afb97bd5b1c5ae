"""What holds for every account page, and the lock of the back office for those who lack a second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from rotative.accounts.second_factor import second_factor_is_missing

ACCOUNT_PAGES = ("account_", "mfa_", "usersessions_")
BACK_OFFICE = "/redaction/"
# What the lock lets through: the door itself, and what the pages in front of it load.
NOT_LOCKED = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}


class AccountPages:
    """Django middleware: nothing of an account page is kept by a cache or a search engine; publishers are locked out
    of the back office until they have a second factor. Stands behind the authentication's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match and (match.url_name or "").startswith(ACCOUNT_PAGES):
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex"
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponseRedirect | None:
        """Lead to the second factor whoever needs one and has none."""
        match = request.resolver_match
        if not request.path.startswith(BACK_OFFICE) or match is None or match.url_name in NOT_LOCKED:
            return None
        if not second_factor_is_missing(request.user):
            return None
        wanted = request.get_full_path() if request.method == "GET" else BACK_OFFICE
        return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': wanted})}")
