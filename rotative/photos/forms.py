"""The upload form: takes pictures that are what they say, and fills in what they say about themselves."""

import warnings
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .filling import is_file_name


class PhotoFileField(WagtailImageField):
    """Wagtail's upload field, which in addition decodes the whole picture once.

    A file cut off on a slow line otherwise passes until the first page wants to show it, and raises an error
    that Wagtail does not catch.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["broken_image"] = _("This picture is damaged or was not transferred completely.")

    def to_python(self, data: Any) -> Any:
        """Return the upload; raises ``ValidationError``, and nothing else, on whatever was sent."""
        try:
            upload = super().to_python(data)
            if upload is not None:
                self._decode(upload)
        except (ValidationError, MemoryError):
            raise
        except Exception as error:  # decoders raise anything at all on damaged files
            raise ValidationError(self.error_messages["broken_image"], code="broken_image") from error
        return upload

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse too many pixels from the first bytes of the file, before a decoder makes room for them."""
        f.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            try:
                with Image.open(f) as image:
                    pixels: Any = image.width * image.height * getattr(image, "n_frames", 1)
            except Image.DecompressionBombError:
                pixels = _("unknown number")
        f.seek(0)
        limit = self.max_image_pixels
        if isinstance(pixels, int) and (limit is None or pixels <= limit):
            return
        raise ValidationError(
            self.error_messages["file_too_many_pixels"],
            code="file_too_many_pixels",
            params={"num_pixels": pixels, "max_pixels_count": limit},
        )

    @staticmethod
    def _decode(upload: Any) -> None:
        upload.seek(0)
        with Image.open(upload) as image:
            image.load()
        upload.seek(0)


class PhotoForm(BaseImageForm):
    """The form of a picture in the back office, for one upload and for many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PhotoFileField(
                label=field.label, required=field.required, widget=field.widget
            )
        if "title" in self.fields:
            # The file brings a title or a name.
            self.fields["title"].required = False
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _(
                "What one sees, in one sentence, for readers who cannot see it."
            )

    def clean(self) -> dict[str, Any]:
        """Drop a title that only repeats the file's name: the picture's own headline takes its place."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        upload = data.get("file") if "file" in self.changed_data else None
        if upload is not None and is_file_name(data.get("title", ""), upload.name):
            data["title"] = ""
        elif "title" in self.fields and not data.get("title") and upload is None:
            data["title"] = self.instance.title
        return data
