"""Addresses of the pages of subscribing, in the language of the edition."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from rotative.accounts.pages import account_page
from rotative.subscriptions.pages import personal_page
from rotative.subscriptions.views import (
    articles_given,
    checkout,
    codes,
    gifts,
    giving,
    mine,
    plans,
    seats,
    till,
)


def _page(route: Any, view: Any, name: str, heading: Any) -> URLPattern:
    return path(route, personal_page(view, heading), name=name)


urlpatterns = [
    path("", account_page(plans.plans, _("Subscribe")), name="subscription_plans"),
    _page("<int:plan_id>/", checkout.checkout, "subscription_checkout", _("Your order")),
    path(
        _("order/<slug:reference>/"),
        checkout.of_any_method(personal_page(checkout.order, _("Your payment"))),
        name="subscription_order",
    ),
    _page(_("give/"), giving.give, "subscription_give", _("Give a subscription")),
    _page(
        _("give/article/<int:article_id>/"),
        articles_given.give_article,
        "subscription_give_article",
        _("Give an article"),
    ),
    _page(_("give/<slug:reference>/"), gifts.gift, "subscription_gift", _("Your gift")),
    _page(_("give/<slug:reference>/print/"), gifts.printable, "subscription_gift_print", _("A gift for you")),
    _page(_("code/"), codes.code, "subscription_code", _("I have a code")),
    _page(_("network/"), plans.network, "subscription_network", _("Read through my establishment")),
    _page(_("mine/"), mine.mine, "account_subscription", _("My subscription")),
    _page(_("mine/<int:subscription_id>/"), mine.change, "account_subscription_change", _("My subscription")),
    _page(_("receipt/<int:receipt_id>/"), mine.receipt, "account_receipt", _("Receipt")),
    _page(_("seats/<int:organisation_id>/"), seats.seats, "account_seats", _("Seats")),
    _page(_("invitation/<str:token>/"), seats.invitation, "subscription_invitation", _("A seat for you")),
    _page(_("test-till/<slug:reference>/"), till.till_page, "subscription_till", _("Test till")),
]
