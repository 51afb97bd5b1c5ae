"""Takes a discussion away as a file, and moves one under another article, in the back office."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.widgets import AdminPageChooser

from rotative.articles.models import Article
from rotative.discussion.desk_sanctions.pages import MODERATE, RULE, ActPage, appeals_page, staff_of
from rotative.discussion.exporting import as_csv, as_json_lines
from rotative.discussion.merging import merge
from rotative.discussion.models import Contribution
from rotative.subscriptions.desk.pages import DeskMixin

KINDS = {"jsonl": (as_json_lines, "application/jsonl"), "csv": (as_csv, "text/csv; charset=utf-8")}


class ExportView(DeskMixin, View):
    """Hands over the discussion of an article."""

    needs = (MODERATE,)
    page_title = gettext_lazy("Export")

    def get(self, request: HttpRequest, article: int, kind: str) -> StreamingHttpResponse:
        """Return the file, line by line. Raises Http404 for an article or a format that is none."""
        if kind not in KINDS:
            raise Http404
        found = get_object_or_404(Article, pk=article)
        write, content_type = KINDS[kind]
        answer = StreamingHttpResponse(write([found], now=timezone.now()), content_type=content_type)
        answer["Content-Disposition"] = f'attachment; filename="discussion-{found.slug}.{kind}"'
        answer["Cache-Control"] = "no-store"
        return answer


class MergeForm(forms.Form):
    """Under which article a discussion goes on."""

    target = forms.ModelChoiceField(
        Article.objects.live(),
        label=gettext_lazy("Article under which it goes on"),
        widget=AdminPageChooser(target_models=[Article]),
    )


class MergeView(ActPage):
    """Moves a discussion under another article."""

    needs = (RULE,)
    page_title = gettext_lazy("Move the discussion")
    button = gettext_lazy("Move it")
    form_class = MergeForm
    introduction = gettext_lazy(
        "All contributions go over, with their answers and votes; links to them lead to their new place. "
        "The discussion here closes and says where it goes on. This cannot be undone."
    )

    def path(self) -> list[tuple[str, str]]:
        return [appeals_page()]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(Article, pk=kwargs["article"])

    def about(self) -> list[tuple[str, Any]]:
        count = Contribution.objects.filter(discussion__article=self.article).count()
        return [(_("Article"), self.article.title), (_("Contributions"), count)]

    def act(self, form: Any) -> HttpResponse:
        """Move it; a room that lets more people in is refused."""
        target = form.cleaned_data["target"]
        count = merge(self.article, target, by=staff_of(self.request), now=timezone.now())
        here = reverse("discussion_merge", args=[target.pk])
        return self.done(_("%(count)d contributions have moved.") % {"count": count}, here)
