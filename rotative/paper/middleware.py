"""The language of a page is the one its address says, never the one a browser or a cookie asks for.

Django's LocaleMiddleware adds `Vary: Accept-Language`, which would keep one copy of a page per browser in every cache.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


def language_from_path(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Django middleware: activate the language of `/en/…`, else the paper's own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        if "Content-Language" not in response:
            response["Content-Language"] = language
        return response

    return middleware
