"""What the pages of subscribing have in common: their dress, whose they are, and where the reader came from."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise

from rotative.accounts.pages import account_page
from rotative.accounts.redirects import is_our_address

CAME_FROM = "suite"  # the parameter that leads back to the article; every step hands it on
View = Callable[..., HttpResponseBase]


def came_from(request: HttpRequest) -> str:
    """Return the address of ours that a request says its reader came from; empty for none, and for any other."""
    address = request.POST.get(CAME_FROM) or request.GET.get(CAME_FROM) or ""
    return address if is_our_address(address) else ""


def leading(name: str, suite: str = "", /, **arguments: Any) -> str:
    """Return the address of a step of subscribing that hands on where the reader came from."""
    address = reverse(name, kwargs=arguments)
    return f"{address}?{urlencode({CAME_FROM: suite})}" if suite else address


def personal_page(view: View, heading: Any) -> View:
    """Return the view of a page that no cache and no search engine keeps."""
    dressed = account_page(view, heading)

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = dressed(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return page


def for_readers(why: Promise) -> Callable[[View], View]:
    """Return a decorator for views that need an account: strangers sign in or up, are told why, and come back."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            if not len(messages.get_messages(request)):
                messages.info(request, str(why))
            return redirect_to_login(request.get_full_path())

        return page

    return decorate
