"""What one can ask about pictures."""

from datetime import datetime
from typing import Self

from django.db.models import Q
from wagtail.images.models import ImageQuerySet

from .presets import Preset, specs_of


class PhotoQuerySet(ImageQuerySet):
    """Questions about credit and rights, and the renditions a page needs in one query."""

    def without_credit(self) -> Self:
        """Pictures that name neither photographer nor agency."""
        found: Self = self.filter(photographer="", credit_line="", source="")
        return found

    def usable(self, *, at: datetime) -> Self:
        """Pictures whose rights have not expired at that moment."""
        found: Self = self.filter(Q(expires_at=None) | Q(expires_at__gt=at))
        return found

    def with_renditions(self, *presets: Preset | str) -> Self:
        """The same pictures with the renditions of ``presets``, in one query more whatever their number."""
        found: Self = self.prefetch_renditions(*specs_of(presets))
        return found
