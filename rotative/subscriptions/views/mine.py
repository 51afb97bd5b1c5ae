"""“My subscription” in the account: how it stands, what was paid, cancelling and resuming."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotative.subscriptions.cancelling import cancel, resume
from rotative.subscriptions.models import Organisation, Receipt, Subscription
from rotative.subscriptions.offers import current_language
from rotative.subscriptions.receipts import receipt_pdf
from rotative.subscriptions.seating import has_a_usable_seat
from rotative.subscriptions.standing import shown_to
from rotative.subscriptions.states import NotPossible
from rotative.subscriptions.telling import tell_now
from rotative.subscriptions.tills import providers
from rotative.subscriptions.views.gifts import gifts_of


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """A reader's subscriptions, her receipts, and the organisations that she looks after or reads by."""
    now = timezone.now()
    receipts = Receipt.objects.filter(entry__order__buyer=request.user).select_related("entry__order__plan")
    context = {
        "subscriptions": shown_to(request.user, now=now),
        "receipts": [
            {"receipt": receipt, "amount": receipt.entry.money.present(current_language())}
            for receipt in receipts.order_by("-pk")
        ],
        "run": Organisation.objects.filter(administrators=request.user),
        "seats": [
            {"organisation": one, "reads": has_a_usable_seat(request.user, one, now=now)}
            for one in Organisation.objects.filter(taken_seats__user=request.user)
        ],
        "gifts": gifts_of(request.user, now=now),
    }
    return TemplateResponse(request, "subscriptions/mine.html", context)


@login_required
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """A receipt as PDF, for whoever paid; for anybody else there is none."""
    found = get_object_or_404(
        Receipt.objects.select_related("entry__order__plan"),
        pk=receipt_id,
        entry__order__buyer=request.user,
    )
    return HttpResponse(
        receipt_pdf(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{found}.pdf"'},
    )


@require_POST
@login_required
def change(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Cancel one's subscription, or take that back."""
    act, sentence = _act(request)
    found = get_object_or_404(Subscription, pk=subscription_id, holder=request.user)
    now = timezone.now()
    try:
        act(found, now=now)
    except NotPossible:
        messages.error(request, _("This is not possible any more: look how your subscription stands."))
    else:
        messages.success(request, sentence)
        tell_now(found, providers(), now=now)
    return redirect("account_subscription")


def _act(request: HttpRequest) -> tuple[Callable[..., Subscription], str]:
    match request.POST.get("act"):
        case "cancel":
            return cancel, _("Your subscription is cancelled: you read on until its end.")
        case "resume":
            return resume, _("Your subscription goes on.")
    raise Http404
