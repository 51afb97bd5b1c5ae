"""What waits for a person: payments that fit no order, orders that are to be paid over the counter, refunds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.accounts.models import User
from rotative.subscriptions.counter import Method, confirm_payment
from rotative.subscriptions.desk.account_page import shown
from rotative.subscriptions.desk.fields import AmountField, DayField, NoteField, money_typed, noon_of
from rotative.subscriptions.desk.listing import LinkColumn, day
from rotative.subscriptions.desk.matching import can_be_matched, close, match, money_of
from rotative.subscriptions.desk.pages import SEE_MONEY, TAKE, DeskMixin, FormPage
from rotative.subscriptions.desk.refunding import asked_refunds, asked_table
from rotative.subscriptions.models import OddPayment, Order, Plan
from rotative.subscriptions.selling import Result
from rotative.subscriptions.wording import COUNTER_METHODS, name_of_provider

SHOWN = 200


def waiting_page() -> tuple[str, str]:
    """The list, for the path of the pages below it."""
    return reverse("desk_waiting"), _("Payments to look at")


def odd_payments() -> QuerySet[OddPayment]:
    """Return the payments of which nobody has decided yet what they were for."""
    return OddPayment.objects.filter(resolved_at=None)


def orders_at_the_counter() -> QuerySet[Order]:
    """Return the orders that are open and paid to a person."""
    return Order.objects.filter(
        state=Order.State.OPEN, expires_at__gt=timezone.now(), provider__in=list(COUNTER_METHODS)
    )


class WaitingView(DeskMixin, View):
    """What waits, the oldest first: odd payments, orders of the counter, refunds that no provider has confirmed."""

    needs = (SEE_MONEY, TAKE)
    header_icon = "warning"
    page_title = gettext_lazy("Payments to look at")
    template_name = "subscriptions/desk/waiting.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        odd = odd_payments().select_related("order__buyer").order_by("seen_at")
        orders = orders_at_the_counter().select_related("plan").order_by("expires_at")
        context = self.get_context_data(
            odd=_odd_table(list(odd[:SHOWN])),
            orders=_orders_table(list(orders[:SHOWN])),
            refunds=asked_table(asked_refunds()),
        )
        return self.render_to_response(context)


def _odd_table(rows: list[OddPayment]) -> Table | None:
    columns = [
        LinkColumn(
            "kind",
            label=_("What is odd"),
            accessor=lambda o: (o.get_kind_display(), reverse("desk_odd", args=[o.pk])),
        ),
        Column("amount", label=_("Amount"), accessor=lambda o: shown(money_of(o))),
        Column("number", label=_("Transaction"), accessor="provider_ref"),
        Column("provider", label=_("Paid with"), accessor=lambda o: name_of_provider(o.order.provider)),
        Column("who", label=_("Order of"), accessor=lambda o: o.order.billed_to or o.order.reference),
        Column("seen", label=_("Seen"), accessor=lambda o: day(o.seen_at)),
    ]
    return Table(columns, rows, caption=_("Payments that fit no order")) if rows else None


def _orders_table(rows: list[Order]) -> Table | None:
    columns = [
        LinkColumn(
            "order",
            label=_("Order"),
            accessor=lambda o: (o.reference, reverse("desk_confirm", args=[o.pk])),
        ),
        Column("who", label=_("Billed to"), accessor="billed_to"),
        Column("plan", label=_("Plan"), accessor=lambda o: o.plan.name),
        Column("amount", label=_("Amount"), accessor=lambda o: shown(o.price)),
        Column("provider", label=_("Paid with"), accessor=lambda o: name_of_provider(o.provider)),
        Column("until", label=_("Expires"), accessor=lambda o: day(o.expires_at)),
    ]
    return Table(columns, rows, caption=_("Orders that wait for their payment")) if rows else None


class MatchingForm(forms.Form):
    """Whose an odd payment is, or why it is closed."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is to be done"),
        choices=[
            ("match", gettext_lazy("It is this reader’s")),
            ("close", gettext_lazy("It was paid back, or nothing is to be done")),
        ],
        widget=forms.RadioSelect,
        initial="match",
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address of the reader"), required=False)
    plan = forms.ModelChoiceField(Plan.objects.for_readers(), label=gettext_lazy("Plan"), required=False)
    note = NoteField(label=gettext_lazy("Why"), required=True)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("what") == "match":
            data["reader"] = User.objects.filter(email=str(data.get("email", "")).lower()).first()
            if data["reader"] is None and "email" not in self.errors:
                self.add_error("email", _("Nobody signs in with this address."))
            if data.get("plan") is None and "plan" not in self.errors:
                self.add_error("plan", _("Choose the plan that was paid for."))
        return data


class OddView(FormPage):
    """An odd payment: given to a reader, or closed."""

    needs = (SEE_MONEY, TAKE)
    header_icon = "warning"
    page_title = gettext_lazy("A payment to look at")
    button = gettext_lazy("Do it")

    def path(self) -> list[tuple[str, str]]:
        return [waiting_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = OddPayment.objects.select_related("order__buyer", "order__plan")
        self.odd = get_object_or_404(found, pk=kwargs["odd"])

    def form(self, **typed: Any) -> Any:
        """Return the form, with whoever ordered in it."""
        order = self.odd.order
        self.introduction = _(
            "%(amount)s, transaction %(number)s, for order %(order)s of %(price)s: %(what)s."
        ) % {
            "amount": shown(money_of(self.odd)),
            "number": self.odd.provider_ref or "–",
            "order": order.reference,
            "price": shown(order.price),
            "what": self.odd.get_kind_display(),
        }
        initial = {
            "what": "match" if can_be_matched(self.odd) else "close",
            "email": order.buyer.email if order.buyer else "",
            "plan": order.plan,
        }
        return MatchingForm(initial=initial, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Do it, once."""
        data, staff, now = form.cleaned_data, self.request.user, timezone.now()
        if data["what"] == "match":
            is_done = match(
                self.odd, reader=data["reader"], plan=data["plan"], staff=staff, now=now, note=data["note"]
            )
        else:
            is_done = close(self.odd, staff=staff, now=now, note=data["note"])
        said = (
            _("Done.") if is_done else _("Somebody has dealt with this payment already; nothing has changed.")
        )
        return self.done(said, waiting_page()[0])


class ConfirmingForm(forms.Form):
    """How an order was paid."""

    method = forms.ChoiceField(label=gettext_lazy("Paid with"), choices=list(COUNTER_METHODS.items()))
    amount = AmountField(label=gettext_lazy("Amount"))
    number = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=128)
    paid_on = DayField(label=gettext_lazy("Paid on"), required=False, help_text=gettext_lazy("Empty: today."))
    note = NoteField(label=gettext_lazy("Note"))


class ConfirmView(FormPage):
    """Says that an order has been paid, a transfer for instance."""

    needs = (SEE_MONEY, TAKE)
    header_icon = "warning"
    page_title = gettext_lazy("The payment has come")
    button = gettext_lazy("Book the payment")

    def path(self) -> list[tuple[str, str]]:
        return [waiting_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        orders = Order.objects.filter(provider__in=list(COUNTER_METHODS)).select_related("plan")
        self.order = get_object_or_404(orders, pk=kwargs["order"])

    def form(self, **typed: Any) -> Any:
        """Return the form, with what was ordered."""
        self.introduction = _("Order %(order)s, %(plan)s, %(price)s, for %(name)s.") % {
            "order": self.order.reference,
            "plan": self.order.plan,
            "price": shown(self.order.price),
            "name": self.order.billed_to or "–",
        }
        return ConfirmingForm(initial={"method": self.order.provider}, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Book it, once."""
        money = money_typed(form, "amount", self.order.currency)
        if money is None:
            raise ValidationError({})
        data, now = form.cleaned_data, timezone.now()
        paid = confirm_payment(
            self.order,
            method=Method(data["method"]),
            amount=money,
            staff=self.request.user,
            now=now,
            number=data["number"],
            paid_at=noon_of(data["paid_on"], now) if data["paid_on"] else None,
            note=data["note"],
        )
        if paid.result is Result.ALREADY:
            said = _("This payment had been taken already; nothing has changed.")
        else:
            said = _("%(amount)s taken, receipt %(receipt)s.") % {
                "amount": shown(paid.order.price),
                "receipt": paid.receipt,
            }
        return self.done(said, waiting_page()[0])
