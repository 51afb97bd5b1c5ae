"""From a plan to a paid order: the summary with the ways to pay, the way to the provider, and what has become of it."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from rotative.paper.navigation import paper_of
from rotative.subscriptions.checkout import NotOpened, open_checkout, reference_in, token_for
from rotative.subscriptions.models import Order, Plan, Term
from rotative.subscriptions.offers import current_language, offer_of
from rotative.subscriptions.pages import View, came_from, for_readers, leading
from rotative.subscriptions.payments.interface import Provider
from rotative.subscriptions.pricing import price_for
from rotative.subscriptions.renewing import trial_of
from rotative.subscriptions.tills import Way, providers, ways_to_pay
from rotative.subscriptions.trials import begin_trial, may_try
from rotative.subscriptions.verifying import agreement_of, look_up

TRIAL = "trial"  # the way that costs nothing
ON_THE_WAY = "vers"  # in the address of an order: its reader goes on to the provider
SECONDS = 6.0  # that a reader who comes back waits for the provider's word
_COUNTERS = "subscriptions.counters"  # in the session: where orders that were opened lately are paid


@for_readers(gettext_lazy("Sign in, or create an account: then you choose how to pay."))
def checkout(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What is ordered, what it costs this reader, and how she can pay; sent, it opens the order."""
    plan = get_object_or_404(Plan.objects.for_readers(), pk=plan_id)
    suite, ways = came_from(request), ways_to_pay(plan, request.user)
    if request.method == "POST":
        chosen = request.POST.get("way", "")
        if chosen == TRIAL:
            return _try(request, plan, suite)
        answer = _open(request, plan, next((way for way in ways if way.value == chosen), None), suite)
        if answer is not None:
            return answer
    price = price_for(plan, buyer=request.user)
    context = {
        "offer": offer_of(plan),
        "plan": plan,
        "price": price.present(current_language()),
        "is_introductory": price != plan.price,
        "ways": [{"value": way.value, "label": _(way.till.label), "renews": way.renews} for way in ways],
        "renews": any(way.renews for way in ways),
        "token": token_for(plan, request.user, price),
        "may_try": may_try(plan, request.user),
        "suite": suite,
        "code_url": leading("subscription_code", suite),
        "plans_url": leading("subscription_plans", suite),
        "contact": paper_of(request).contact_email,
    }
    return TemplateResponse(request, "subscriptions/checkout.html", context)


def _open(request: HttpRequest, plan: Plan, way: Way | None, suite: str) -> HttpResponse | None:
    """Open the order and lead to its page; None, with a message, where the reader has to choose again."""
    token, price = request.POST.get("token", ""), price_for(plan, buyer=request.user)
    reference = reference_in(token, plan, request.user, price)
    if way is None:
        messages.error(request, _("Choose how you want to pay."))
        return None
    if reference is None:
        messages.error(request, _("The price has changed, or this page stood open for too long. Look again."))
        return None
    return to_the_counter(request, plan, way.till, reference, suite, renews=way.renews)


def to_the_counter(
    request: HttpRequest, plan: Plan, till: Provider, reference: str, suite: str = "", **wanted: Any
) -> HttpResponse | None:
    """Open an order, once, and lead to its page and from there to the provider; None, with a message, where it fails.

    ``wanted``: what open_checkout takes besides.
    """
    address = leading("subscription_order", suite, reference=reference)
    try:
        opened = open_checkout(
            plan,
            till,
            buyer=request.user,
            reference=reference,
            language=current_language(),
            return_address=address,
            cancel_address=address,
            now=timezone.now(),
            **wanted,
        )
    except NotOpened as refusal:
        messages.error(request, refusal.sentence)
        return None
    if opened.address:
        lately = list(request.session.get(_COUNTERS, {}).items())[-4:]
        request.session[_COUNTERS] = dict(lately) | {reference: opened.address}
    return redirect(f"{address}{'&' if suite else '?'}{ON_THE_WAY}=1")


def _try(request: HttpRequest, plan: Plan, suite: str) -> HttpResponse:
    try:
        begin_trial(plan, reader=request.user, now=timezone.now(), language=current_language())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(leading("subscription_checkout", suite, plan_id=plan.pk))
    return redirect(suite or "account_subscription")


def of_any_method(view: View) -> View:
    """Return the view of an order's page for providers that come back with a POST (CinetPay): it is asked for again.

    Browsers send no session with such a POST, and it has no token against forgery; what it says is not read.
    """

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        answer = HttpResponseRedirect(request.get_full_path())
        answer.status_code = 303  # See Other: with a GET
        return answer

    return page


@for_readers(gettext_lazy("Sign in to see what has become of your payment."))
def order(request: HttpRequest, reference: str) -> HttpResponse:
    """What has become of an order: its buyer is led to the provider and comes back here, which proves nothing."""
    found = get_object_or_404(Order.objects.select_related("plan"), reference=reference, buyer=request.user)
    suite, now = came_from(request), timezone.now()
    counter = request.session.get(_COUNTERS, {}).get(reference, "")
    is_on_the_way = bool(counter) and ON_THE_WAY in request.GET and found.state == Order.State.OPEN
    provider = providers().get(found.provider)
    if found.state != Order.State.PAID and provider is not None and not is_on_the_way:
        settlement = look_up(provider, found, now=now, seconds=SECONDS)
        found = settlement.order if settlement else found
    is_gift = found.purpose == Order.Purpose.GIFT
    if is_gift and found.state == Order.State.PAID:
        return redirect("subscription_gift", reference=reference)
    context: dict[str, Any] = {
        "order": found,
        "is_gift": is_gift,
        "price": found.price.present(current_language()),
        "is_odd": found.odd_payments.exists(),
        "is_over": now >= found.expires_at,
        "suite": suite,
        "address": leading("subscription_order", suite, reference=reference),
        "counter": counter,
        "is_on_the_way": is_on_the_way,
        "again_url": reverse("subscription_give")
        if is_gift
        else leading("subscription_checkout", suite, plan_id=found.plan_id),
        "contact": paper_of(request).contact_email,
    }
    agreement = agreement_of(found)
    if agreement is not None:
        context["trial_ends_at"] = trial_of(agreement, now=now)
    if found.state == Order.State.PAID or context.get("trial_ends_at"):
        request.has_new_rights = True  # type: ignore[attr-defined]
        context["term"] = Term.objects.filter(entry__order=found).first()
    return TemplateResponse(request, "subscriptions/order.html", context)
