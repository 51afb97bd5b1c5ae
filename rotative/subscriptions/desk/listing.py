"""The list of subscribers: search, filters, and pages that cost the same however far one goes."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.accounts.models import User
from rotative.subscriptions.desk.accounts import account_for, account_with
from rotative.subscriptions.desk.pages import DeskMixin
from rotative.subscriptions.desk.searching import find
from rotative.subscriptions.models import Organisation, Plan, Subscription
from rotative.subscriptions.models.subscription import STATES
from rotative.subscriptions.paper_time import paper_time
from rotative.subscriptions.states import READING, State

A_PAGE = 50
SOON = {"7": 7, "30": 30}


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("E-mail address, name, telephone, receipt, order, transaction."),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    plan = forms.ModelChoiceField(Plan.objects.all(), label=gettext_lazy("Plan"), required=False)
    soon = forms.ChoiceField(label=gettext_lazy("Ends"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = [("", _("All"))]
        self.fields["state"].choices = every + STATES  # type: ignore[attr-defined]
        self.fields["kind"].choices = every + Subscription.Kind.choices  # type: ignore[attr-defined]
        self.fields["soon"].choices = [  # type: ignore[attr-defined]
            ("", _("Whenever")),
            ("7", _("Within 7 days")),
            ("30", _("Within 30 days")),
        ]


def narrowed(wanted: dict[str, Any], now: datetime) -> "QuerySet[Subscription]":
    """Return the subscriptions that the filters leave, the newest first; the search is not one of them."""
    rows = Subscription.objects.select_related("holder", "organisation", "plan").order_by("-pk")
    for name in ("state", "kind", "plan"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("soon"):
        until = now + timedelta(days=SOON[wanted["soon"]])
        rows = rows.filter(state__in=READING, ends_at__gte=now, ends_at__lt=until)
    return rows


class SubscribersView(DeskMixin, View):
    """The list, for those who look after subscribers."""

    template_name = "subscriptions/desk/subscribers.html"
    page_title = gettext_lazy("Subscribers")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of it."""
        form = FilterForm(request.GET)
        wanted = form.cleaned_data if form.is_valid() else {}
        rows = narrowed(wanted, timezone.now())
        strangers: list[User | Organisation] = []
        if wanted.get("q"):
            found = find(wanted["q"])
            rows, strangers = found.subscriptions(rows), found.without_subscription()
        if wanted.get("before"):
            rows = rows.filter(pk__lt=wanted["before"])
        page = list(rows[: A_PAGE + 1])
        context = self.get_context_data(
            form=form,
            table=subscriptions_table(page[:A_PAGE]) if page else None,
            strangers=[account_for(owner) for owner in strangers],
            next_page=_next(request, page),
            is_narrowed=any(wanted.values()),
            export_query=urlencode({k: v for k, v in request.GET.items() if v and k not in ("before", "q")}),
        )
        return self.render_to_response(context)


def _next(request: HttpRequest, page: list[Subscription]) -> str:
    if len(page) <= A_PAGE:
        return ""
    query = {name: value for name, value in request.GET.items() if value and name != "before"}
    return "?" + urlencode({**query, "before": page[A_PAGE - 1].pk})


class LinkColumn(Column):
    """A text that leads to a page; ``accessor`` gives both."""

    cell_template_name = "subscriptions/desk/link_cell.html"


class TagColumn(Column):
    """The state of a subscription, so that one sees which ones read."""

    cell_template_name = "subscriptions/desk/tag_cell.html"


def day(moment: datetime | None) -> str:
    """Return a moment's day by the paper's clock, as it is read."""
    return date_format(paper_time(moment), "DATE_FORMAT") if moment else "–"


def _whose(subscription: Subscription) -> tuple[str, str]:
    account = account_with(subscription)
    return (account.name, account.url) if account else (_("The reader has gone"), "")


def _state(subscription: Subscription) -> tuple[str, bool]:
    return subscription.get_state_display(), State(subscription.state) in READING


def subscriptions_table(rows: list[Subscription]) -> Table:
    """Return subscriptions as a table."""
    columns = [
        LinkColumn("who", label=_("Subscriber"), accessor=_whose),
        Column(
            "address", label=_("E-mail address"), accessor=lambda one: one.holder.email if one.holder else ""
        ),
        TagColumn("state", label=_("State"), accessor=_state),
        Column("plan", label=_("Plan"), accessor=lambda one: one.plan.name),
        Column("kind", label=_("Kind"), accessor=lambda one: one.get_kind_display()),
        Column("end", label=_("Ends"), accessor=lambda one: day(one.ends_at)),
    ]
    return Table(columns, rows, caption=_("Subscribers"))


def list_address(**wanted: Any) -> str:
    """Return the list, narrowed."""
    return f"{reverse('desk_subscribers')}?{urlencode(wanted)}"
