"""The addresses for payment providers’ notifications. What they say is never believed, only looked up."""

import logging
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from rotative.subscriptions.models import Order
from rotative.subscriptions.paying_back import hear_of_refunds
from rotative.subscriptions.payments.interface import NotificationForged, Provider
from rotative.subscriptions.tills import providers
from rotative.subscriptions.verifying import agreement_of, look_up

logger = logging.getLogger(__name__)
# Wave waits five seconds for an answer (docs.wave.com/webhook); a slow question is left to the reconciliation.
SECONDS = 3.0
LONGEST = 256 * 1024  # bytes of a notification; theirs have a few thousand


@csrf_exempt
@never_cache
def notification(request: HttpRequest, provider: str) -> HttpResponse:
    """Answer a notification: 400 if it is forged, 200 to all else, a GET too, by which CinetPay tries the address."""
    till = providers().get(provider)
    if till is None:
        return HttpResponseNotFound()
    if request.method != "POST":
        return HttpResponse()
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        logger.warning("subscriptions: a notification to %s was too long", provider)
        return HttpResponse(status=413)
    now = timezone.now()
    try:
        notice = till.read_notification(request.headers, request.body, now=now)
    except NotificationForged as forgery:
        logger.warning("subscriptions: a notification was turned away: %s", forgery)
        return HttpResponseBadRequest()
    order = Order.objects.filter(reference=notice.order_id, provider=till.name).first() if notice else None
    if notice is not None and order is not None:
        _hear(till, order, notice.provider_ref, now)
    return HttpResponse()


def _hear(till: Provider, order: Order, provider_ref: str, now: datetime) -> None:
    """Ask about what a notification names: the payment, what renews by it, or what of it went back."""
    if order.state != Order.State.PAID or agreement_of(order) is not None:
        look_up(till, order, now=now, seconds=SECONDS, provider_ref=provider_ref)
    if order.state == Order.State.PAID and till.can_refund:
        hear_of_refunds(order, till, now=now, seconds=SECONDS)
