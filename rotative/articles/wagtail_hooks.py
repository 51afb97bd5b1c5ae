"""Articles in the back office: columns, topics, and what the editor is told at publication."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from rotative.articles.models import Column, Topic
from rotative.articles.readiness import missing_in_draft
from rotative.authors.models import Author


class ColumnViewSet(SnippetViewSet):
    model = Column
    icon = "rotative-column"
    menu_label = gettext_lazy("Columns")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "is_opinion"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = gettext_lazy("Topics")
    menu_order = 230
    add_to_admin_menu = True


register_snippet(ColumnViewSet)
register_snippet(TopicViewSet)


@hooks.register("after_publish_page")
def tell_what_is_missing(request: HttpRequest, page: Page) -> None:
    """After publication, name what the article still lacks."""
    for missing in missing_in_draft(page, timezone.now()) or ():
        messages.warning(request, missing.message)


@hooks.register("after_edit_page")
def tell_after_approval(request: HttpRequest, page: Page) -> None:
    """The same after the approval of what is open in the editor, which Wagtail does not count as publishing."""
    if request.POST.get("action-workflow-action") and request.POST.get("workflow-action-name") == "approve":
        tell_what_is_missing(request, page)


@hooks.register("before_delete_snippet")
def keep_who_signs(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Refuse to delete an author whose name stands under articles, and say what is done instead."""
    signing = [author for author in instances if isinstance(author, Author) and author.signatures.exists()]
    for author in signing:
        count = author.signatures.count()
        messages.error(
            request,
            ngettext(
                "{name} signs {count} article, which would be nobody’s: this author cannot be deleted. Who has left "
                "the paper stays here with “still writes for the paper” switched off.",
                "{name} signs {count} articles, which would be nobody’s: this author cannot be deleted. Who has left "
                "the paper stays here with “still writes for the paper” switched off.",
                count,
            ).format(name=author.name, count=count),
        )
    if not signing:
        return None
    viewset = Author.snippet_viewset
    if len(signing) == 1:
        return redirect(viewset.get_url_name("edit"), signing[0].pk)
    return redirect(viewset.get_url_name("list"))


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Add the newspaper's own icons to Wagtail's."""
    names = ("gallery", "box", "correction", "column", "paper")
    return [*icons, *(f"rotative/icons/{name}.svg" for name in names)]
