"""The addresses for payment providers’ notifications. What they say is never believed, only looked up."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from rotative.subscriptions.models import Order
from rotative.subscriptions.payments.interface import NotificationForged
from rotative.subscriptions.tills import providers
from rotative.subscriptions.verifying import look_up

logger = logging.getLogger(__name__)
# Wave waits five seconds for an answer (docs.wave.com/webhook); a slow question is left to the reconciliation.
SECONDS = 3.0


@csrf_exempt
@never_cache
def notification(request: HttpRequest, provider: str) -> HttpResponse:
    """Answer a notification: 400 if it is forged, 200 to all else, a GET too, by which CinetPay tries the address."""
    till = providers().get(provider)
    if till is None:
        return HttpResponseNotFound()
    if request.method != "POST":
        return HttpResponse()
    now = timezone.now()
    try:
        notice = till.read_notification(request.headers, request.body, now=now)
    except NotificationForged as forgery:
        logger.warning("subscriptions: a notification was turned away: %s", forgery)
        return HttpResponseBadRequest()
    order = Order.objects.filter(reference=notice.order_id, provider=till.name).first() if notice else None
    if notice is not None and order is not None and order.state != Order.State.PAID:
        look_up(till, order, now=now, seconds=SECONDS, provider_ref=notice.provider_ref)
    return HttpResponse()
