"""Tables to take away, line by line so that no memory holds them: the payments of a month, the subscribers."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import View

from rotative.subscriptions.bookkeeping import ledger_csv
from rotative.subscriptions.desk.figures import after
from rotative.subscriptions.desk.listing import FilterForm, narrowed
from rotative.subscriptions.desk.pages import LOOK_AFTER, SEE_MONEY, DeskMixin
from rotative.subscriptions.models import Subscription
from rotative.subscriptions.paper_time import paper_time

COLUMNS = [
    "email",
    "first_name",
    "last_name",
    "phone",
    "organisation",
    "kind",
    "plan",
    "state",
    "started",
    "ends",
]
# A spreadsheet takes what begins so for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _as_file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


class PaymentsExport(DeskMixin, View):
    """The ledger of a month."""

    needs = (SEE_MONEY,)
    page_title = gettext_lazy("Payments")

    def get(self, request: HttpRequest, month: str) -> StreamingHttpResponse:
        """Hand it over. Raises Http404 for what is no month."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", month)
        if not found or not 1 <= int(found[2]) <= 12 or not 2000 <= int(found[1]) <= 9998:
            raise Http404
        first = date(int(found[1]), int(found[2]), 1)
        lines = ledger_csv(first, after(first) - timedelta(days=1))
        return _as_file(lines, f"paiements-{month}.csv")


class SubscribersExport(DeskMixin, View):
    """The subscribers, narrowed as the list was."""

    needs = (LOOK_AFTER,)
    page_title = gettext_lazy("Subscribers")

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Hand them over."""
        form = FilterForm(request.GET)
        now = timezone.now()
        rows = narrowed(form.cleaned_data if form.is_valid() else {}, now)
        return _as_file(subscribers_csv(rows), f"abonnes-{paper_time(now):%Y-%m-%d}.csv")


def subscribers_csv(rows: "QuerySet[Subscription]") -> Iterator[str]:
    """Give subscriptions line by line (RFC 4180), the holders' names kept from being formulas."""
    yield _line(COLUMNS)
    for one in rows.iterator(chunk_size=2000):
        holder = one.holder
        people = [holder.email, holder.first_name, holder.last_name, holder.phone] if holder else [""] * 4
        typed = [*people, str(one.organisation or ""), one.kind, one.plan.name, one.state]
        yield _line([*map(_text, typed), _day(one.started_at), _day(one.ends_at)])


def _day(moment: datetime | None) -> str:
    return paper_time(moment).date().isoformat() if moment else ""


def _text(typed: Any) -> str:
    return f"'{typed}" if str(typed).startswith(_FORMULA) else str(typed)


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
