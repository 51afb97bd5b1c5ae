"""Money over the counter: takes payments, and books what was paid back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.counter import Method, take_payment
from rotative.subscriptions.desk.account_page import AccountMixin, shown
from rotative.subscriptions.desk.fields import AmountField, DayField, NoteField, money_typed, noon_of, today
from rotative.subscriptions.desk.pages import LOOK_AFTER, REFUND, SEE_MONEY, TAKE, FormPage
from rotative.subscriptions.models import LedgerEntry, Plan
from rotative.subscriptions.refunding import refund, refundable
from rotative.subscriptions.selling import Result
from rotative.subscriptions.wording import COUNTER_METHODS


class TakingForm(forms.Form):
    """A payment, as it lies on the counter or stands on the account."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    plan = forms.ModelChoiceField(Plan.objects.for_sale(), label=gettext_lazy("Plan"))
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

    def act(self, form: Any) -> HttpResponse:
        """Book it; an organisation pays all its seats."""
        organisation = self.account.organisation
        whose: dict[str, Any] = {"buyer": self.account.user}
        if organisation:
            whose = {"organisation": organisation, "quantity": organisation.seats}
        taken = take_payment(staff=self.request.user, **form.payment(), **whose)
        if taken.result is Result.ALREADY:
            return self.done(_("This payment had been taken already; nothing has changed."), self.account.url)
        said = _("%(amount)s taken, receipt %(receipt)s.") % {
            "amount": shown(taken.order.price),
            "receipt": taken.receipt,
        }
        return self.done(said, self.account.url)


class RefundingForm(forms.Form):
    """What goes back of a payment."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    amount = AmountField(label=gettext_lazy("Amount"))
    number = forms.CharField(
        label=gettext_lazy("Number of the refund"),
        required=False,
        max_length=128,
        help_text=gettext_lazy("Of the transfer or the transaction by which it went back."),
    )
    reason = NoteField(label=gettext_lazy("Why"), required=True)


class RefundView(AccountMixin, FormPage):
    """Books that a payment of the account went back."""

    needs = (LOOK_AFTER, SEE_MONEY, REFUND)
    page_title = gettext_lazy("Refund")
    button = gettext_lazy("Book the refund")
    form_class = RefundingForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        charges = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.CHARGE, order__in=self.account.orders)
        self.charge = get_object_or_404(charges, pk=kwargs["entry"])

    def form(self, **typed: Any) -> Any:
        """Return the form with all that is left in it."""
        left = refundable(self.charge)
        self.introduction = _(
            "%(left)s can be paid back. Pay the money back first, out of the till or on the provider’s page; when all "
            "of it has gone back, what was bought with it ends."
        ) % {"left": shown(left)}
        return RefundingForm(initial={"amount": left.plain()}, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Book it, with a credit note."""
        money = money_typed(form, "amount", self.charge.currency)
        if money is None:
            raise ValidationError({})
        data = form.cleaned_data
        entry = refund(
            self.charge,
            amount=money,
            key=data["form_token"].hex,
            now=timezone.now(),
            staff=self.request.user,
            reason=data["reason"],
            provider_ref=data["number"].strip(),
        )
        return self.done(
            _("%(amount)s booked as paid back.") % {"amount": shown(-entry.money)}, self.account.url
        )
