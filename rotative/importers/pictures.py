"""Takes in the pictures that a browser saved beside a page. Nothing is ever fetched."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.utils.file import hash_filelike

from rotative.importers.pages.parsed import ParsedPage, PhotoCaption
from rotative.photos.forms import PhotoFileField
from rotative.photos.models import Photo

_ENDINGS = {"JPEG": "jpg"}


@dataclass
class Pictures:
    """Photos by the address that the page gives them, and why others are missing; ``made`` were not there before."""

    by_address: dict[str, Photo] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    made: list[Photo] = field(default_factory=list)

    def discard_files(self) -> None:
        """Delete the files of the photos made: a transaction that fails takes back their rows only."""
        for photo in self.made:
            photo.file.storage.delete(photo.file.name)


def take_in(page: ParsedPage, source: Path, pictures: Pictures) -> None:
    """Add the pictures of the page, whose file is ``source``, to ``pictures``."""
    lead = PhotoCaption(page.lead_photo_caption or page.headline, page.lead_photo_url, page.lead_photo_credit)
    captioned = (block for block in page.blocks if isinstance(block, PhotoCaption))
    shown = {picture.url: picture for picture in (*captioned, lead) if picture.url}
    for url, picture in shown.items():
        try:
            pictures.by_address[url] = _photo(picture, url, source, pictures.made)
        except ValidationError as error:
            pictures.missing.append(f"{' '.join(error.messages)}: {url}")


def _photo(picture: PhotoCaption, url: str, source: Path, made: list[Photo]) -> Photo:
    file = _file_beside(url, source)
    if file is None:
        raise ValidationError("not at hand")
    upload = _upload(file)
    known: Photo | None = Photo.objects.filter(file_hash=hash_filelike(upload)).first()
    if known is not None:
        return known
    photo = Photo(
        title=(picture.caption or file.stem)[:255],
        caption=picture.caption,
        credit_line=(picture.credit or "")[:255],
        file=upload,
    )
    photo.save()
    made.append(photo)
    return photo


def _file_beside(url: str, source: Path) -> Path | None:
    """Return the saved file that an address means, if it lies in the page's own folder or below."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc:
        return None
    folder = source.parent.resolve()
    for written in (unquote(parts.path), parts.path):
        path = PurePosixPath(written)
        if ".." in path.parts or "\0" in written:
            return None
        try:
            found = (folder / path).resolve()
            if found.is_relative_to(folder) and found.is_file():
                return found
        except (OSError, RuntimeError):  # a name that no disk holds, or links that go round in a circle
            return None
    return None


def _upload(file: Path) -> SimpleUploadedFile:
    """Return the file, named after what it is: browsers save a WebP as `photo.jpg`. Raises ValidationError."""
    try:
        with file.open("rb") as opened:
            content = opened.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
        with Image.open(BytesIO(content)) as image:
            ending = _ENDINGS.get(image.format or "", (image.format or "").lower())
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError("no picture that can be read") from None
    upload: SimpleUploadedFile = PhotoFileField().clean(SimpleUploadedFile(f"{file.stem}.{ending}", content))
    return upload
