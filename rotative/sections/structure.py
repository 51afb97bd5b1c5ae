"""The shape of the paper: who makes, moves, withdraws and deletes home pages, sections and legal pages.

Wagtail asks only for the right to add or change; whoever is in charge of a section has both for the section's page,
and could take it out of the paper. Here it takes the right to publish on the page above.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from rotative.articles.models import Article

SHAPING = {"delete", "unpublish", "move"}


def _may_shape(request: HttpRequest, above: Page | None) -> bool:
    return above is not None and bool(above.permissions_for_user(request.user).can_publish_subpage())


def guard_creation(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Raise PermissionDenied when somebody who writes in a section would make another one."""
    if not issubclass(page_class, Article) and not _may_shape(request, parent_page):
        raise PermissionDenied


def guard_change(request: HttpRequest, page: Page, *args: Any) -> None:
    """Raise PermissionDenied when a section's own editor would delete, withdraw, move or copy it."""
    if not issubclass(page.specific_class or Page, Article) and not _may_shape(request, page.get_parent()):
        raise PermissionDenied


def guard_several(request: HttpRequest, action_type: str, objects: Any, action_class_instance: Any) -> None:
    """The same for a choice of pages in a list."""
    for page in objects if action_type in SHAPING else ():
        if isinstance(page, Page):
            guard_change(request, page)


def connect() -> None:
    """Register the guards; called once, by the app's `ready`."""
    hooks.register("before_create_page", guard_creation)
    for verb in ("delete", "unpublish", "move", "copy"):
        hooks.register(f"before_{verb}_page", guard_change)
    hooks.register("before_bulk_action", guard_several)
