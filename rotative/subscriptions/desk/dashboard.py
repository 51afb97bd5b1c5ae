"""The dashboard: how many read, who came and went, what came in, which terms end soon."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.subscriptions.desk.account_page import shown
from rotative.subscriptions.desk.figures import Income, Week, by_state, ending_soon, income, months, weeks
from rotative.subscriptions.desk.listing import list_address
from rotative.subscriptions.desk.pages import SEE_MONEY, DeskMixin
from rotative.subscriptions.desk.plots import Plot, Series, draw
from rotative.subscriptions.models.subscription import STATES
from rotative.subscriptions.money import Money, total
from rotative.subscriptions.states import READING
from rotative.subscriptions.wording import name_of_provider


class DashboardView(DeskMixin, View):
    """The figures, each as a plot and as a table; for those who may see money."""

    needs = (SEE_MONEY,)
    header_icon = "view"
    page_title = gettext_lazy("Subscriptions")
    template_name = "subscriptions/desk/dashboard.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them as they are now."""
        now = timezone.now()
        counts = by_state()
        lately, soon, came_in = weeks(now), ending_soon(now), income(now)
        context = self.get_context_data(
            reading=number_format(sum(counts.get(state, 0) for state in READING), force_grouping=True),
            states=_states_table(counts),
            weeks_plot=_weeks_plot(lately),
            weeks_table=_weeks_table(lately),
            soon_plot=_soon_plot(soon),
            soon_table=_soon_table(soon),
            soon_address=list_address(soon="30"),
            income_plots=_income_plots(came_in, months(now)),
            income_table=_income_table(came_in) if came_in else None,
            months=[(f"{month:%Y-%m}", _month(month)) for month in reversed(months(now))],
        )
        return self.render_to_response(context)


def _day(day: date) -> str:
    return date_format(day, "j/n")


def _month(month: date) -> str:
    return date_format(month, "F Y")


def _table(caption: str, rows: list[Any], *columns: tuple[str, Any]) -> Table:
    return Table(
        [
            Column(f"column{number}", label=label, accessor=value)
            for number, (label, value) in enumerate(columns)
        ],
        rows,
        caption=caption,
    )


def _states_table(counts: dict[Any, int]) -> Table:
    rows = [(label, counts[state]) for state, label in STATES if counts.get(state)]
    return _table(
        _("By state"),
        rows,
        (_("State"), lambda row: row[0]),
        (_("Subscriptions"), lambda row: number_format(row[1], force_grouping=True)),
    )


def _weeks_plot(found: list[Week]) -> Plot:
    series = [
        Series(_("new"), [week.new for week in found]),
        Series(_("lost"), [week.lost for week in found]),
    ]
    return draw(_("New and lost by week"), [_day(week.monday) for week in found], series)


def _weeks_table(found: list[Week]) -> Table:
    return _table(
        _("New and lost by week"),
        found,
        (_("Week from"), lambda week: _day(week.monday)),
        (_("New"), lambda week: week.new),
        (_("Lost"), lambda week: week.lost),
    )


def _soon_plot(found: list[tuple[date, int]]) -> Plot:
    places = [_day(monday) for monday, _count in found]
    return draw(_("Terms that end soon"), places, [Series(_("terms"), [count for _monday, count in found])])


def _soon_table(found: list[tuple[date, int]]) -> Table:
    return _table(
        _("Terms that end soon"),
        found,
        (_("Week from"), lambda row: _day(row[0])),
        (_("Terms"), lambda row: row[1]),
    )


def _income_plots(found: list[Income], shown_months: list[date]) -> list[Plot]:
    """A plot for each currency: amounts of two currencies have no common height."""
    plots = []
    for currency in sorted({one.balance.currency for one in found}):
        amounts = {
            (one.month, one.provider): one.balance.amount for one in found if one.balance.currency == currency
        }
        providers = sorted({provider for _month_of, provider in amounts})
        series = [
            Series(name_of_provider(name), [amounts.get((month, name), 0) for month in shown_months])
            for name in providers
        ]
        title = _("Income by month in %(currency)s") % {"currency": currency}
        plots.append(draw(title, [date_format(month, "n/y") for month in shown_months], series))
    return plots


def _income_table(found: list[Income]) -> Table:
    rows: list[tuple[str, str, Money, int]] = []
    for month in sorted({one.month for one in found}, reverse=True):
        of_month = [one for one in found if one.month == month]
        rows += [
            (_month(month), name_of_provider(one.provider), one.balance, one.charges) for one in of_month
        ]
        for currency in sorted({one.balance.currency for one in of_month}):
            same = [one for one in of_month if one.balance.currency == currency]
            balance = total([one.balance for one in same], currency)
            rows.append((_month(month), _("All"), balance, sum(one.charges for one in same)))
    return _table(
        _("Income by month and provider, less what was paid back"),
        rows,
        (_("Month"), lambda row: row[0]),
        (_("Paid with"), lambda row: row[1]),
        (_("Income"), lambda row: shown(row[2])),
        (_("Payments"), lambda row: number_format(row[3], force_grouping=True)),
    )
