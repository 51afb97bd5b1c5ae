"""Imposes and lifts sanctions, in the back office."""

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
    ActPage,
    MomentField,
    ReasonField,
    appeals_page,
    moment,
    staff_of,
)
from rotative.discussion.models import Contributor, Sanction
from rotative.discussion.sanctioning import Kind, Terms, impose, lift
from rotative.sections.models import SectionPage
from rotative.subscriptions.desk.listing import LinkColumn

# A removal follows from a notice of illegal content.
KINDS = [choice for choice in Kind.choices if choice[0] != Kind.REMOVAL]


class SanctionForm(forms.Form):
    """What is imposed. ``seen``: how many sanctions the form's reader knew of; sent twice, it finds one more."""

    kind = forms.ChoiceField(label=gettext_lazy("Sanction"), choices=KINDS, widget=forms.RadioSelect)
    reason = ReasonField(label=gettext_lazy("Reason, which the person reads"))
    section = forms.ModelChoiceField(
        SectionPage.objects.live().order_by("path"),
        label=gettext_lazy("Only in the section"),
        required=False,
        empty_label=gettext_lazy("In all sections"),
    )
    until = MomentField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Of a suspension, or of reading before publication."),
    )
    removes = forms.BooleanField(
        label=gettext_lazy("Take down what the person wrote"),
        required=False,
        help_text=gettext_lazy(
            "With an exclusion only. It is gone from the pages at once; the reason is the same."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ImposeView(ActPage):
    """Imposes a sanction upon somebody."""

    page_title = gettext_lazy("Impose a sanction")
    button = gettext_lazy("Impose it")
    introduction = gettext_lazy(
        "The person is told by mail and on her page, and may appeal. A sanction takes away writing, never reading."
    )

    def path(self) -> list[tuple[str, str]]:
        return [appeals_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.contributor = get_object_or_404(
            Contributor.objects.select_related("user"), pk=kwargs["contributor"]
        )

    def form(self, **typed: Any) -> Any:
        """Return the form, with what is known in it."""
        return SanctionForm(initial={"seen": self.contributor.sanctions.count()}, **typed)

    def about(self) -> list[tuple[str, Any]]:
        user = self.contributor.user
        return [
            (_("Public name"), self.contributor.public_name),
            (_("Name"), user.get_full_name() if user else "–"),
            (_("E-mail address"), user.email if user else "–"),
        ]

    def lists(self) -> list[tuple[str, Table | None]]:
        rows = self.contributor.sanctions.select_related("section", "by").order_by("-imposed_at")
        return [(_("Sanctions so far"), sanctions_table(list(rows)))]

    def act(self, form: Any) -> HttpResponse:
        """Impose it, unless somebody else has imposed one meanwhile."""
        data = form.cleaned_data
        here = reverse("discussion_person_sanction", args=[self.contributor.pk])
        if data["seen"] != self.contributor.sanctions.count():
            return self.done(_("A sanction was imposed since the form was opened; look at it first."), here)
        terms = Terms(data["kind"], data["reason"], data["section"], data["until"], data["removes"])
        impose(self.contributor, terms, by=staff_of(self.request), now=timezone.now())
        return self.done(_("It is imposed, and the person is told."), here)


class LiftForm(forms.Form):
    """Why a sanction ends."""

    reason = ReasonField(label=gettext_lazy("Reason, which the person reads"))


class LiftView(ActPage):
    """Ends a sanction before its time."""

    page_title = gettext_lazy("Lift a sanction")
    button = gettext_lazy("Lift it")
    form_class = LiftForm
    introduction = gettext_lazy("What was taken down stays down; it can be approved by itself.")

    def path(self) -> list[tuple[str, str]]:
        return [appeals_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Sanction.objects.select_related("contributor__user", "section", "by")
        self.sanction = get_object_or_404(rows, pk=kwargs["sanction"])

    def about(self) -> list[tuple[str, Any]]:
        return facts_of(self.sanction)

    def act(self, form: Any) -> HttpResponse:
        """Lift it, once."""
        reason = form.cleaned_data["reason"]
        is_done = lift(self.sanction, by=staff_of(self.request), reason=reason, now=timezone.now())
        said = _("It is lifted, and the person is told.") if is_done else _("It had been lifted already.")
        return self.done(said, reverse("discussion_person_sanction", args=[self.sanction.contributor_id]))


def facts_of(sanction: Sanction) -> list[tuple[str, Any]]:
    """Return what is to be known of a sanction, as labels and texts."""
    facts = [
        (_("Person"), sanction.contributor.public_name),
        (_("Sanction"), sanction.get_kind_display()),
        (_("Section"), sanction.section.title if sanction.section else _("In all sections")),
        (_("Until"), moment(sanction.until)),
        (_("Imposed"), f"{moment(sanction.imposed_at)} – {sanction.by or '–'}"),
        (_("Reason, which the person reads"), sanction.reason),
    ]
    if sanction.contribution is not None:
        facts.append((_("Contribution"), sanction.contribution.text))
    if sanction.ground:
        facts.append((_("Law or house rule"), sanction.ground))
    return facts


def sanctions_table(rows: list[Sanction]) -> Table | None:
    """Return a table of sanctions, with the way to lift those that hold."""

    def lifting(one: Sanction) -> tuple[str, str]:
        if one.lifted_at is not None:
            return moment(one.lifted_at), ""
        if one.kind in (Kind.MESSAGE, Kind.REMOVAL):
            return "–", ""
        return _("Lift"), reverse("discussion_sanction_lift", args=[one.pk])

    columns = [
        Column("kind", label=_("Sanction"), accessor=lambda one: one.get_kind_display()),
        Column("section", label=_("Section"), accessor=lambda one: one.section.title if one.section else "–"),
        Column("imposed", label=_("Imposed"), accessor=lambda one: moment(one.imposed_at)),
        Column("by", label=_("By"), accessor=lambda one: str(one.by or "–")),
        Column("until", label=_("Until"), accessor=lambda one: moment(one.until)),
        Column("reason", label=_("Reason"), accessor="reason"),
        Column("told", label=_("Told"), accessor=lambda one: moment(one.told_at)),
        LinkColumn("lifted", label=_("Lifted"), accessor=lifting),
    ]
    return Table(columns, rows) if rows else None
