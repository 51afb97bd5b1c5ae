"""Renders an address as a reader without a name gets it, through all of Django, and says what it read."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from rotative.press.collecting import Collected, collecting
from rotative.press.fragments import take_out
from rotative.press.models import PUBLIC
from rotative.press.store import Placed

# The edge writes these itself.
_LEFT_OUT = {"content-length", "content-encoding", "etag", "last-modified", "vary", "date", "cache-control"}
# Nothing that a printed page reads may differ from reader to reader; the edge chooses the encoding.
_MAY_VARY_BY = {"accept-encoding"}
CACHE_CONTROL = "public, max-age=30, stale-while-revalidate=600, stale-if-error=86400"
CACHE_CONTROL_OF_AUDIENCES = "private, max-age=30, stale-if-error=86400"


class NotPrintableError(Exception):
    """A page that asks to be printed does what a printed page must not."""


@dataclass(frozen=True)
class Rendering:
    """An answer as it will be stored."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fragments: tuple[Placed, ...]
    collected: Collected


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def make_request(address: str, audience: str = PUBLIC) -> HttpRequest:
    """Return a request for an address without cookies, as it comes to SITE_URL."""
    path, _mark, query = address.partition("?")
    site = urlsplit(settings.SITE_URL)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }
    if site.scheme == "https":
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    request = WSGIRequest(environ)
    request.audience = audience  # type: ignore[attr-defined]
    request.is_of_the_press = True  # type: ignore[attr-defined]
    return request


def audience_of(request: HttpRequest) -> str:
    """Return for whom a request is answered: PUBLIC, or the audience of the reader's pass."""
    return str(getattr(request, "audience", PUBLIC))


def is_printing(request: HttpRequest) -> bool:
    """Whether the request is the press's own."""
    return hasattr(request, "is_of_the_press")


def render(address: str, audience: str = PUBLIC) -> Rendering:
    """Render an address for an audience.

    Raises NotPrintableError when the answer sets a cookie, streams, or differs by something else than encoding, and
    whatever the view raises where Django's settings let exceptions through.
    """
    with collecting(page=True) as collected:
        response = _handler().get_response(make_request(address, audience))
    if not isinstance(response, HttpResponse):
        raise NotPrintableError(f"{address} streams its answer")
    if response.cookies:
        raise NotPrintableError(f"{address} sets a cookie: {', '.join(sorted(response.cookies))}")
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    if foreign := varies - _MAY_VARY_BY:
        raise NotPrintableError(f"{address} varies by {', '.join(sorted(foreign))}")
    body, fragments = take_out(response.content, collected.parts or [])
    return Rendering(response.status_code, _headers(response, collected), body, fragments, collected)


def _headers(response: HttpResponse, collected: Collected) -> tuple[tuple[str, str], ...]:
    cache_control = CACHE_CONTROL_OF_AUDIENCES if collected.audiences else CACHE_CONTROL
    kept = [(name.lower(), value) for name, value in response.items() if name.lower() not in _LEFT_OUT]
    kept.append(("cache-control", cache_control))
    if settings.PRESS_CACHE_TAGS:
        kept.append(("cache-tag", ",".join(sorted(collected.all_keys))))
    return tuple(sorted(kept))
