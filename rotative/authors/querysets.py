"""What one can ask about authors."""

from typing import Any

from django.db import models


class AuthorQuerySet(models.QuerySet[Any]):
    """Questions about authors."""

    def active(self) -> "AuthorQuerySet":
        """Those who still write for the paper."""
        return self.filter(is_active=True)

    def at_address(self, slug: str) -> Any:
        """The author who has, or once had, this slug; None if nobody."""
        return self.filter(slug=slug).first() or self.filter(former_slugs__slug=slug).first()

    def signing(self, name: str) -> Any:
        """The author who signs with this name, whatever its capitals; None if nobody."""
        return self.filter(name__iexact=" ".join(name.split())).first()
