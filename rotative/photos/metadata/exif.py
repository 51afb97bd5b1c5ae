"""Reads and writes the few Exif tags that speak of people and rights.

Coordinates are never read: where a photographer stood can put a source in danger.
"""

from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from .fields import PhotoMetadata, clean_text, cut_after_word, decode_text, parse_moment

# What cameras write where a caption belongs.
CAMERA_CHATTER = frozenset(
    {
        "olympus digital camera",
        "sony dsc",
        "digital camera",
        "kodak digital still camera",
        "untitled",
        "default",
    }
)
LONGEST_CAPTION = 400  # characters; XMP holds the longer one


def read_exif(exif: Image.Exif) -> PhotoMetadata:
    """Return the fields found in ``exif``, Windows' own UTF-16 fields (“XP…”) included."""
    base = ExifTags.Base
    caption = _text(exif.get(base.ImageDescription))
    if caption.casefold() in CAMERA_CHATTER:
        caption = ""
    return PhotoMetadata(
        title=_windows_text(exif.get(base.XPTitle)),
        caption=caption or _windows_text(exif.get(base.XPComment)) or _windows_text(exif.get(base.XPSubject)),
        photographer=_text(exif.get(base.Artist)) or _windows_text(exif.get(base.XPAuthor)),
        copyright_notice=_text(exif.get(base.Copyright)),
        taken_at=_taken_at(exif),
    )


def write_exif(metadata: PhotoMetadata) -> bytes:
    """Return Exif bytes with Artist, ImageDescription and Copyright, or nothing when all three are empty.

    There is no orientation and no position. Texts are UTF-8, as the Metadata Working Group recommends.
    """
    exif = Image.Exif()
    for tag, text in (
        (
            ExifTags.Base.ImageDescription,
            cut_after_word(metadata.caption, LONGEST_CAPTION),
        ),
        (ExifTags.Base.Artist, metadata.photographer),
        (ExifTags.Base.Copyright, metadata.copyright_notice),
    ):
        if text:
            exif[tag] = text.encode()
    return exif.tobytes() if exif else b""


def _taken_at(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for moment, offset in (
        (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
    ):
        text = _text(details.get(moment))
        found = parse_moment(text + _text(details.get(offset))) or parse_moment(text)
        if found is not None:
            return found
    return None


def _text(value: Any) -> str:
    """Return an Exif text; Pillow reads them as Latin-1 although most software writes UTF-8."""
    if isinstance(value, bytes):
        return decode_text(value)
    if isinstance(value, str):
        return decode_text(value.encode("latin-1", "replace"))
    return ""


def _windows_text(value: Any) -> str:
    if isinstance(value, tuple):  # some writers declare single bytes
        value = bytes(value)
    if not isinstance(value, bytes):
        return ""
    return clean_text(value.decode("utf-16-le", "replace"))
