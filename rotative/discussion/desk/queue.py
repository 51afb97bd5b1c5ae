"""The queues: a page of cards with what can be decided about each, and about all that are ticked."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from rotative.articles.models import Article
from rotative.discussion import queues
from rotative.discussion.desk.acting import REASONS
from rotative.discussion.desk.cards import cards
from rotative.discussion.desk.pages import ModerationMixin, sees_addresses
from rotative.discussion.desk.wording import RULE_NAMES
from rotative.discussion.models import Decision, State
from rotative.discussion.queues import LABELS, Queue
from rotative.discussion.searching import Wanted, narrow
from rotative.discussion.undoing import is_undoable
from rotative.sections.models import SectionPage


class FilterForm(forms.Form):
    """What a queue is narrowed to."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    section = forms.ModelChoiceField(
        SectionPage.objects.none(), label=gettext_lazy("Section"), required=False
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Rule"), required=False)
    article = forms.IntegerField(required=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sees_addresses: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = [("", _("All"))]
        self.fields["q"].help_text = (
            _("Words of the text, a public name, a headline, an e-mail address.")
            if sees_addresses
            else _("Words of the text, a public name, a headline.")
        )
        self.fields["section"].queryset = SectionPage.objects.order_by("path")  # type: ignore[attr-defined]
        self.fields["state"].choices = every + State.choices  # type: ignore[attr-defined]
        self.fields["rule"].choices = every + list(RULE_NAMES.items())  # type: ignore[attr-defined]


class QueueView(ModerationMixin, View):
    """A page of a queue."""

    template_name = "discussion/desk/queue.html"
    page_title = gettext_lazy("Discussion")
    queue: Queue

    def get_page_title(self) -> str:
        return str(LABELS[self.queue])

    def path(self) -> list[tuple[str, str]]:
        return [(reverse("moderation_queue", args=["review"]), _("Discussion"))]

    def get(self, request: HttpRequest, queue: str) -> HttpResponse:
        """Show it. Raises Http404 for a queue that there is not, and for a page that is none."""
        if queue not in set(Queue):
            raise Http404
        self.queue, now = Queue(queue), timezone.now()
        form = FilterForm(request.GET, sees_addresses=sees_addresses(self.me))
        given = form.cleaned_data if form.is_valid() else {}
        wanted = Wanted(
            words=given.get("q", ""),
            state=given.get("state", ""),
            rule=given.get("rule", ""),
            article=given.get("article"),
            section=given.get("section"),
            sees_addresses=sees_addresses(self.me),
        )
        try:
            page = queues.page(self.queue, narrow(queues.rows_of(self.queue), wanted), given.get("after", ""))
        except (ValueError, OverflowError):
            raise Http404 from None
        context = self.get_context_data(
            form=form,
            queue=self.queue.value,
            tabs=_tabs(self.queue),
            cards=cards(page.rows, me=self.me, now=now),
            next_page=_address(request, after=page.after) if page.after else "",
            here=request.get_full_path(),
            is_narrowed=any(value for name, value in given.items() if name != "after"),
            article=Article.objects.filter(pk=wanted.article).first() if wanted.article else None,
            last=_last_decision(self.me),
            reasons=REASONS,
            keys_enabled=keys_enabled(self.me),
        )
        return self.render_to_response(context)


def _tabs(current: Queue) -> list[dict[str, Any]]:
    numbers = queues.counts()
    return [
        {
            "label": LABELS[queue],
            "url": reverse("moderation_queue", args=[queue.value]),
            "count": numbers[queue] if numbers[queue] <= queues.COUNTED else f"{queues.COUNTED}+",
            "is_current": queue is current,
        }
        for queue in Queue
    ]


def _address(request: HttpRequest, **more: str) -> str:
    query = {name: value for name, value in request.GET.items() if value}
    return "?" + urlencode(query | more)


def _last_decision(user: Any) -> Decision | None:
    """The moderator's last decision, while it can be taken back."""
    last = Decision.objects.filter(by=user).select_related("contribution__author").order_by("-pk").first()
    return last if last is not None and is_undoable(last) else None


def keys_enabled(user: Any) -> bool:
    """Whether somebody wants keys for acts: single keys can be switched off (WCAG 2.1.4), in the account."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(getattr(profile, "keyboard_shortcuts", True))
