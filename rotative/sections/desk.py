"""Which people are in charge of which section: each section has a group of editors that bears its name."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from rotative.accounts.installing import when_migrated
from rotative.accounts.roles import make_desk
from rotative.sections.models import SectionPage

HOME_DEPTH = 2


def desk_title(section: SectionPage) -> str:
    """Return what tells a section from all others: “Culture”, “Culture › Cinéma”, “Culture (en)”."""
    above = section.get_ancestors().filter(depth__gt=HOME_DEPTH).values_list("title", flat=True)
    title = " › ".join([*above, section.title])
    home_language = settings.LANGUAGE_CODE
    language = section.locale.language_code
    return title if language == home_language else f"{title} ({language})"


def set_up_desks() -> None:
    """Make the groups of all sections."""
    for section in SectionPage.objects.select_related("locale").order_by("path"):
        make_desk(section.page_ptr, desk_title(section))


def _on_save(sender: type[Any], instance: SectionPage, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    if not raw and (update_fields is None or "title" in update_fields):
        _follow(instance)


def _on_move(sender: type[Any], instance: Page, **kwargs: Any) -> None:
    _follow(instance)


def _follow(page: Page) -> None:
    """Bring the groups of a section and of those under it in line with their titles."""
    for section in SectionPage.objects.descendant_of(page, inclusive=True).select_related("locale"):
        make_desk(section.page_ptr, desk_title(section))


def connect() -> None:
    """Start following the sections; called once, by the app's `ready`."""
    post_save.connect(_on_save, sender=SectionPage, dispatch_uid="sections.desk.saved")
    post_page_move.connect(_on_move, dispatch_uid="sections.desk.moved")
    when_migrated(set_up_desks, "sections.desks")
