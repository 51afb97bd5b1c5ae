"""Notices: pages that stand in for others, “not in the paper”, “cannot be shown just now”.

They are printed like any page, one of each in each language, for an audience to which no reader belongs: nobody can
ask for them, and they can be handed out without the database.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse

from rotative.press import middleware
from rotative.press.edge.negotiation import accepted_encodings
from rotative.press.models import NOTICES
from rotative.press.outages import database_is_away
from rotative.press.printing import print_page
from rotative.press.rendering import audience_of
from rotative.press.shelf import page_store

NOT_FOUND, UNAVAILABLE = "404", "503"


def address_of(name: str, language: str) -> str:
    """Return under which address a notice is kept; the dot in it keeps it apart from every page's slug."""
    return f"/{name}.notice/" if language == settings.LANGUAGE_CODE else f"/{language}/{name}.notice/"


def demand_the_press(request: HttpRequest) -> None:
    """Raise Http404 for everybody but the press."""
    if audience_of(request) != NOTICES:
        raise Http404


def printed_notice(request: HttpRequest, name: str, language: str) -> HttpResponse | None:
    """Return a notice as it is printed, its status that of its name; None where it is not printed.

    Asks nothing of the database.
    """
    page = middleware.edge().find(NOTICES, address_of(name, language)) if settings.PRESS else None
    if page is None:
        return None
    variants = page.variants
    encoding = next(
        (e for e in accepted_encodings(request.headers.get("Accept-Encoding")) if e in variants), ""
    )
    response = HttpResponse(
        page.whole(variants[encoding]).body, status=int(name), headers={"Vary": "Accept-Encoding"}
    )
    if encoding:
        response["Content-Encoding"] = encoding
    return response


def print_notice(name: str, language: str) -> None:
    """Print a notice, for the first time; afterwards the queue does it. Does nothing while the database is away."""
    try:
        print_page(address_of(name, language), NOTICES)
    except Error as error:
        if not database_is_away(error):
            raise


def print_missing_notices() -> None:
    """Print the notices that are not in the store. Raises DatabaseError and StoreError."""
    for address in _all_addresses():
        if page_store().stamp(NOTICES, address) is None:
            print_page(address, NOTICES)


def _all_addresses() -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        for name in (NOT_FOUND, UNAVAILABLE):
            yield address_of(name, language)
