"""Addresses of columns and topics: made from the name, never two the same, and none is ever lost."""

from typing import Any, ClassVar

from django.db import models

from rotative.paper.slugs import numbered, slug_of


class AddressedQuerySet(models.QuerySet[Any]):
    """Questions about what has an address of its own."""

    def at_address(self, slug: str) -> Any:
        """What has, or once had, this slug; None if nothing."""
        return self.filter(slug=slug).first() or self.filter(former_slugs__slug=slug).first()


class Addressed(models.Model):
    """Something with a name and a slug; its model of former slugs points at it by `owner`."""

    name: Any
    slug: Any
    former_slugs: Any
    fallback_slug: ClassVar[str]  # for a name without a Latin letter

    objects = AddressedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.fill_in()

    def fill_in(self) -> None:
        """Make the slug where there is none."""
        if not self.slug:
            field: Any = self._meta.get_field("slug")
            stem = slug_of(self.name) or self.fallback_slug
            self.slug = numbered(stem, self._is_anothers, field.max_length)

    def _is_anothers(self, slug: str) -> bool:
        others = type(self)._default_manager.exclude(pk=self.pk)
        return others.filter(models.Q(slug=slug) | models.Q(former_slugs__slug=slug)).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an address that was used before goes on leading here."""
        self.fill_in()
        stored = type(self)._default_manager.filter(pk=self.pk).values_list("slug", flat=True)
        before = stored.first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before != self.slug:
            former = self.former_slugs.model._default_manager
            former.filter(slug=self.slug).delete()
            former.update_or_create(slug=before, defaults={"owner": self})
