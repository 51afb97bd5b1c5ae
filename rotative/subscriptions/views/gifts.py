"""A gift as its buyer sees it: its code, how it stands, a page to print, and the address to which it is mailed."""

from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.paper.navigation import paper_of
from rotative.subscriptions.addresses import redeeming_address
from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.gifts import Standing, readdress, standing_of
from rotative.subscriptions.mailing import mail_gift
from rotative.subscriptions.models import Gift
from rotative.subscriptions.offers import current_language, how_long
from rotative.subscriptions.pages import for_readers
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.sheets import qr_svg
from rotative.subscriptions.vouchers import present
from rotative.typography import format_date

CAN_BE_CHANGED = (Standing.WAITING, Standing.TO_HAND_ON, Standing.SENT)


class AddressForm(forms.Form):
    """Where the code is mailed; nowhere, where nothing is typed."""

    email = forms.EmailField(
        max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


def gifts_of(user: Any, *, now: datetime) -> list[dict[str, Any]]:
    """Return the gifts that somebody has bought, the newest first, each with how it stands in words."""
    paid = Gift.objects.filter(order__buyer=user).exclude(paid_at=None)
    return [
        {"gift": one, "state": in_words(one, now)}
        for one in paid.select_related("order", "plan").order_by("-pk")
    ]


def in_words(gift: Gift, now: datetime) -> str:
    """Say how a gift stands, in the active language."""
    match standing_of(gift):
        case Standing.NOT_PAID:
            return _("Nothing is paid yet.")
        case Standing.WAITING if gift.mail_at is None or gift.mail_at <= now:
            return _("The code is being sent.")
        case Standing.WAITING:
            return _("The code will be sent on %(day)s.") % {"day": _day(gift.mail_at)}
        case Standing.TO_HAND_ON:
            return _("It waits for you to hand the code on.")
        case Standing.SENT:
            return _("The code was sent on %(day)s; it has not been redeemed yet.") % {
                "day": _day(gift.mailed_at)
            }
        case Standing.REDEEMED:
            return _("The code was redeemed on %(day)s.") % {"day": _day(gift.redeemed_at)}
        case Standing.BLOCKED:
            return _("It was paid back: the code is worth nothing any more.")


def _day(at: Any) -> str:
    return format_date(paper_time(at).date(), current_language())


@for_readers(gettext_lazy("Sign in to see your gift."))
def gift(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a paid gift to its buyer, and let her change where its code goes until it is redeemed."""
    found = _own_gift(request, reference)
    if found.paid_at is None:
        return redirect("subscription_order", reference=reference)
    form = AddressForm(initial={"email": found.recipient_email})
    if request.method == "POST":
        form = AddressForm(request.POST)
        if form.is_valid() and _change(request, found, form):
            return redirect("subscription_gift", reference=reference)
        found.refresh_from_db()
    now = timezone.now()
    standing = standing_of(found)
    context = {
        "gift": found,
        "state": in_words(found, now),
        "code": _code(found) if standing is not Standing.BLOCKED else "",
        "address": redeeming_address("").partition("?")[0],
        "can_be_changed": standing in CAN_BE_CHANGED,
        "is_sent": standing is Standing.SENT,
        "starts_later": bool(found.starts_at and found.starts_at > now),
        "form": form,
        "contact": paper_of(request).contact_email,
    }
    return TemplateResponse(request, "subscriptions/gift.html", context)


@for_readers(gettext_lazy("Sign in to see your gift."))
def printable(request: HttpRequest, reference: str) -> HttpResponse:
    """A page to print and to put into an envelope; there is none of a gift that is worth nothing."""
    found = _own_gift(request, reference)
    code = _code(found) if standing_of(found) in CAN_BE_CHANGED else ""
    if not code:
        raise Http404
    context = {
        "gift": found,
        "length": how_long(found.plan.period),
        "code": code,
        "address": redeeming_address("").partition("?")[0].partition("://")[2],
        "qr": mark_safe(qr_svg(redeeming_address(code))),  # noqa: S308 - squares, drawn by us
        "starts_later": bool(found.starts_at and found.starts_at > timezone.now()),
        "back": found.order.reference,
    }
    return TemplateResponse(request, "subscriptions/gift_print.html", context)


def _own_gift(request: HttpRequest, reference: str) -> Gift:
    gifts = Gift.objects.select_related("order__buyer", "plan")
    return get_object_or_404(gifts, order__reference=reference, order__buyer=request.user)


def _code(gift: Gift) -> str:
    """Return the code; nothing where the site's secret was changed without keeping the old one."""
    try:
        return present(gift_code(gift))
    except LookupError:
        return ""


def _change(request: HttpRequest, gift: Gift, form: Any) -> bool:
    """Do what a button asks for; False, with what is wrong beside the field, where it is not done."""
    now, at_once = timezone.now(), request.POST.get("act") == "send"
    try:
        changed = readdress(gift, form.cleaned_data["email"], now=now, at_once=at_once)
    except ValidationError as refusal:
        form.add_error("email", refusal)
        return False
    if not at_once:
        messages.success(request, _("The address is saved."))
        return True
    try:
        mail_gift(changed, now=now)
    except (OSError, SMTPException, LookupError):
        form.add_error("email", _("The mail could not be sent now; it is tried again by itself."))
        return False
    messages.success(request, _("The code was sent to %(email)s.") % {"email": changed.recipient_email})
    return True
