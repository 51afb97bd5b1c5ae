"""How the moderation goes: each figure as a plot and as a table."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.discussion.desk.figures import Tally, figures
from rotative.discussion.desk.pages import ModerationMixin, queue_page
from rotative.discussion.desk.wording import RULE_NAMES
from rotative.discussion.explaining import duration
from rotative.discussion.models import Act
from rotative.subscriptions.desk.plots import Plot, Series, draw


class StatisticsView(ModerationMixin, View):
    """The figures of the last twelve weeks."""

    header_icon = "view"
    page_title = gettext_lazy("Statistics of the moderation")
    template_name = "discussion/desk/statistics.html"

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them as they are now."""
        found = figures(timezone.now())
        rules = {name: found.by_rule[name] for name in RULE_NAMES if name in found.by_rule}
        context = self.get_context_data(
            median=waited(found.whole),
            weeks_plot=_plot(found.by_week),
            weeks_table=_table(
                _("By week"),
                [(_day(monday), tally) for monday, tally in found.by_week.items()],
                _("Week from"),
            ),
            rules_table=_table(
                _("By rule"), [(str(RULE_NAMES[name]), tally) for name, tally in rules.items()], _("Rule")
            ),
            moderators_table=_table(
                _("By moderator"), sorted(found.by_moderator.items()), _("Moderator"), of_people=True
            ),
        )
        return self.render_to_response(context)


def waited(tally: Tally) -> str:
    """Return the median of how long what waited had waited; a dash where nothing did."""
    return duration(max(1, round(tally.median / timedelta(seconds=1)))) if tally.median is not None else "–"


def _day(day: date) -> str:
    return date_format(day, "j/n")


def _plot(weeks: dict[date, Tally]) -> Plot:
    acts = [
        (_("published by the rules"), Act.PUBLISHED),
        (_("held by the rules"), Act.HELD),
        (_("refused by the rules"), Act.REFUSED),
    ]
    series = [Series(label, [tally.acts.get(act, 0) for tally in weeks.values()]) for label, act in acts]
    return draw(_("Contributions by week"), [_day(monday) for monday in weeks], series)


def _table(
    caption: str, rows: list[tuple[str, Tally]], head: str, *, of_people: bool = False
) -> Table | None:
    acts: list[tuple[str, str]] = [
        (_("Approved"), Act.APPROVED),
        (_("Rejected"), Act.REJECTED),
    ]
    if not of_people:
        acts = [
            (pgettext("contributions", "Published"), Act.PUBLISHED),
            (_("Held"), Act.HELD),
            (_("Refused"), Act.REFUSED),
            *acts,
        ]
    columns = [
        Column("what", label=head, accessor=lambda row: row[0]),
        *(Column(act, label=label, accessor=_number_of(act)) for label, act in acts),
        Column("median", label=_("Median wait"), accessor=lambda row: waited(row[1])),
    ]
    return Table(columns, rows, caption=caption) if rows else None


def _number_of(act: str) -> Any:
    return lambda row: number_format(row[1].acts.get(act, 0), force_grouping=True)
