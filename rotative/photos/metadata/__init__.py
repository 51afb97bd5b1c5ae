"""What a picture says about itself: caption, photographer, credit, rights, place.

Reads the three formats that cameras, agencies and photo desks write (XMP, IPTC-IIM, Exif)
and writes the little that a published picture keeps. No Django in here.
"""

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from .exif import read_exif, write_exif
from .fields import PhotoMetadata
from .iim import read_iim
from .xmp import read_xmp, write_xmp

__all__ = ["PhotoMetadata", "read_metadata", "write_exif", "write_xmp"]

READABLE_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "MPO")
IMAGE_RESOURCE_IPTC = 0x0404  # “IPTC-NAA record” among Photoshop's image resources


def read_metadata(data: bytes) -> PhotoMetadata:
    """Return what the picture in ``data`` (a whole file) says about itself.

    XMP wins over IPTC-IIM, IPTC-IIM over Exif, field by field: editing software writes XMP last and
    cameras write only Exif. Never raises: what is damaged is left out, and pixels are not decoded.
    """
    try:
        image = Image.open(BytesIO(data), formats=READABLE_FORMATS)
    except Exception:  # Pillow's parsers raise anything at all on damaged files
        return PhotoMetadata()
    found = PhotoMetadata()
    for read in (_xmp, _iim, _exif):
        found = found.completed_with(_whatever_is_sound(read, image))
    return found


def _whatever_is_sound(read: Callable[[Image.Image], PhotoMetadata], image: Image.Image) -> PhotoMetadata:
    try:
        return read(image)
    except Exception:  # one damaged block must not hide the two others
        return PhotoMetadata()


def _xmp(image: Image.Image) -> PhotoMetadata:
    packet = image.info.get("xmp", b"")
    return read_xmp(packet.encode() if isinstance(packet, str) else packet)


def _iim(image: Image.Image) -> PhotoMetadata:
    block = image.info.get("photoshop", {}).get(IMAGE_RESOURCE_IPTC, b"")
    return read_iim(block)


def _exif(image: Image.Image) -> PhotoMetadata:
    return read_exif(image.getexif())
