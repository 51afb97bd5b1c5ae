"""Gives readers printed pages through Django: a page never printed is printed at its first request."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache

from django.conf import settings
from django.db import DatabaseError, Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from rotative.press.addresses import canonical
from rotative.press.edge.decision import Edge
from rotative.press.edge.memory import Reply
from rotative.press.edge.passes import COOKIE
from rotative.press.models import PUBLIC
from rotative.press.outages import database_is_away
from rotative.press.passing import Grant, give, grant_for, take_away
from rotative.press.printing import Outcome, print_page
from rotative.press.rendering import audience_of, is_printing
from rotative.press.routes import is_printed
from rotative.press.shelf import make_edge
from rotative.press.store import StoreError

logger = logging.getLogger(__name__)


@cache
def edge() -> Edge:
    """Return this process's edge, for servers that have none in front of Django."""
    return make_edge()


def printed_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Django middleware: answer with the printed page, printing it if need be; stands before the session's.

    Raises the error while nobody can connect to the database: asked once more, the reader would wait twice.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_printing(request):
            return get_response(request)
        visit = _Visit(request)
        response = _printed(request) or get_response(request)
        if audience_of(request) != PUBLIC or getattr(request, "is_personal", False):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        visit.leave(response)
        return response

    return middleware


class _Visit:
    """Who sends a request, as far as the press cares: by a pass that is good, or by a new one in place of an old."""

    def __init__(self, request: HttpRequest) -> None:
        self.grant: Grant | None = None
        self.is_over = False
        cookies = request.headers.get("cookie", "")
        audience = edge().passes.audience(cookies)
        if not audience and edge().passes.has_ended(cookies):
            with suppress(DatabaseError):  # while it is away she reads as a stranger, and keeps the old pass
                self.grant = grant_for(request)
                self.is_over = self.grant is None
            audience = self.grant.audience if self.grant else ""
        request.audience = audience or PUBLIC  # type: ignore[attr-defined]

    def leave(self, response: HttpResponseBase) -> None:
        """Give the new pass along, or take away the one that will not be renewed."""
        if COOKIE in response.cookies:
            return  # a page has just given one, or taken it away
        if self.grant is not None:
            give(response, self.grant)
        elif self.is_over:
            take_away(response)
        else:
            return
        response.headers["Cache-Control"] = "private, no-cache"


def _printed(request: HttpRequest) -> HttpResponse | None:
    is_preview = getattr(request, "is_dummy", False)  # of the back office
    if not settings.PRESS or request.method not in ("GET", "HEAD") or is_preview:
        return None
    reply = _reply(request)
    return (
        None if reply is None else HttpResponse(reply.body, status=reply.status, headers=dict(reply.headers))
    )


def _reply(request: HttpRequest) -> Reply | None:
    address = canonical(request.path, request.META.get("QUERY_STRING", ""))
    if address is None:
        return None

    def header(name: str) -> str | None:
        found: str | None = request.headers.get(name)
        return found

    def ask() -> Reply | None:
        query = address.partition("?")[2]
        return edge().answer(request.method or "GET", request.path, query, header, audience_of(request))

    if (reply := ask()) is not None or not is_printed(request.path_info):
        return reply
    try:
        outcomes = set(_print_for(address, audience_of(request)))
    except (Error, StoreError) as error:
        if database_is_away(error):
            if connection.connection is None:
                raise
            logger.warning("press: %s cannot be kept: %s", address, error)
        else:
            logger.exception("press: %s cannot be kept", address)
        return None
    return ask() if Outcome.FAILED not in outcomes else None


def _print_for(address: str, audience: str) -> Iterator[Outcome]:
    """Print what is missing of a page: the public copy, which says whether the reader has one of her own, and that."""
    if edge().find(PUBLIC, address) is None:
        yield print_page(address)
    public = edge().find(PUBLIC, address)
    if public is None or audience not in public.audiences or audience in public.asked_each_time:
        return
    if edge().find(audience, address) is None:
        yield print_page(address, audience)
