"""A picture with what a newspaper must know: what it shows, who took it, where, until when it may run."""

import secrets
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.cache.backends.dummy import DummyCache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.search import index

from .fields import UprightImageField
from .filling import fill_from_file
from .metadata import PhotoMetadata, write_xmp
from .printing import PublishedFilter, UprightImage
from .querysets import PhotoQuerySet

LONGEST_PATH = 100  # characters; the width of Django's file columns


class Photo(AbstractImage):
    """An original as it came in. Readers only ever get its renditions."""

    file = UprightImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    caption = models.TextField(
        _("caption"),
        blank=True,
        max_length=2000,
        help_text=_("What the photo shows, where and when; printed below it."),
    )
    photographer = models.CharField(_("photographer"), max_length=255, blank=True)
    credit_line = models.CharField(
        _("credit line"),
        max_length=255,
        blank=True,
        help_text=_("As the agency asks for it; leave empty to print photographer and agency."),
    )
    source = models.CharField(_("agency"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    usage_terms = models.TextField(
        _("terms of use"),
        blank=True,
        help_text=_("For the newsroom only: what was agreed, for which uses."),
    )
    expires_at = models.DateTimeField(
        _("rights expire at"),
        null=True,
        blank=True,
        help_text=_("From then on the photo is no longer shown."),
    )
    place = models.CharField(_("place"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=255, blank=True)
    region = models.CharField(_("region"), max_length=255, blank=True)
    country = models.CharField(_("country"), max_length=255, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)

    objects = PhotoQuerySet.as_manager()

    admin_form_fields = (
        "title", "file", "description", "caption",
        "photographer", "source", "credit_line", "copyright_notice", "usage_terms", "expires_at",
        "place", "city", "region", "country", "taken_at",
        "collection", "tags", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    search_fields: ClassVar[list[Any]] = [
        *AbstractImage.search_fields,
        *[
            index.SearchField(name)
            for name in (
                "caption",
                "photographer",
                "credit_line",
                "source",
                "place",
                "city",
                "country",
            )
        ],
        index.FilterField("expires_at"),
        index.FilterField("taken_at"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a file not seen before is read first and fills the fields left empty."""
        if self.file and (self._state.adding or not self.file._committed):
            fill_from_file(self)
        super().save(*args, **kwargs)

    @property
    def alt_text(self) -> str:
        """What the picture shows, for who cannot see it; never title or caption, which are read anyway."""
        if self.decorative:
            return ""
        return str(self.contextual_alt_text or self.description)

    @property
    def default_alt_text(self) -> str:
        """The text that Wagtail offers in its forms."""
        return str(self.description)

    @property
    def credit(self) -> str:
        """The printed credit: “Photographer / Agency”, or the agency's line if it names the photographer."""
        agency = self.credit_line or self.source
        if not self.photographer or self.photographer.casefold() in agency.casefold():
            return agency
        return f"{self.photographer} / {agency}" if agency else self.photographer

    @property
    def location(self) -> str:
        """Where the picture was taken, from the exact place to the country."""
        return ", ".join(filter(None, (self.place, self.city, self.region, self.country)))

    def rights_have_expired(self, at: datetime | None = None) -> bool:
        """Whether the picture may no longer be shown at that moment (now, when none is given)."""
        return self.expires_at is not None and self.expires_at <= (at or timezone.now())

    @property
    def published_metadata(self) -> PhotoMetadata:
        """What every published rendition says about itself."""
        return PhotoMetadata(
            caption=self.caption,
            photographer=self.photographer,
            credit_line=self.credit_line or self.source,
            source=self.source,
            copyright_notice=self.copyright_notice,
            place=self.place,
            city=self.city,
            region=self.region,
            country=self.country,
            taken_at=self.taken_at,
        )

    @property
    def signature(self) -> str:
        """Everything a rendition depends on besides its filter: the file and what is written into it."""
        return f"{self.pk}:{self.file_hash}:{write_xmp(self.published_metadata).decode()}"

    def get_upload_to(self, filename: str) -> str:
        """Store originals under a name nobody can guess: they hold coordinates and are not for readers."""
        name = PurePosixPath(super().get_upload_to(filename)).name
        folder = f"originals/{secrets.token_hex(12)}/"
        suffix = PurePosixPath(name).suffix
        return folder + name.removesuffix(suffix)[: LONGEST_PATH - 8 - len(folder) - len(suffix)] + suffix

    def clean_filter_for_svg(self, filter: Filter) -> PublishedFilter:  # Wagtail's name
        """Every filter passes here on its way to a rendition; all of them become publishing ones."""
        return PublishedFilter(super().clean_filter_for_svg(filter).spec)

    def create_renditions(self, *filters: PublishedFilter) -> dict[PublishedFilter, "Rendition"]:
        """Make several renditions from one decoded original.

        Wagtail decodes it again for each, in three threads: a gigabyte of memory for one large picture.
        """
        if not filters:
            return {}
        with self.get_willow_image() as original:
            upright = UprightImage(original.auto_orient().get_pillow_image(), original.format_name)
        made: dict[PublishedFilter, Rendition] = {}
        for publishing in filters:
            publishing.upright = upright
            made[publishing] = self.create_rendition(publishing)
            publishing.upright = None
        return made


class Rendition(AbstractRendition):
    """A published picture. Its address changes with its content, so that it can be kept for ever."""

    # Wagtail's cache lives in each process: another one goes on showing a rendition that this one has
    # deleted. Pages prefetch their renditions and need no cache.
    cache_backend = DummyCache("renditions", {})

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")
    file = UprightImageField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_per_filter",
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return a short address: the key, shared by all sizes of a picture, then the size.

        A ``srcset`` of such addresses shrinks to almost nothing when a page is compressed.
        """
        shape, *rest = [part for part in self.filter_spec.split("|") if "quality-" not in part]
        others = [part for part in rest if not part.startswith("format-")]
        name = "-".join([shape.removeprefix("width-").removeprefix("fill-"), *others])
        return f"photos/r/{self.focal_point_key}/{name}{PurePosixPath(filename).suffix}"
