"""Money over the counter: takes payments."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.counter import Method, take_payment
from rotative.subscriptions.desk.account_page import AccountMixin, shown
from rotative.subscriptions.desk.fields import AmountField, DayField, NoteField, money_typed, noon_of, today
from rotative.subscriptions.desk.pages import LOOK_AFTER, SEE_MONEY, TAKE, FormPage
from rotative.subscriptions.models import Plan
from rotative.subscriptions.selling import Result
from rotative.subscriptions.wording import COUNTER_METHODS


class TakingForm(forms.Form):
    """A payment, as it lies on the counter or stands on the account."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    plan = forms.ModelChoiceField(Plan.objects.for_readers(), label=gettext_lazy("Plan"))
    method = forms.ChoiceField(label=gettext_lazy("Paid with"), choices=list(COUNTER_METHODS.items()))
    amount = AmountField(label=gettext_lazy("Amount"))
    number = forms.CharField(
        label=gettext_lazy("Number"),
        required=False,
        max_length=128,
        help_text=gettext_lazy("Of the transaction, the cheque or the transfer; cash has none."),
    )
    paid_on = DayField(label=gettext_lazy("Paid on"), required=False, help_text=gettext_lazy("Empty: today."))
    note = NoteField(label=gettext_lazy("Note"))

    def clean_paid_on(self) -> Any:
        """Return the day. Raises ValidationError for one that is still to come."""
        paid_on = self.cleaned_data["paid_on"]
        if paid_on and paid_on > today(timezone.now()):
            raise ValidationError(_("This day is still to come."))
        return paid_on

    def clean(self) -> dict[str, Any]:
        super().clean()
        plan = self.cleaned_data.get("plan")
        if plan:
            self.cleaned_data["amount"] = money_typed(self, "amount", plan.currency)
        return self.cleaned_data

    def payment(self) -> dict[str, Any]:
        """Return what take_payment takes."""
        data, now = self.cleaned_data, timezone.now()
        return {
            "plan": data["plan"],
            "method": Method(data["method"]),
            "amount": data["amount"],
            "number": data["number"],
            "paid_at": noon_of(data["paid_on"], now) if data["paid_on"] else None,
            "note": data["note"],
            "form_token": data["form_token"],
            "now": now,
        }


class TakeView(AccountMixin, FormPage):
    """Takes a payment for the account."""

    needs = (LOOK_AFTER, SEE_MONEY, TAKE)
    page_title = gettext_lazy("Take a payment")
    button = gettext_lazy("Take the payment")
    form_class = TakingForm

    def form(self, **typed: Any) -> Any:
        """Return the form; organisations have plans of their own besides those that are paid by the seat."""
        form = super().form(**typed)
        if self.account.organisation:
            form.fields["plan"].queryset = Plan.objects.for_sale()
        return form

    def act(self, form: Any) -> HttpResponse:
        """Book it; an organisation pays all the seats that were agreed, or a plan with its seats."""
        organisation, plan = self.account.organisation, form.cleaned_data["plan"]
        whose: dict[str, Any] = {"buyer": self.account.user}
        if organisation:
            quantity = 1 if plan.is_for_organisations else organisation.agreed_seats
            whose = {"organisation": organisation, "quantity": quantity}
        taken = take_payment(staff=self.request.user, **form.payment(), **whose)
        if taken.result is Result.ALREADY:
            return self.done(_("This payment had been taken already; nothing has changed."), self.account.url)
        said = _("%(amount)s taken, receipt %(receipt)s.") % {
            "amount": shown(taken.order.price),
            "receipt": taken.receipt,
        }
        return self.done(said, self.account.url)
