"""The press in the back office: its page, its entry in the menu, the permission that opens them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from rotative.press.pressroom import PERMISSION, EverythingView, PressView


class PressMenuItem(MenuItem):
    """Shown to those who look after the press."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("presse/", PressView.as_view(), name="press"),
        path("presse/tout/", EverythingView.as_view(), name="press_everything"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> Any:
    """Put the press after what is written and before the settings."""
    return PressMenuItem(
        _("Press"), reverse_lazy("press"), name="press", icon_name="rotative-press", order=950
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let administrators give the permission to other groups too."""
    return Permission.objects.filter(content_type__app_label="press", codename="run_press")


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Add the press's icon to Wagtail's."""
    return [*icons, "rotative/icons/press.svg"]
