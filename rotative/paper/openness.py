"""Who may read a page is said in one place, an article's `access`, and Wagtail's privacy of pages is not offered."""

from typing import Any, ClassVar

from wagtail.models import PageViewRestriction


class OpenMixin:
    """A page without Wagtail's privacy settings, which the press and the lists would know nothing of."""

    private_page_options: ClassVar[list[str]] = []

    def get_view_restrictions(self) -> Any:
        """Return none, without asking the database at each request."""
        return PageViewRestriction.objects.none()
