"""The page of a subscriber: subscriptions, terms, payments, receipts, what the staff did, and the ways to act."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.subscriptions.desk.accounts import Account, account_of
from rotative.subscriptions.desk.listing import LinkColumn, day
from rotative.subscriptions.desk.pages import LOOK_AFTER, REFUND, SEE_MONEY, DeskMixin, subscribers_page
from rotative.subscriptions.desk.words import action_in_words
from rotative.subscriptions.models import LedgerEntry, Receipt, StaffAction, Subscription
from rotative.subscriptions.money import Money
from rotative.subscriptions.receipts import receipt_pdf
from rotative.subscriptions.refunding import refundable
from rotative.subscriptions.seating import seats_of
from rotative.subscriptions.states import READING, TRANSITIONS, Event, State
from rotative.subscriptions.wording import name_of_provider


def shown(money: Money) -> str:
    """Return an amount as whoever is signed in reads it."""
    return money.present(get_language() or "en")


class AccountMixin(DeskMixin):
    """A page about an account, which its address names."""

    account: Account

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.account = account_of(kwargs["kind"], kwargs["owner"])

    def path(self) -> list[tuple[str, str]]:
        return [subscribers_page(), (self.account.url, self.account.name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"account": self.account}


class AccountView(AccountMixin, View):
    """Everything about a subscriber; amounts for those only who may see money."""

    template_name = "subscriptions/desk/account.html"

    def get_page_title(self) -> str:
        return self.account.name

    def path(self) -> list[tuple[str, str]]:
        return [subscribers_page()]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        sees_money = request.user.has_perm(SEE_MONEY)
        entries = self.account.entries() if sees_money else []
        context = self.get_context_data(
            take_url=self.account.url_of("desk_take"),
            seats=_seats(self.account),
            sell_gift_url=self.account.url_of("desk_sell_gift"),
            give_url=self.account.url_of("desk_give"),
            subscriptions=[_ways(self.account, one) for one in self.account.subscriptions],
            terms=_terms(self.account),
            entries=_entries(self.account, entries, request.user.has_perm(REFUND)) if entries else None,
            actions=_actions(self.account, sees_money),
        )
        return self.render_to_response(context)


def _seats(account: Account) -> str:
    if account.organisation is None:
        return ""
    counts = {
        "taken": account.organisation.taken_seats.count(),
        "seats": seats_of(account.organisation, now=timezone.now()),
        "agreed": account.organisation.agreed_seats,
    }
    return _("%(taken)s taken of the %(seats)s that are paid now; %(agreed)s agreed") % counts


def _ways(account: Account, subscription: Subscription) -> dict[str, Any]:
    """Return what is shown of a subscription, with the forms that its state allows."""
    state = State(subscription.state)
    forms = [
        ("desk_extend", _("Add days"), (state, Event.GIVEN) in TRANSITIONS),
        (
            "desk_cancel",
            _("Cancel the subscription"),
            (state, Event.CANCELLED) in TRANSITIONS and state is not State.CANCELLED,
        ),
        ("desk_resume", _("Resume the subscription"), (state, Event.RESUMED) in TRANSITIONS),
        ("desk_seats", _("Change the seats"), account.organisation is not None and state in READING),
        ("desk_note", _("Note"), True),
    ]
    return {
        "row": subscription,
        "reads": state in READING,
        "begins": day(subscription.started_at),
        "ends": day(subscription.ends_at),
        "links": [
            (label, account.url_of(name, subscription=subscription.pk))
            for name, label, is_possible in forms
            if is_possible
        ],
    }


def _terms(account: Account) -> Table | None:
    columns = [
        Column("plan", label=_("Plan"), accessor=lambda term: term.plan.name),
        Column("source", label=_("Source"), accessor=lambda term: term.get_source_display()),
        Column("from", label=_("From"), accessor=lambda term: day(term.from_at)),
        Column("until", label=_("Until"), accessor=lambda term: day(term.until_at)),
        Column(
            "revoked",
            label=_("Taken back"),
            accessor=lambda term: day(term.revoked_at) if term.revoked_at else "",
        ),
    ]
    rows = account.terms()
    return Table(columns, rows, caption=_("Terms")) if rows else None


def _entries(account: Account, entries: list[LedgerEntry], may_refund: bool) -> Table:
    def receipt(entry: LedgerEntry) -> tuple[str, str]:
        row = getattr(entry, "receipt", None)
        return (str(row), account.url_of("desk_receipt", receipt=row.pk)) if row else ("", "")

    def refund(entry: LedgerEntry) -> tuple[str, str]:
        if entry.kind != LedgerEntry.Kind.CHARGE or not refundable(entry):
            return "", ""
        return _("Refund…"), account.url_of("desk_refund", entry=entry.pk)

    columns: list[Column] = [
        Column("booked", label=_("Booked"), accessor=lambda entry: day(entry.booked_at)),
        Column("kind", label=_("Kind"), accessor=lambda entry: entry.get_kind_display()),
        Column("amount", label=_("Amount"), accessor=lambda entry: shown(entry.money)),
        Column("plan", label=_("Plan"), accessor=lambda entry: entry.order.plan.name),
        Column("provider", label=_("Paid with"), accessor=lambda entry: name_of_provider(entry.provider)),
        Column("number", label=_("Transaction"), accessor="provider_ref"),
        Column("order", label=_("Order"), accessor=lambda entry: entry.order.reference),
        LinkColumn("receipt", label=_("Receipt"), accessor=receipt),
    ]
    if may_refund:
        columns.append(LinkColumn("refund", label=_("Refund"), accessor=refund))
    return Table(columns, entries, caption=_("Payments"))


def _actions(account: Account, sees_money: bool) -> Table | None:
    def amount(action: StaffAction) -> str:
        return shown(Money(action.amount, action.currency)) if action.amount is not None else ""

    columns: list[Column] = [
        Column("at", label=_("When"), accessor=lambda action: day(action.at)),
        Column("who", label=_("Who"), accessor=lambda action: str(action.who)),
        Column("what", label=_("What"), accessor=lambda action: action_in_words(action.what)),
    ]
    if sees_money:
        columns.append(Column("amount", label=_("Amount"), accessor=amount))
    columns.append(Column("note", label=_("Note"), accessor="note"))
    rows = [action for action in account.actions() if sees_money or action.amount is None]
    return Table(columns, rows, caption=_("What the staff did")) if rows else None


class ReceiptView(AccountMixin, View):
    """A receipt of the account as PDF."""

    needs = (LOOK_AFTER, SEE_MONEY)
    page_title = gettext_lazy("Receipt")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand it over."""
        receipts = Receipt.objects.select_related("entry__order__plan")
        receipt = get_object_or_404(receipts, pk=kwargs["receipt"])
        if receipt.entry.order_id not in set(self.account.orders.values_list("pk", flat=True)):
            raise Http404
        answer = HttpResponse(receipt_pdf(receipt), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="recu-{receipt}.pdf"'
        return answer
