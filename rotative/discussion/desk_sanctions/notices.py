"""Notices of illegal content, in the back office: by when each is to be decided, and the decision."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, Table

from rotative.discussion.desk_sanctions.pages import (
    SHOWN,
    ActPage,
    ListPage,
    ReasonField,
    moment,
    notices_page,
    staff_of,
)
from rotative.discussion.illegal import decide, due_at
from rotative.discussion.models import Report
from rotative.subscriptions.desk.listing import LinkColumn

ROWS = Report.objects.of_illegal_content().select_related(
    "contribution__author", "contribution__discussion__article", "decided_by"
)


class NoticesView(ListPage):
    """Notices that wait, the next deadline first, and those that were decided."""

    page_title = gettext_lazy("Notices of illegal content")
    introduction = gettext_lazy(
        "Each has a number and a receipt. Decide within three days, within one where children are abused: take down or "
        "let stand, with the reasons, which both sides read."
    )

    def lists(self) -> list[tuple[str, Table | None]]:
        waiting = sorted(ROWS.filter(decided_at=None).order_by("made_at")[:SHOWN], key=due_at)
        decided = list(ROWS.exclude(decided_at=None).order_by("-decided_at")[:50])
        now = timezone.now()

        def due(one: Report) -> str:
            return f"{moment(due_at(one))}{_(' – overdue') if due_at(one) < now else ''}"

        return [
            (
                _("To be decided"),
                _table(waiting, Column("due", label=_("By"), accessor=due)),
            ),
            (
                _("Decided"),
                _table(
                    decided,
                    Column("decided", label=_("Decided"), accessor=lambda one: moment(one.decided_at)),
                    Column("who", label=_("By"), accessor=lambda one: str(one.decided_by or "–")),
                    Column("outcome", label=_("Outcome"), accessor=outcome_of),
                ),
            ),
        ]


def _table(rows: list[Report], *more: Column) -> Table | None:
    columns = [
        LinkColumn(
            "number",
            label=_("Number"),
            accessor=lambda one: (one.number, reverse("discussion_decide_notice", args=[one.pk])),
        ),
        Column("article", label=_("Article"), accessor=lambda one: one.contribution.discussion.article.title),
        Column("made", label=_("Received"), accessor=lambda one: moment(one.made_at)),
        Column(
            "children",
            label=_("Children"),
            accessor=lambda one: _("abuse of children") if one.is_child_abuse else "",
        ),
        *more,
    ]
    return Table(columns, rows) if rows else None


def outcome_of(report: Report) -> str:
    """Return in words what was decided."""
    return _("taken down") if report.is_upheld else _("stays")


class NoticeForm(forms.Form):
    """A decision about a notice."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("down", gettext_lazy("Take it down")), ("stays", gettext_lazy("Let it stand"))],
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=gettext_lazy("Law or house rule that it goes against"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The law with its article; or the rule of the house, word for word."),
    )
    decision = ReasonField(
        label=gettext_lazy("Facts and reasons, which both sides read"),
        help_text=gettext_lazy("Do not name who sent the notice."),
    )


class DecideNoticeView(ActPage):
    """Shows a notice, and decides about it while nobody has."""

    page_title = gettext_lazy("Decide about a notice")
    button: Any = gettext_lazy("Decide, and tell both")
    form_class = NoticeForm

    def path(self) -> list[tuple[str, str]]:
        return [notices_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(ROWS, pk=kwargs["report"])
        if self.report.decided_at is not None:
            self.button = ""

    def about(self) -> list[tuple[str, Any]]:
        report = self.report
        author = report.contribution.author
        facts = [
            (_("Number"), report.number),
            (_("Received"), moment(report.made_at)),
            (_("To be decided by"), moment(due_at(report))),
            (_("Sent by"), f"{report.name} {report.email}".strip() or "–"),
            (_("Explanation"), report.explanation),
            (_("Which law"), report.law or "–"),
            (_("Sexual abuse of children"), _("yes") if report.is_child_abuse else _("no")),
            (_("Article"), report.contribution.discussion.article.title),
            (_("Author"), author.public_name if author else "–"),
            (_("Contribution"), report.contribution.text),
            (_("State"), report.contribution.get_state_display()),
        ]
        if report.decided_at is not None:
            facts += [(_("Outcome"), outcome_of(report)), (_("Decision"), report.decision)]
        return facts

    def act(self, form: Any) -> HttpResponse:
        """Decide about it; sent twice, the second one is told that it has been decided."""
        data = form.cleaned_data
        decide(
            self.report,
            by=staff_of(self.request),
            is_upheld=data["outcome"] == "down",
            decision=data["decision"],
            ground=data["ground"],
            now=timezone.now(),
        )
        return self.done(_("It is decided, and both are told."), notices_page()[0])
