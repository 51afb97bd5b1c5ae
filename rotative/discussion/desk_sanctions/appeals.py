"""Appeals against sanctions: another moderator than who imposed it answers."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, Table

from rotative.discussion.desk_sanctions.imposing import facts_of, sanctions_table
from rotative.discussion.desk_sanctions.pages import (
    SHOWN,
    ActPage,
    ListPage,
    ReasonField,
    appeals_page,
    moment,
    staff_of,
)
from rotative.discussion.models import Sanction
from rotative.discussion.sanctioning import BARS, decide_appeal, may_decide_appeal
from rotative.subscriptions.desk.listing import LinkColumn

ROWS = Sanction.objects.select_related("contributor__user", "section", "by", "contribution")


class AppealsView(ListPage):
    """Appeals that wait, the oldest first; those that were answered; who cannot write at present."""

    page_title = gettext_lazy("Sanctions and appeals")

    def lists(self) -> list[tuple[str, Table | None]]:
        waiting = ROWS.filter(appealed_at__isnull=False, appeal_decided_at=None).order_by("appealed_at")
        answered = ROWS.exclude(appeal_decided_at=None).order_by("-appeal_decided_at")
        holding = ROWS.filter(kind__in=BARS, lifted_at=None).exclude(until__lte=timezone.now())
        return [
            (_("Appeals that wait for an answer"), self._appeals(list(waiting[:SHOWN]))),
            (_("People who cannot write"), self._people(list(holding.order_by("-imposed_at")[:SHOWN]))),
            (_("Appeals that were answered"), self._appeals(list(answered[:50]))),
        ]

    def _appeals(self, rows: list[Sanction]) -> Table | None:
        by = staff_of(self.request)

        def way(one: Sanction) -> tuple[str, str]:
            may = one.appeal_decided_at is None and may_decide_appeal(one, by)
            return one.contributor.public_name, reverse("discussion_appeal", args=[one.pk]) if may else ""

        def outcome(one: Sanction) -> str:
            if one.appeal_decided_at is None:
                return "" if may_decide_appeal(one, by) else _("a colleague answers")
            return _("upheld") if one.appeal_is_upheld else _("the decision stands")

        columns = [
            LinkColumn("who", label=_("Person"), accessor=way),
            Column("kind", label=_("Sanction"), accessor=lambda one: one.get_kind_display()),
            Column("by", label=_("Imposed by"), accessor=lambda one: str(one.by or "–")),
            Column("appealed", label=_("Appealed"), accessor=lambda one: moment(one.appealed_at)),
            Column("outcome", label=_("Outcome"), accessor=outcome),
        ]
        return Table(columns, rows) if rows else None

    def _people(self, rows: list[Sanction]) -> Table | None:
        columns = [
            LinkColumn(
                "who",
                label=_("Person"),
                accessor=lambda one: (
                    one.contributor.public_name,
                    reverse("discussion_person_sanction", args=[one.contributor_id]),
                ),
            ),
            Column("kind", label=_("Sanction"), accessor=lambda one: one.get_kind_display()),
            Column(
                "section", label=_("Section"), accessor=lambda one: one.section.title if one.section else "–"
            ),
            Column("until", label=_("Until"), accessor=lambda one: moment(one.until)),
        ]
        return Table(columns, rows) if rows else None


class AppealForm(forms.Form):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[
            (
                "upheld",
                gettext_lazy("The appeal is right: the sanction ends, what it took down is there again"),
            ),
            ("stands", gettext_lazy("The decision stands")),
        ],
        widget=forms.RadioSelect,
    )
    answer = ReasonField(label=gettext_lazy("Answer, which the person reads"))


class AppealView(ActPage):
    """Answers an appeal."""

    page_title = gettext_lazy("Answer an appeal")
    button = gettext_lazy("Send the answer")
    form_class = AppealForm

    def path(self) -> list[tuple[str, str]]:
        return [appeals_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.sanction = get_object_or_404(ROWS.exclude(appealed_at=None), pk=kwargs["sanction"])

    def about(self) -> list[tuple[str, Any]]:
        return [*facts_of(self.sanction), (_("Appeal"), self.sanction.appeal)]

    def lists(self) -> list[tuple[str, Table | None]]:
        others = self.sanction.contributor.sanctions.exclude(pk=self.sanction.pk).select_related(
            "section", "by"
        )
        return [(_("Other sanctions"), sanctions_table(list(others.order_by("-imposed_at"))))]

    def act(self, form: Any) -> HttpResponse:
        """Answer it; who imposed the sanction is refused."""
        decide_appeal(
            self.sanction,
            by=staff_of(self.request),
            is_upheld=form.cleaned_data["outcome"] == "upheld",
            answer=form.cleaned_data["answer"],
            now=timezone.now(),
        )
        return self.done(_("The appeal is answered, and the person is told."), appeals_page()[0])
