"""The page for codes, of vouchers from a kiosk and of gifts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.accounts.throttle import client_address
from rotative.subscriptions.models import Term
from rotative.subscriptions.offers import current_language
from rotative.subscriptions.pages import came_from, for_readers
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.redeeming import NotRedeemed, redeem
from rotative.subscriptions.vouchers import Fault
from rotative.subscriptions.wording import CODE_FAULTS
from rotative.typography import format_date

_NO_CODE: Any = CODE_FAULTS[Fault.LENGTH]  # Django's stubs do not know its own Promise


class CodeForm(forms.Form):
    """One field; what is wrong with a code the redeeming says."""

    code = forms.CharField(
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages=dict.fromkeys(("required", "max_length"), _NO_CODE),
    )


@for_readers(gettext_lazy("Sign in, or create an account: then your code opens the articles."))
def code(request: HttpRequest) -> HttpResponse:
    """Type a code; the address may bring it along, as the QR codes of vouchers do. It is redeemed by sending only."""
    suite = came_from(request)
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm(initial=_brought_along(request))
    if request.method == "POST" and form.is_valid():
        try:
            redeemed = redeem(
                form.cleaned_data["code"],
                reader=request.user,
                address=client_address(request),
                now=timezone.now(),
                language=current_language(),
            )
        except NotRedeemed as refusal:
            form.add_error("code", str(refusal.sentence))
        else:
            if suite and redeemed.term.from_at <= timezone.now():
                return redirect(suite)
            messages.success(request, _redeemed(redeemed.term))
            return redirect("account_subscription")
    return TemplateResponse(request, "subscriptions/code.html", {"form": form, "suite": suite})


def _redeemed(term: Term) -> str:
    """Say what a code gave: when it ends, and when it begins where that is still to come."""
    language = current_language()
    days = {
        "begins": format_date(paper_time(term.from_at).date(), language),
        "day": format_date(paper_time(term.until_at).date(), language),
    }
    if term.from_at > timezone.now():
        return _("Your code is redeemed: it counts from %(begins)s until %(day)s.") % days
    return _("Your code is redeemed: you read until %(day)s.") % days


def _brought_along(request: HttpRequest) -> dict[str, str]:
    return {"code": request.GET.get("code", "")[:60]}
