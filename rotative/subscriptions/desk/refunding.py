"""Money that goes back: asked of the provider where it pays back, else booked as paid back by hand."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table

from rotative.subscriptions.desk.account_page import AccountMixin, shown
from rotative.subscriptions.desk.fields import AmountField, NoteField, money_typed
from rotative.subscriptions.desk.listing import LinkColumn, day
from rotative.subscriptions.desk.pages import LOOK_AFTER, REFUND, SEE_MONEY, FormPage
from rotative.subscriptions.models import AskedRefund, LedgerEntry
from rotative.subscriptions.money import Money
from rotative.subscriptions.paying_back import SECONDS, ask_again, ask_back, give_up, pays_back
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.refunding import refund, refundable
from rotative.subscriptions.tills import providers
from rotative.subscriptions.wording import name_of_provider

BY_PROVIDER, BY_HAND = "provider", "hand"
State = AskedRefund.State


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


class AskingForm(RefundingForm):
    """The same, where the provider can be asked to pay back."""

    how = forms.ChoiceField(
        label=gettext_lazy("How it goes back"),
        choices=[
            (BY_PROVIDER, gettext_lazy("The payment provider is asked to pay it back now")),
            (BY_HAND, gettext_lazy("It has been paid back by hand: it is only booked")),
        ],
        widget=forms.RadioSelect,
        initial=BY_PROVIDER,
    )
    field_order = ("form_token", "how", "amount", "number", "reason")


class RefundPage(FormPage):
    """Has a payment paid back, or books that it was; whose it is the page says that it ``is_about``."""

    page_title = gettext_lazy("Refund")
    button = gettext_lazy("Pay back")

    def is_about(self, charge: LedgerEntry) -> None:
        """Say which payment it is."""
        self.charge, self.till = charge, pays_back(charge, providers())

    def form(self, **typed: Any) -> Any:
        """Return the form with all that is left in it."""
        left = refundable(self.charge)
        self.introduction = _introduction(self.charge, left, can_be_asked=self.till is not None)
        form_class = AskingForm if self.till is not None else RefundingForm
        return form_class(initial={"amount": left.plain()}, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Do it once, with a credit note."""
        money = money_typed(form, "amount", self.charge.currency)
        if money is None:
            raise ValidationError({})
        data = form.cleaned_data
        if data.get("how") == BY_PROVIDER:
            return self._ask(form, money)
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
            _("%(amount)s booked as paid back.") % {"amount": shown(-entry.money)}, self.path()[-1][0]
        )

    def _ask(self, form: Any, money: Money) -> HttpResponse:
        """Ask the provider, and say what it said. Raises ValidationError with its reason and the way out."""
        if self.till is None:
            raise ValidationError({})
        asked = ask_back(
            self.charge,
            self.till,
            amount=money,
            key=form.cleaned_data["form_token"].hex,
            staff=self.request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        if asked.state == State.REFUSED:
            form.data = form.data.copy()
            form.data["form_token"] = str(uuid4())  # trying again is another refund
            raise ValidationError(refusal_in_words(asked))
        return answered(self.request, asked, self.path()[-1][0])


class RefundView(AccountMixin, RefundPage):
    """Pays back a payment of the account."""

    needs = (LOOK_AFTER, SEE_MONEY, REFUND)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        charges = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.CHARGE, order__in=self.account.orders)
        self.is_about(get_object_or_404(charges, pk=kwargs["entry"]))


def _introduction(charge: LedgerEntry, left: Money, *, can_be_asked: bool) -> str:
    about = {"left": shown(left), "provider": name_of_provider(charge.provider)}
    if can_be_asked:
        return (
            _(
                "%(left)s can be paid back. %(provider)s is asked to do it, and it is booked as soon as it is "
                "confirmed; when all of it has gone back, what was bought with it ends."
            )
            % about
        )
    if charge.provider in providers():
        return (
            _(
                "%(left)s can be paid back. %(provider)s pays nothing back by itself: pay it back by hand, on the "
                "provider’s page or out of the till, then book it here. When all of it has gone back, what was bought "
                "with it ends."
            )
            % about
        )
    return (
        _(
            "%(left)s can be paid back. Pay the money back first, out of the till or on the provider’s page; when all "
            "of it has gone back, what was bought with it ends."
        )
        % about
    )


def refusal_in_words(asked: AskedRefund) -> str:
    """Return why a refund was refused, what to do, and the provider's own words."""
    reason = Reason(asked.problem)
    sentences = [_(reason.text), _(reason.way_out) if reason.way_out else ""]
    return " ".join(filter(None, [*sentences, f"({asked.detail})" if asked.detail else ""]))


def answered(request: HttpRequest, asked: AskedRefund, url: str) -> HttpResponse:
    """Say what became of a refund that was asked for, on the page at ``url``."""
    about = {"amount": shown(asked.money), "provider": name_of_provider(asked.charge.provider)}
    match asked.state:
        case State.BOOKED:
            messages.success(request, _("%(amount)s has been paid back by %(provider)s, and booked.") % about)
        case State.REFUSED:
            messages.error(request, refusal_in_words(asked))
        case _:
            messages.warning(
                request,
                _(
                    "%(provider)s has not confirmed yet that %(amount)s go back. It is asked again by itself, and pays "
                    "back once; until then it stands under “Payments to look at”."
                )
                % about,
            )
    return redirect(url)


def asked_refunds() -> list[AskedRefund]:
    """Return the refunds that no provider has confirmed yet, the longest waiting first."""
    waiting = AskedRefund.objects.filter(state=State.ASKED).select_related("charge__order", "staff")
    return list(waiting.order_by("asked_at")[:200])


def asked_table(rows: list[AskedRefund]) -> Table | None:
    """Return them as a table; None where there are none."""
    columns = [
        LinkColumn(
            "amount",
            label=_("Amount"),
            accessor=lambda a: (shown(a.money), reverse("desk_asked_refund", args=[a.pk])),
        ),
        Column("provider", label=_("Paid with"), accessor=lambda a: name_of_provider(a.charge.provider)),
        Column(
            "who",
            label=_("Order of"),
            accessor=lambda a: a.charge.order.billed_to or a.charge.order.reference,
        ),
        Column("since", label=_("Asked"), accessor=lambda a: day(a.asked_at)),
        Column("staff", label=_("Who"), accessor=lambda a: str(a.staff)),
    ]
    return Table(columns, rows, caption=_("Refunds that wait for the provider")) if rows else None


class WaitingRefundForm(forms.Form):
    """What is to be done about a refund that is not confirmed."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is to be done"),
        choices=[
            ("again", gettext_lazy("The provider is asked again, now")),
            ("give up", gettext_lazy("Nothing was paid back; I have looked it up at the provider")),
        ],
        widget=forms.RadioSelect,
        initial="again",
    )
    note = NoteField(label=gettext_lazy("Why"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("what") == "give up" and not self.cleaned_data.get("note"):
            self.add_error("note", _("Say why, and what the provider’s page says."))
        return self.cleaned_data


class AskedRefundView(FormPage):
    """A refund that the provider has not confirmed: asked for again, or given up."""

    needs = (SEE_MONEY, REFUND)
    header_icon = "warning"
    page_title = gettext_lazy("A refund that waits for the provider")
    button = gettext_lazy("Do it")
    form_class = WaitingRefundForm

    def path(self) -> list[tuple[str, str]]:
        return [(reverse("desk_waiting"), _("Payments to look at"))]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = AskedRefund.objects.select_related("charge__order", "staff")
        self.asked = get_object_or_404(found, pk=kwargs["refund"])
        self.introduction = _("%(amount)s of order %(order)s, asked of %(provider)s by %(who)s: %(why)s") % {
            "amount": shown(self.asked.money),
            "order": self.asked.charge.order.reference,
            "provider": name_of_provider(self.asked.charge.provider),
            "who": self.asked.staff,
            "why": self.asked.reason,
        }
        if self.asked.problem:
            self.introduction += f" – {refusal_in_words(self.asked)}"

    def act(self, form: Any) -> HttpResponse:
        """Do it, once."""
        url, now = self.path()[0][0], timezone.now()
        if form.cleaned_data["what"] == "give up":
            is_done = give_up(self.asked, staff=self.request.user, now=now, note=form.cleaned_data["note"])
            said = _("Done.") if is_done else _("This refund is settled already; nothing has changed.")
            return self.done(said, url)
        till = pays_back(self.asked.charge, providers())
        if till is None:
            raise ValidationError(
                _("The provider is not set up any more; look the refund up on its page, and give it up here.")
            )
        return answered(self.request, ask_again(self.asked, till, now=now, seconds=SECONDS), url)
