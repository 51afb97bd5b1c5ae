"""What kiosks pay for vouchers of a batch, and what they get back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.counter import take_payment
from rotative.subscriptions.desk.account_page import shown
from rotative.subscriptions.desk.batches import BatchMixin
from rotative.subscriptions.desk.pages import REFUND, SEE_MONEY, TAKE, VOUCHERS, FormPage
from rotative.subscriptions.desk.paying import TakingForm
from rotative.subscriptions.desk.refunding import RefundPage
from rotative.subscriptions.models import LedgerEntry, Order
from rotative.subscriptions.selling import Result


class KioskForm(TakingForm):
    """What a kiosk pays for vouchers."""

    quantity = forms.IntegerField(label=gettext_lazy("Vouchers sold"), min_value=1)
    billed_to = forms.CharField(label=gettext_lazy("Billed to"), max_length=200)
    field_order = ("form_token", "billed_to", "quantity", "method", "amount", "number", "paid_on", "note")


class KioskView(BatchMixin, FormPage):
    """Takes a kiosk's payment for vouchers of a batch."""

    needs = (VOUCHERS, SEE_MONEY, TAKE)
    page_title = gettext_lazy("Take a kiosk’s payment")
    button = gettext_lazy("Take the payment")

    def form(self, **typed: Any) -> Any:
        """Return the form; the plan is the batch's."""
        form = KioskForm(initial={"plan": self.batch.plan}, **typed)
        form.fields["plan"].disabled = True
        return form

    def act(self, form: Any) -> HttpResponse:
        """Book it."""
        quantity = form.cleaned_data["quantity"]
        if quantity > self.batch.size:
            raise ValidationError(
                {"quantity": _("The batch has %(count)s vouchers.") % {"count": self.batch.size}}
            )
        taken = take_payment(
            staff=self.request.user,
            purpose=Order.Purpose.VOUCHERS,
            batch=self.batch,
            quantity=quantity,
            billed_to=form.cleaned_data["billed_to"],
            **form.payment(),
        )
        if taken.result is Result.ALREADY:
            return self.done(_("This payment had been taken already; nothing has changed."), self.url)
        said = _("%(amount)s taken, receipt %(receipt)s.")
        return self.done(said % {"amount": shown(taken.order.price), "receipt": taken.receipt}, self.url)


class KioskRefundView(BatchMixin, RefundPage):
    """Books that a kiosk has its money back; vouchers for which nobody has paid then are blocked."""

    needs = (VOUCHERS, SEE_MONEY, REFUND)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        charges = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.CHARGE, order__batch=self.batch)
        self.is_about(get_object_or_404(charges, pk=kwargs["entry"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = _(
            "When all of it has gone back, as many vouchers of the batch are blocked as the kiosk had paid, those that "
            "you have taken back already among them; the last serial numbers first. What has been redeemed "
            "stays redeemed."
        )
        self.introduction = f"{self.introduction} {said}"
        return super().get_context_data(**kwargs)
