"""What an article offers beside its text: ways through its wall, and, to those who read on, to give it away."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from rotative.paper.access import Audience
from rotative.press.collecting import depends_on
from rotative.press.rendering import audience_of
from rotative.subscriptions.access import Reason
from rotative.subscriptions.keys import OFFER
from rotative.subscriptions.offers import Offer, lowest_offer, networks_read
from rotative.subscriptions.pages import leading

register = template.Library()


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways through a wall, each of which leads back to the article; ``network`` is empty where nobody has one."""

    offer: Offer | None
    subscribe: str
    sign_in: str
    sign_up: str
    code: str
    network: str


@register.simple_tag
def ways_through(article: Any, nav: Any) -> Ways:
    """What subscribing costs at least, and the ways through the wall of an article."""
    depends_on(OFFER)
    here, offer = article.get_url() or "", lowest_offer()
    back = f"?{urlencode({'next': here})}" if here else ""
    return Ways(
        offer=offer,
        subscribe=leading("subscription_plans", here) if offer else nav.subscribe_url,
        sign_in=reverse("account_login") + back,
        sign_up=reverse("account_signup") + back,
        code=leading("subscription_code", here),
        network=leading("subscription_network", here) if networks_read() else "",
    )


GIFT, SUBSCRIBER = "gift", "subscriber"
_SUBSCRIBERS = (Reason.SUBSCRIPTION, Reason.SEAT, Reason.NETWORK, Reason.STAFF)


@register.simple_tag(takes_context=True)
def reads_as(context: template.Context) -> str:
    """As whom somebody reads behind a wall: as a “subscriber”, by a “gift”; empty for all others.

    Subscribers share a printed copy, which therefore says the same to all of them.
    """
    request = context.get("request")
    if request is None or not context.get("wall") or context.get("walled"):
        return ""
    reason = getattr(request, "reads_by", None)
    if reason is Reason.GIFT:
        return GIFT
    is_subscriber = reason in _SUBSCRIBERS or audience_of(request) == Audience.SUBSCRIBERS
    return SUBSCRIBER if is_subscriber else ""
