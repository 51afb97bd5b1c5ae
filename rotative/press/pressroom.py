"""The page “Press” of the back office: how the press is doing, and what it is told to print."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from rotative.press.figures import failures, figures, latest_publications
from rotative.press.forms import BELOW, PrintForm
from rotative.press.models import NOTICES, PUBLIC, PrintedPage
from rotative.press.printing import Outcome, print_pages
from rotative.press.store import StoreError
from rotative.press.touching import follow, mark_stale

PERMISSION = "press.run_press"
FAILURES_SHOWN, PUBLICATIONS_SHOWN = 50, 20


class PressMixin(WagtailAdminTemplateMixin):
    """A page for those who look after the press."""

    page_title = gettext_lazy("Press")
    header_icon = "rotative-press"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("press"), "label": _("Press")}]


class PressView(PressMixin, View):
    """The figures, the failures, the last publications, and a form that has pages printed."""

    template_name = "press/pressroom.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        return self.render_to_response(self.get_context_data(form=PrintForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Have a page printed now, or all below an address by the worker."""
        form = PrintForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        address = form.cleaned_data["address"]
        if form.cleaned_data["what"] == BELOW:
            if address == "/":
                return redirect("press_everything")
            pages = PrintedPage.objects.filter(address__startswith=address)
            messages.success(request, _told(_queue(pages)))
        elif error := _print_now(address):
            form.add_error("address", error)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        else:
            messages.success(request, _("“{address}” has been printed.").format(address=address))
        return redirect("press")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        found = figures(now)
        return super().get_context_data(**kwargs) | {
            "figures": found,
            "audiences": [(_audience(name), count) for name, count in found.pages.items()],
            "a_minute": _number(found.a_minute, 0 if found.a_minute >= 10 else 1),
            "oldest": spoken((now - found.oldest).total_seconds()) if found.oldest else "",
            "failures": _failures(),
            "failures_shown": min(found.failing, FAILURES_SHOWN),
            "publications": _publications(),
        }


class EverythingView(PressMixin, View):
    """Asks once more before every page is printed again."""

    template_name = "press/everything.html"
    page_subtitle = gettext_lazy("Print everything")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        count = PrintedPage.objects.count()
        question = ngettext("Print the {count} page again?", "Print all {count} pages again?", count).format(
            count=number_format(count)
        )
        return self.render_to_response(self.get_context_data(question=question))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put every page into the queue."""
        messages.success(request, _told(_queue(PrintedPage.objects.all())))
        return redirect("press")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Print everything")}]


def _audience(audience: str) -> str:
    names = {PUBLIC: _("public"), "subscribers": _("subscribers"), NOTICES: _("notices")}
    return names.get(audience, audience)


def _queue(pages: Any) -> int:
    now = timezone.now()
    follow(now)
    return mark_stale(pages, now)


def _told(count: int) -> str:
    return ngettext(
        "{count} page waits for the worker, which prints the most read first.",
        "{count} pages wait for the worker, which prints the most read first.",
        count,
    ).format(count=number_format(count))


def _print_now(address: str) -> str:
    """Print the page, for each of its audiences; return in words why that is not possible, or nothing."""
    known = PrintedPage.objects.filter(address=address).values_list("address", "audience")
    places = list(known.order_by("pk")) or [(address, PUBLIC)]
    try:
        outcomes = print_pages(places)
    except (DatabaseError, StoreError) as error:
        return _("The page could not be printed: {error}").format(error=error)
    if Outcome.FAILED in outcomes:
        failed = PrintedPage.objects.filter(address=address).exclude(error="").first()
        return _("The page could not be printed: {error}").format(
            error=failed.error if failed else _("the log says why.")
        )
    if set(outcomes) <= {Outcome.NOT_PRINTED, Outcome.WITHDRAWN}:
        return _("Nothing is published at “{address}”.").format(address=address)
    return ""


def spoken(seconds: float | None) -> str:
    """Return a duration as it is read out; nothing for none."""
    if seconds is None:
        return ""
    if seconds < 100:
        return _("{count} s").format(count=_number(seconds, 2 if seconds < 10 else 0))
    if seconds < 100 * 60:
        return _("{count} min").format(count=_number(seconds / 60))
    return _("{count} h").format(count=_number(seconds / 3600))


def _number(value: float, decimals: int = 0) -> str:
    # Django cuts decimals off where people round.
    return number_format(round(value, decimals), decimals)


def _time(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "H:i:s") if moment else ""


class PageColumn(Column):
    """An address that leads to the page."""

    cell_template_name = "press/page_cell.html"


class AgainColumn(Column):
    """A button that has the page printed now."""

    cell_template_name = "press/again_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}


def _column(label: str, value: Callable[[Any], Any]) -> Column:
    return Column(label, label=label, accessor=value)


def _failures() -> Table:
    columns = [
        PageColumn("address", label=_("Page"), accessor=str),
        _column(_("Error"), lambda page: page.error[:300]),
        _column(_("Attempts"), lambda page: page.failures),
        _column(_("Next attempt"), lambda page: _time(page.retry_at)),
        AgainColumn("again", label=_("Print"), accessor="address"),
    ]
    return Table(columns, failures()[:FAILURES_SHOWN], caption=_("Pages that cannot be printed"))


def _publications() -> Table:
    columns = [
        _column(
            _("Published at"), lambda row: date_format(timezone.localtime(row.committed_at), "j N, H:i:s")
        ),
        PageColumn("address", label=_("Page"), accessor="address"),
        _column(_("Pages at once"), lambda row: number_format(row.at_once)),
        _column(_("Fresh after"), lambda row: spoken(row.seconds_at_once) or _("not yet")),
        _column(_("Further pages"), lambda row: number_format(row.later)),
        _column(_("All fresh after"), lambda row: spoken(row.seconds_all) or _("not yet")),
    ]
    return Table(columns, latest_publications()[:PUBLICATIONS_SHOWN], caption=_("Last publications"))
