"""A contribution in its context: its thread, its article, its author's history, what was decided about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import View

from rotative.discussion.desk.acting import REASONS
from rotative.discussion.desk.cards import cards, histories, sanction_url
from rotative.discussion.desk.log import log_table
from rotative.discussion.desk.pages import ModerationMixin, queue_page
from rotative.discussion.desk.queue import keys_enabled
from rotative.discussion.models import Contribution, Contributor, Decision, Report, Sanction

AROUND = 60  # contributions of a thread that are shown, and of a person
LOGGED = 50

_ROWS = Contribution.objects.select_related(
    "author__user",
    "discussion__article__locale",
    "discussion__article__section",
    "parent__author",
    "taken_by",
)


class ContributionView(ModerationMixin, View):
    """Everything about a contribution."""

    template_name = "discussion/desk/contribution.html"
    page_title = gettext_lazy("A contribution in its context")

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def get(self, request: HttpRequest, contribution: int) -> HttpResponse:
        """Show it."""
        row = get_object_or_404(_ROWS, pk=contribution)
        thread = _ROWS.filter(thread=row.root_id) | _ROWS.filter(pk=row.root_id)
        decisions = Decision.objects.filter(contribution=row).select_related("by", "contributor")
        context = self.get_context_data(
            card=cards([row], me=self.me, now=timezone.now())[0],
            thread=list(thread.order_by("created_at", "pk")[:AROUND]),
            log=log_table(list(decisions[:LOGGED])),
            decided_reports=Report.objects.filter(contribution=row).exclude(decided_at=None),
            reasons=REASONS,
            here=request.get_full_path(),
            keys_enabled=keys_enabled(self.me),
        )
        return self.render_to_response(context)


class PersonView(ModerationMixin, View):
    """Somebody who takes part: history, sanctions, latest contributions, what was decided about her."""

    template_name = "discussion/desk/person.html"
    person: Contributor

    def get_page_title(self) -> str:
        return self.person.public_name

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def get(self, request: HttpRequest, contributor: int) -> HttpResponse:
        """Show the page."""
        self.person = get_object_or_404(Contributor.objects.select_related("user"), pk=contributor)
        decisions = Decision.objects.filter(contributor=self.person).exclude(by=None)
        context = self.get_context_data(
            person=self.person,
            history=histories([self.person.pk]).get(self.person.pk),
            earlier_names=list(self.person.earlier_names.order_by("-changed_at")[:LOGGED]),
            sanctions=Sanction.objects.filter(contributor=self.person)
            .select_related("by", "section")
            .order_by("-imposed_at")[:LOGGED],
            sanction_url=sanction_url(self.person),
            rows=list(_ROWS.filter(author=self.person).order_by("-created_at")[:AROUND]),
            log=log_table(list(decisions.select_related("by", "contributor")[:LOGGED])),
            is_self=self.person.user_id == self.me.pk,
        )
        return self.render_to_response(context)
