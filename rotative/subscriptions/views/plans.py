"""The price list, and reading by the network of an establishment."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from rotative.accounts.throttle import client_address
from rotative.paper.navigation import paper_of
from rotative.subscriptions.access import Reason
from rotative.subscriptions.offers import networks_read, price_list
from rotative.subscriptions.pages import came_from
from rotative.subscriptions.readers import reader_of
from rotative.subscriptions.seating import organisation_at


def plans(request: HttpRequest) -> HttpResponse:
    """What there is to buy. It asks nothing about the reader, so it is the same for all."""
    offers = price_list()
    context = {
        "offers": offers,
        "renews": any(offer.renews for offer in offers),
        "suite": came_from(request),
        "contact": paper_of(request).contact_email,
        "networks_read": networks_read(),
    }
    return TemplateResponse(request, "subscriptions/plans.html", context)


def network(request: HttpRequest) -> HttpResponse:
    """Reading by the network of an establishment: who comes from there gets a pass, and needs no account."""
    address = client_address(request)
    reader = reader_of(request.user, now=timezone.now(), address=address)
    if reader.reads_by is not None:
        request.has_new_rights = True  # type: ignore[attr-defined]
    context = {
        "reads": reader.reads_by is not None,
        "organisation": organisation_at(address) if reader.reads_by is Reason.NETWORK else None,
        "suite": came_from(request),
    }
    return TemplateResponse(request, "subscriptions/network.html", context)
