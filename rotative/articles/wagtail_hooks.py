"""Articles in the back office: columns, topics, and what the editor is told at publication."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from rotative.articles.models import Article, Column, Topic
from rotative.articles.readiness import what_is_missing


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
    if isinstance(page, Article):
        for missing in what_is_missing(page):
            messages.warning(request, missing.message)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Add the newspaper's own icons to Wagtail's."""
    names = ("gallery", "box", "correction", "column", "paper")
    return [*icons, *(f"rotative/icons/{name}.svg" for name in names)]
