"""Addresses made from titles, as a French reader would spell them: “à l’unanimité” is `a-l-unanimite`."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

SLUG_LENGTH = 255  # of Wagtail's field
APOSTROPHE = re.compile(r"['’ʼ]")


def slug_of(title: str) -> str:
    """Return the slug of a title; where something was elided the words stay apart."""
    return slugify(APOSTROPHE.sub("-", title))


def slug_input() -> SlugInput:
    """Return the form field that follows the title as `slug_of` does."""
    return SlugInput(formatters=[(APOSTROPHE, "-")])


def numbered(slug: str, is_taken: Callable[[str], bool], longest: int) -> str:
    """Return ``slug``, with the first number that makes it free where it is taken, in ``longest`` characters."""
    free, number = slug[:longest], 1
    while is_taken(free):
        number += 1
        free = f"{slug[: longest - len(str(number)) - 1]}-{number}"
    return free


def free_slug(page: Page, parent: Page | None, slug: str, title: str) -> str:
    """Return ``slug``, or a numbered one where it was made from ``title`` and another page under ``parent`` has it.

    A slug that was chosen by hand is returned as it is: whoever chose it must hear that it is taken.
    """
    if slug != slug_of(title):
        return slug
    return numbered(slug, lambda other: not Page._slug_is_available(other, parent, page), SLUG_LENGTH)


class SluggedPageForm(WagtailAdminPageForm):
    """A page's form that makes the address itself where none was typed.

    It does not refuse a title because an older page under the same parent has it, nor one that was pasted or dictated:
    the editor's script follows keys alone.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        title = self.cleaned_data.get("title", "")
        if slug := self.cleaned_data.get("slug") or slug_of(title):
            self.cleaned_data["slug"] = free_slug(self.instance, self.parent_page, slug, title)
        elif title and "slug" in self.fields:
            self.add_error("slug", self.fields["slug"].error_messages["required"])
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class SluggedMixin:
    """A page whose slug is made by `slug_of`, and numbered if need be; stands before `Page` among the bases."""

    base_form_class = SluggedPageForm

    def _set_core_field_defaults(self) -> None:
        page: Any = self
        if page.path or getattr(page, "_cached_parent_obj", None):
            slug = page.slug or slug_of(page.title)
            page.slug = free_slug(page, page.get_parent(), slug, page.title) if slug else ""
        super()._set_core_field_defaults()
