"""A picture's file, measured as readers see it: upright."""

from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError
from wagtail.images.models import (
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
)

SIDEWAYS = frozenset({5, 6, 7, 8})  # Exif orientations that swap width and height


class UprightFieldFile(WagtailImageFieldFile):
    """A stored picture whose dimensions take its orientation into account.

    Wagtail measures the pixels as stored, so that a portrait taken with a telephone gets landscape dimensions
    and a crop in the wrong place; it also decodes the whole file, where its first bytes say enough.
    """

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height in pixels; raises ``SourceImageIOError`` when the file is no picture."""
        was_closed = self.closed
        self.open()
        try:
            image = Image.open(self)
            width, height = image.size
            is_sideways = image.getexif().get(ExifTags.Base.Orientation) in SIDEWAYS
        except UnidentifiedImageError as error:
            raise SourceImageIOError(str(error)) from error
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)
        return (height, width) if is_sideways else (width, height)


class UprightImageField(WagtailImageField):
    """Wagtail's image field, with dimensions that are those of the upright picture."""

    attr_class: Any = UprightFieldFile
