"""The discussion of one article: frozen, closed, opened again, read first, announced; a session of questions."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column, Table

from rotative.articles.models import Article
from rotative.authors.models import Author
from rotative.discussion.desk.log import log_table, moment
from rotative.discussion.desk.pages import ModerationForm, ModerationMixin, queue_page
from rotative.discussion.desk.rules import log_ruling
from rotative.discussion.models import Act, Contribution, Decision, Discussion, State
from rotative.discussion.rooms import open_discussion, room_of
from rotative.subscriptions.desk.listing import LinkColumn

SHOWN = 50
CLOSINGS = {
    "": gettext_lazy("open"),
    "stopped": gettext_lazy("stopped with all others"),
    "frozen": gettext_lazy("frozen"),
    "by_hand": gettext_lazy("closed by hand"),
    "by_age": gettext_lazy("closed by the age of the article"),
}


class RoomForm(forms.ModelForm[Discussion]):
    """How one discussion stands."""

    is_closed = forms.BooleanField(label=gettext_lazy("closed by hand"), required=False)

    class Meta:
        model = Discussion
        fields = (
            "is_frozen",
            "closing_message",
            "stays_open",
            "is_pre_moderated",
            "announcement",
            "questions_until",
            "answered_by",
        )
        widgets = {
            "announcement": forms.Textarea(attrs={"rows": 3}),
            "questions_until": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "answered_by": forms.CheckboxSelectMultiple,
        }

    field_order = ["is_frozen", "is_closed", "closing_message", "stays_open", "is_pre_moderated"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_closed"] = self.instance.closed_at is not None
        signs = Q(signatures__article=self.instance.article_id) | Q(pk__in=self.initial["answered_by"] or [])
        self.fields["answered_by"].queryset = Author.objects.filter(signs).distinct()  # type: ignore[attr-defined]
        self.fields["answered_by"].required = False
        self.fields["answered_by"].help_text = _("Of those who have signed the article.")
        self.fields["questions_until"].help_text = _(
            "Empty: no session. Contributions are questions until then."
        )


class RoomView(ModerationForm):
    """The page of one discussion."""

    template_name = "discussion/desk/room.html"
    page_title = gettext_lazy("The discussion of an article")

    def path(self) -> list[tuple[str, str]]:
        return [queue_page(), (reverse("moderation_rooms"), _("Articles"))]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        articles = Article.objects.select_related("locale", "section")
        self.article = get_object_or_404(articles, pk=kwargs["article"])

    def form(self, **typed: Any) -> Any:
        """Return the form about the discussion as it stands; one that is not there yet is not made for that."""
        found = Discussion.objects.filter(article=self.article.pk).first()
        return RoomForm(typed.get("data"), instance=found or Discussion(article_id=self.article.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        room, now = room_of(self.article), timezone.now()
        decisions = Decision.objects.filter(discussion__article=self.article.pk, act=Act.RULED)
        log = log_table(list(decisions.select_related("by", "contributor")[:SHOWN]))
        return super().get_context_data(**kwargs) | {
            "article": self.article,
            "stands": CLOSINGS[room.closing(now)],
            "closes_at": moment(room.closes_at) if room.closes_at and room.closes_at > now else "",
            "log": log,
        }

    def act(self, form: Any) -> HttpResponse:
        """Save it, with a line in the log."""
        changed = list(form.changed_data)
        if not changed:
            return self.done(_("Nothing was changed."), self.request.path)
        with transaction.atomic():
            discussion = open_discussion(self.article)
            was = Discussion.objects.select_for_update(no_key=True).get(pk=discussion.pk)
            before = {name: _value(was, name) for name in map(_field_of, changed)}
            for name in changed:
                if name == "is_closed":
                    was.closed_at = timezone.now() if form.cleaned_data[name] else None
                elif name == "answered_by":
                    was.answered_by.set(form.cleaned_data[name])
                else:
                    setattr(was, name, form.cleaned_data[name])
            was.save()
            log_ruling(self.me, was, before, discussion=was)
        return self.done(_("The discussion is set so."), self.request.path)


def _field_of(name: str) -> str:
    return "closed_at" if name == "is_closed" else name


def _value(discussion: Discussion, name: str) -> Any:
    if name == "answered_by":
        return list(discussion.answered_by.values_list("pk", flat=True))
    return getattr(discussion, name)


class RoomsView(ModerationMixin, View):
    """The discussions with the latest contributions, and articles by their headline."""

    template_name = "discussion/desk/rooms.html"
    page_title = gettext_lazy("Discussions by article")

    def path(self) -> list[tuple[str, str]]:
        return [queue_page()]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        words = " ".join(request.GET.get("q", "").split())[:200]
        if words:
            found = Article.objects.live().filter(title__icontains=words).order_by("-pk")[:SHOWN]
        else:
            latest = Contribution.objects.order_by("-created_at").values_list("discussion", flat=True)
            ids = list(dict.fromkeys(latest[: SHOWN * 20]))[:SHOWN]
            found = Article.objects.filter(discussion__in=ids)
        context = self.get_context_data(words=words, table=_table(list(found)))
        return self.render_to_response(context)


def _table(articles: list[Article]) -> Table | None:
    ids = [article.pk for article in articles]
    rows = Contribution.objects.filter(discussion__article__in=ids).order_by().values("discussion__article")
    latest = {row["discussion__article"]: row["latest"] for row in rows.annotate(latest=Max("created_at"))}
    waiting: dict[int, int] = {}
    held = Contribution.objects.filter(discussion__article__in=ids, state=State.WAITING)
    for article in held.values_list("discussion__article", flat=True):
        waiting[article] = waiting.get(article, 0) + 1
    articles.sort(
        key=lambda article: (article.pk in latest, latest.get(article.pk), article.pk), reverse=True
    )
    columns = [
        LinkColumn(
            "article",
            label=_("Article"),
            accessor=lambda one: (one.headline, reverse("moderation_room", args=[one.pk])),
        ),
        Column("waiting", label=_("To review"), accessor=lambda one: waiting.get(one.pk, 0)),
        Column(
            "latest",
            label=_("Latest contribution"),
            accessor=lambda one: moment(latest[one.pk]) if one.pk in latest else "–",
        ),
    ]
    return Table(columns, articles, caption=_("Discussions by article")) if articles else None
