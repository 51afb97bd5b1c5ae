"""What happens to a page and what follows from it are committed together, or not at all.

Wagtail commits the page and then tells of it; a process that died in between would leave lists, search and printed
pages as they were before, and nobody would know.
"""

from typing import Any

from django.db import transaction


class WholeMixin:
    """A page that is published, withdrawn and moved in one transaction with all that listens."""

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, as Wagtail does."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Withdraw the page, as Wagtail does."""
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page and all below it, as Wagtail does."""
        with transaction.atomic():
            return super().move(*args, **kwargs)
