"""The desk's first page: where to begin an article."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from rotative.sections.models import SectionPage


class WritePanel(Component):
    """The sections in which this person may write, each a step from an empty article."""

    name = "write"
    template_name = "sections/panels/write.html"
    order = 50  # before Wagtail's, which begin at 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = parent_context["request"].user if parent_context else None
        open_to = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
        sections = SectionPage.objects.filter(pk__in=open_to).select_related("locale").order_by("path")
        return {"sections": list(sections), "languages": len({section.locale_id for section in sections})}


@hooks.register("construct_homepage_panels")
def add_write_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the beginning of an article first."""
    panels.append(WritePanel())
