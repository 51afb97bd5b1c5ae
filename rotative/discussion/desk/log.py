"""The log: every decision, of the rules and of people, to be read and to be taken away as a table."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.accounts.models import User
from rotative.discussion.desk.pages import ModerationMixin, queue_page
from rotative.discussion.desk.wording import RULE_NAMES
from rotative.discussion.models import Act, Decision
from rotative.subscriptions.desk.listing import LinkColumn
from rotative.subscriptions.paper_time import paper_time

A_PAGE = 50
COLUMNS = ["moment", "act", "by", "rule", "reason", "contribution", "contributor", "article", "undoes"]
# A spreadsheet takes what begins so for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class LogFilter(forms.Form):
    """What the log is narrowed to."""

    act = forms.ChoiceField(label=gettext_lazy("What was decided"), required=False)
    by = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("By whom"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = [("", _("All"))]
        self.fields["act"].choices = every + Act.choices  # type: ignore[attr-defined]
        staff = User.objects.filter(groups__permissions__codename="moderate").distinct()
        self.fields["by"].queryset = staff.order_by("email")  # type: ignore[attr-defined]


def narrowed(wanted: dict[str, Any]) -> QuerySet[Decision]:
    """Return the decisions that the filters leave, the newest first."""
    rows = Decision.objects.order_by("-pk")
    if wanted.get("act"):
        rows = rows.filter(act=wanted["act"])
    if wanted.get("by"):
        rows = rows.filter(by=wanted["by"])
    return rows


class LogView(ModerationMixin, View):
    """A page of the log."""

    template_name = "discussion/desk/log.html"
    header_icon = "list-ul"
    page_title = gettext_lazy("Log of decisions")

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it. Raises Http404 for filters that are none."""
        form = LogFilter(request.GET)
        if not form.is_valid():
            raise Http404
        rows = narrowed(form.cleaned_data)
        if form.cleaned_data["before"]:
            rows = rows.filter(pk__lt=form.cleaned_data["before"])
        page = list(rows.select_related("by", "contributor")[: A_PAGE + 1])
        query = request.GET.copy()
        query.pop("before", None)
        export = query.urlencode()
        if len(page) > A_PAGE:
            query["before"] = str(page[A_PAGE - 1].pk)
        context = self.get_context_data(
            form=form,
            table=log_table(page[:A_PAGE]),
            next_page=f"?{query.urlencode()}" if len(page) > A_PAGE else "",
            export_query=export,
        )
        return self.render_to_response(context)


class LogExport(ModerationMixin, View):
    """The log as CSV, narrowed as it was."""

    page_title = gettext_lazy("Log of decisions")

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Hand it over, line by line."""
        form = LogFilter(request.GET)
        rows = narrowed(form.cleaned_data if form.is_valid() else {})
        answer = StreamingHttpResponse(log_csv(rows), content_type="text/csv; charset=utf-8")
        name = f"decisions-{paper_time(timezone.now()):%Y-%m-%d}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer


def log_csv(rows: QuerySet[Decision]) -> Iterator[str]:
    """Give decisions line by line (RFC 4180), what people typed kept from being formulas."""
    yield _line(COLUMNS)
    found = rows.select_related("by", "contributor", "discussion")
    for one in found.iterator(chunk_size=2000):
        yield _line(
            [
                one.made_at.isoformat(),
                one.act,
                one.by.email if one.by else "",
                one.rule,
                _text(one.reason),
                str(one.contribution_id or ""),
                _text(one.contributor.public_name if one.contributor else ""),
                str(one.discussion.article_id if one.discussion else ""),
                str(one.undoes_id or ""),
            ]
        )


def _text(typed: str) -> str:
    typed = re.sub(r"\s+", " ", typed)
    return f"'{typed}" if typed.startswith(_FORMULA) else typed


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def log_table(rows: list[Decision]) -> Table | None:
    """Return decisions as a table; None where there are none."""
    columns = [
        Column("when", label=_("When"), accessor=lambda one: moment(one.made_at)),
        Column("what", label=_("What was decided"), accessor=lambda one: one.get_act_display()),
        Column("who", label=_("By whom"), accessor=_by),
        LinkColumn("about", label=_("About"), accessor=_about),
        Column("why", label=_("Why"), accessor=lambda one: one.reason or RULE_NAMES.get(one.rule, one.rule)),
    ]
    return Table(columns, rows, caption=_("Log of decisions")) if rows else None


def moment(at: datetime) -> str:
    """Return a moment by the paper's clock, as it is read."""
    return date_format(paper_time(at), "SHORT_DATETIME_FORMAT")


def _by(one: Decision) -> str:
    if one.by is not None:
        return str(one.by)
    return _("its author") if one.act in (Act.EDITED, Act.WITHDRAWN) else _("the rules")


def _about(one: Decision) -> tuple[str, str]:
    name = one.contributor.public_name if one.contributor else ""
    if one.contribution_id:
        return name or _("A reader who has left"), reverse(
            "moderation_contribution", args=[one.contribution_id]
        )
    if one.contributor_id:
        return name, reverse("moderation_person", args=[one.contributor_id])
    return "–", ""
