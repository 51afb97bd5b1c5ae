"""Buys a subscription for somebody else: what is given, to whom, from when; then how it is paid."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.accounts.models import User
from rotative.paper.navigation import paper_of
from rotative.subscriptions.desk.fields import DayField, today
from rotative.subscriptions.gift_drafts import Draft, new_draft, seal, unseal
from rotative.subscriptions.gifts import LATEST, check_first_day
from rotative.subscriptions.models import Order, Plan
from rotative.subscriptions.offers import current_language, how_long, offer_of
from rotative.subscriptions.pages import for_readers
from rotative.subscriptions.tills import offered
from rotative.subscriptions.views.checkout import to_the_counter


class GiftForm(forms.Form):
    """What is given, to whom, with which words and from when."""

    plan = forms.ModelChoiceField(
        Plan.objects.for_readers(), error_messages={"required": gettext_lazy("Choose what you give.")}
    )
    recipient_name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    recipient_email = forms.EmailField(
        max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    starts_on = DayField()
    giver_name = forms.CharField(max_length=80, required=False)
    message = forms.CharField(max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["starts_on"].widget.attrs |= {
            "min": day.isoformat(),
            "max": (day + LATEST).isoformat(),
        }

    def clean_starts_on(self) -> date:
        """Return the day. Raises ValidationError for one that is over, or too far away."""
        return check_first_day(self.cleaned_data["starts_on"], self.day)


@for_readers(gettext_lazy("Sign in, or create an account: there you find the code of your gift."))
def give(request: HttpRequest) -> HttpResponse:
    """Fill the gift in; then it is shown with what it costs and the ways to pay; sent from there, it is ordered."""
    day = today(timezone.now())
    if request.method == "POST" and "draft" in request.POST:
        return _from_the_summary(request, day)
    form = GiftForm(
        request.POST if request.method == "POST" else None, day=day, initial=_initial(request, day)
    )
    if request.method == "POST" and form.is_valid():
        return _summary(request, new_draft(**form.cleaned_data))
    return _filling_in(request, form)


def _initial(request: HttpRequest, day: date) -> dict[str, Any]:
    return {"starts_on": day, "giver_name": cast(User, request.user).get_full_name()[:80]}


def _from_the_summary(request: HttpRequest, day: date) -> HttpResponse:
    draft = unseal(request.POST["draft"], request.user)
    if draft is None:
        messages.error(request, _("The price has changed, or this page stood open for too long. Look again."))
        return _filling_in(request, GiftForm(day=day, initial=_initial(request, day)))
    if request.POST.get("act") == "change":
        return _filling_in(request, GiftForm(day=day, initial=_filled_in(draft)))
    ways = offered(draft.plan.currency)
    way = next((one for one in ways if one.name == request.POST.get("way")), None)
    if way is None:
        messages.error(request, _("Choose how you want to pay."))
        return _summary(request, draft)
    answer = to_the_counter(
        request, draft.plan, way, draft.reference, purpose=Order.Purpose.GIFT, gift=draft.wish
    )
    # The order under this reference is closed; another attempt is another order.
    return answer or _summary(request, new_draft(**_filled_in(draft)))


def _filled_in(draft: Draft) -> dict[str, Any]:
    return {
        "plan": draft.plan,
        "giver_name": draft.giver_name,
        "recipient_name": draft.recipient_name,
        "recipient_email": draft.recipient_email,
        "starts_on": draft.starts_on,
        "message": draft.message,
    }


def _filling_in(request: HttpRequest, form: GiftForm) -> HttpResponse:
    chosen = str(form["plan"].value() or "")
    offers = [offer_of(plan) for plan in Plan.objects.for_readers()]
    context = {
        "form": form,
        "offers": [{"offer": one, "is_chosen": str(one.plan.pk) == chosen} for one in offers],
        "contact": paper_of(request).contact_email,
    }
    return TemplateResponse(request, "subscriptions/give.html", context)


def _summary(request: HttpRequest, draft: Draft) -> HttpResponse:
    context = {
        "draft": draft,
        "sealed": seal(draft, request.user),
        "offer": offer_of(draft.plan),
        "length": how_long(draft.plan.period),
        "price": draft.plan.price.present(current_language()),
        "ways": [{"name": way.name, "label": _(way.label)} for way in offered(draft.plan.currency)],
        "contact": paper_of(request).contact_email,
    }
    return TemplateResponse(request, "subscriptions/give_summary.html", context)
