"""Sees to it that whoever has just signed in, paid or signed out has the pass that goes with it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from rotative.press.edge.passes import COOKIE
from rotative.press.models import PUBLIC
from rotative.press.passing import give, grant_for, take_away
from rotative.press.rendering import audience_of, is_printing


def pass_of_the_reader(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Django middleware behind the authentication's. A view whose GET changes what somebody may read says so:
    ``request.has_new_rights = True``.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_printing(request) or COOKIE in response.cookies:
            return response
        # Strangers have no session, and to ask for it would make the answer one of their own.
        is_known = bool({settings.SESSION_COOKIE_NAME, COOKIE} & request.COOKIES.keys())
        has_done_something = request.method == "POST" or hasattr(request, "has_new_rights")
        if has_done_something or (is_known and audience_of(request) == PUBLIC):
            _bring_up_to_date(request, response)
        return response

    return middleware


def _bring_up_to_date(request: HttpRequest, response: HttpResponseBase) -> None:
    if (grant := grant_for(request)) is not None:
        give(response, grant)
    elif COOKIE in request.COOKIES:
        take_away(response)
    else:
        return
    response.headers["Cache-Control"] = "private, no-store"
