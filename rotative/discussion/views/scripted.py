"""Pages that may run the discussion's own small script, and no other; and the pieces of pages that it asks for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

SELF = "'self'"
MINIMAL = "return=minimal"  # RFC 7240, 4.2
View = Callable[..., HttpResponse]


def scripted(script: str) -> Callable[[View], View]:
    """Return a decorator for views whose pages load a script from our own static files."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if isinstance(response, TemplateResponse) and response.context_data is not None:
                response.context_data["script"] = script
                setattr(response, "_csp_update", {"script-src": [SELF]})  # noqa: B010 - what django-csp's decorator does
            return response

        return page

    return decorate


def wants_a_piece(request: HttpRequest) -> bool:
    """Whether the script asks, which puts what it gets into the page that is open."""
    return request.headers.get("Prefer", "") == MINIMAL


def in_pieces(view: View) -> View:
    """Return the view of a page of which the script gets only the form or the answer, without the paper around it."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Prefer"])
        if (
            wants_a_piece(request)
            and isinstance(response, TemplateResponse)
            and response.context_data is not None
        ):
            response.context_data["frame"] = "discussion/piece.html"
            response["Preference-Applied"] = MINIMAL
        return response

    return page
