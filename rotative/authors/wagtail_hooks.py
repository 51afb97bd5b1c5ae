"""Authors in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from rotative.authors.models import Author


class AuthorFilterSet(WagtailFilterSet):
    class Meta:
        model = Author
        fields = ["is_active"]


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["name", "function", "is_active"]
    filterset_class = AuthorFilterSet
    ordering = ["sort_name"]


register_snippet(AuthorViewSet)
