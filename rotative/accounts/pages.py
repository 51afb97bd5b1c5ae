"""Makes account pages out of views: their heading, their language, what a page with a script may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]
SELF = "'self'"


def account_page(view: View, heading: Any) -> View:
    """Return the view of a page with this heading, translated lazily.

    What a reader may not do here (to confirm with a password that she does not have) leads her to her account.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            return redirect("account_home")
        if isinstance(response, TemplateResponse):
            response.context_data = {
                **(response.context_data or {}),
                "heading": heading,
                "language": get_language(),
            }
        return response

    return page


def with_scripts(view: View, *, where: Callable[[dict[str, Any]], Any] = bool) -> View:
    """Return the view of a page that runs allauth's scripts for keys, from our own static files.

    ``where`` says from the context of the page whether it has them; all others keep the readers' strict policy.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and where(response.context_data or {}):
            setattr(response, "_csp_update", {"script-src": [SELF]})  # noqa: B010 - what django-csp's decorator does
        return response

    return page


def asks_for_a_key(context: dict[str, Any]) -> bool:
    """Whether a page asks for one of the reader's keys; allauth also sends an empty question to who has none."""
    return bool(context["js_data"]["request_options"]["publicKey"].get("allowCredentials"))


def for_a_code(view: View, *begins: str) -> View:
    """Return the view of a page that takes a code; who is led back to one of ``begins`` is told why.

    ``begins``: the names of the addresses where one asks for a code; allauth leads there without a word when the time
    of a code is over.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            path = urlsplit(response.url).path
            if path in {reverse(name) for name in begins} and not len(messages.get_messages(request)):
                over = _("This code is no longer good. Ask for a new one.")
                get_adapter().add_message(request, messages.ERROR, message=over)
        return response

    return page
