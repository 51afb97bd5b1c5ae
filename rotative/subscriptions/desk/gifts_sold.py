"""Sells a gift over the counter: whoever stands there pays, and the code goes to whoever gets it, or into her hand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.counter import take_payment
from rotative.subscriptions.desk.account_page import AccountMixin, shown
from rotative.subscriptions.desk.fields import DayField, today
from rotative.subscriptions.desk.pages import LOOK_AFTER, SEE_MONEY, TAKE, FormPage
from rotative.subscriptions.desk.paying import TakingForm
from rotative.subscriptions.gift_drafts import beginning_of
from rotative.subscriptions.gifts import check_first_day
from rotative.subscriptions.models import Order
from rotative.subscriptions.selling import GiftWish, Result
from rotative.subscriptions.vouchers import present


class GiftTakingForm(TakingForm):
    """A payment, and for whom it is."""

    recipient_name = forms.CharField(label=gettext_lazy("Name of whoever gets it"), max_length=80)
    recipient_email = forms.EmailField(
        label=gettext_lazy("E-mail address of whoever gets it"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Empty: the code is mailed to the buyer, who hands it on."),
    )
    starts_on = DayField(
        label=gettext_lazy("First day"), required=False, help_text=gettext_lazy("Empty: today.")
    )
    giver_name = forms.CharField(
        label=gettext_lazy("Signed"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("As it stands on the gift."),
    )
    message = forms.CharField(
        label=gettext_lazy("A few words from the buyer"),
        max_length=400,
        required=False,
        widget=forms.Textarea,
    )
    field_order = (
        "form_token",
        "recipient_name",
        "recipient_email",
        "starts_on",
        "giver_name",
        "message",
        "plan",
        "method",
    )

    def clean_starts_on(self) -> Any:
        """Return the day. Raises ValidationError for one that is over, or too far away."""
        day = today(timezone.now())
        return check_first_day(self.cleaned_data["starts_on"] or day, day)

    def wish(self) -> GiftWish:
        """Return what the order takes."""
        data = self.cleaned_data
        return GiftWish(
            giver_name=data["giver_name"],
            recipient_name=data["recipient_name"],
            recipient_email=data["recipient_email"],
            message=data["message"],
            starts_at=beginning_of(data["starts_on"]),
        )


class GiftTakeView(AccountMixin, FormPage):
    """Takes a payment of the account for a gift to somebody else."""

    needs = (LOOK_AFTER, SEE_MONEY, TAKE)
    page_title = gettext_lazy("Sell a gift")
    button = gettext_lazy("Take the payment")
    form_class = GiftTakingForm

    def form(self, **typed: Any) -> Any:
        """Return the form, signed with the buyer's name where it is known."""
        name = self.account.user.get_full_name() if self.account.user else ""
        return GiftTakingForm(initial={"giver_name": name[:80]}, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Book it, and tell the code: the buyer stands at the counter."""
        if self.account.user is None:
            raise ValidationError(
                _("Gifts are sold to a reader’s account, where the buyer finds the code again.")
            )
        taken = take_payment(
            staff=self.request.user,
            buyer=self.account.user,
            purpose=Order.Purpose.GIFT,
            gift=form.wish(),
            **form.payment(),
        )
        if taken.result is Result.ALREADY:
            return self.done(_("This payment had been taken already; nothing has changed."), self.account.url)
        said = _(
            "%(amount)s taken, receipt %(receipt)s. The code of the gift: %(code)s, to be entered at %(address)s"
        ) % {
            "amount": shown(taken.order.price),
            "receipt": taken.receipt,
            "code": present(gift_code(taken.order.gift)),
            "address": reverse("subscription_code"),
        }
        return self.done(said, self.account.url)
