"""Takes in the pictures that a browser saved beside a page. Nothing is ever fetched."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from PIL import Image

from rotative.importers.pages.parsed import ParsedPage, PhotoCaption
from rotative.photos.models import Photo


def _file_beside(url: str, source: Path) -> Path | None:
    """Return the saved file that an address means, if it lies in the page's own folder or below."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    folder = source.resolve().parent
    found = (folder / unquote(parts.path)).resolve()
    return found if found.is_relative_to(folder) and found.is_file() else None


def _is_picture(file: Path) -> bool:
    try:
        with Image.open(file) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def beside(page: ParsedPage, source: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the photos made of saved pictures, by the address that the page gives them, and what is not at hand."""
    wanted = {page.lead_photo_url: (page.lead_photo_caption or page.headline, page.lead_photo_credit)}
    wanted |= {b.url: (b.caption, b.credit) for b in page.blocks if isinstance(b, PhotoCaption)}
    photos, missing = {}, []
    for url, (caption, credit) in wanted.items():
        if not url:
            continue
        file = _file_beside(url, source)
        if file is None or not _is_picture(file):
            missing.append(url)
            continue
        photos[url] = Photo.objects.create(
            title=(caption or file.stem)[:255],
            caption=caption or "",
            credit_line=(credit or "")[:255],
            file=ContentFile(file.read_bytes(), name=file.name),
        )
    return photos, missing
