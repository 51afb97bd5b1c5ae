"""The page of the demonstration's test till: two buttons, and nobody pays anything."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from rotative.subscriptions.money import Money
from rotative.subscriptions.offers import current_language
from rotative.subscriptions.payments.demo_till import DemoTill
from rotative.subscriptions.payments.interface import ProviderRefused
from rotative.subscriptions.tills import demo_till


def till_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Pay or refuse an order; without a test till there is no such page."""
    till = demo_till()
    order = till.order(reference) if till else None
    if till is None or order is None:
        raise Http404
    if request.method == "POST":
        with suppress(ProviderRefused):  # pressed before, or too late: the order's page says how things are
            (till.pay if request.POST.get("act") == "pay" else till.turn_down)(reference)
        return redirect(order["return_address"])
    context = {
        "label": _(DemoTill.label),
        "description": order["description"],
        "amount": Money(order["minor"], order["currency"]).present(current_language()),
    }
    return TemplateResponse(request, "subscriptions/test_till.html", context)
