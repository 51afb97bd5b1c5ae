"""Makes a published picture out of an original: upright, in sRGB, with caption and credit and no more.

Where a camera stood, what it is called and who edited the file stay in the original.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageCms, PngImagePlugin
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter
from willow.image import AvifImageFile, JPEGImageFile, PNGImageFile, WebPImageFile
from willow.plugins.pillow import PillowImage

from .metadata import PhotoMetadata, write_exif, write_xmp

# libavif's effort, 0 to 10: 6 takes five times as long as 8 and saves a tenth of the bytes; 9 takes a quarter of 8's
# time for a sixth more bytes, which large screens, on faster lines than phones, do not feel.
AVIF_SPEED, LARGE_AVIF_SPEED = 8, 9
PHONE_WIDTH = 720  # pixels of the widest file that a phone asks for
KEY_LENGTH = 12  # hexadecimal digits; Wagtail's column holds 16


class UprightImage(PillowImage):
    """A decoded original, turned upright once and then cropped and resized for each rendition."""

    def __init__(self, image: Image.Image, format_name: str) -> None:
        super().__init__(image)
        self.format_name = format_name

    def auto_orient(self) -> "UprightImage":
        return self

    def crop(self, rect: Any) -> "UprightImage":
        if tuple(rect) == (0, 0, *self.image.size):
            return self
        return UprightImage(super().crop(rect).image, self.format_name)

    def resize(self, size: tuple[int, int]) -> PillowImage:
        """Halve large originals roughly before the fine reduction: four times as fast, nothing to be seen."""
        if self.image.mode in ("1", "P"):
            return super().resize(size)
        return PillowImage(self.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))


class PublishedImage(PillowImage):
    """A picture about to be saved: its own metadata is gone, the paper's goes in.

    Willow passes an original's Exif on and drops XMP; this does neither.
    """

    def __init__(self, image: Image.Image, metadata: PhotoMetadata) -> None:
        super().__init__(_for_the_web(image))
        self.metadata = metadata

    def set_background_color_rgb(self, color: tuple[int, int, int]) -> "PublishedImage":
        return PublishedImage(super().set_background_color_rgb(color).image, self.metadata)

    def save_as_jpeg(
        self,
        f: IO[bytes],
        quality: int = 72,
        optimize: bool = True,
        progressive: bool = True,
    ) -> JPEGImageFile:
        """JPEG carries Exif as well, for software older than XMP."""
        self.image.save(
            f,
            "JPEG",
            quality=quality,
            optimize=optimize,
            progressive=progressive,
            xmp=write_xmp(self.metadata),
            exif=write_exif(self.metadata),
        )
        return JPEGImageFile(f)

    def save_as_webp(self, f: IO[bytes], quality: int = 68, lossless: bool = False) -> WebPImageFile:
        self.image.save(
            f,
            "WEBP",
            quality=quality,
            lossless=lossless,
            method=5,
            xmp=write_xmp(self.metadata),
        )
        return WebPImageFile(f)

    def save_as_avif(self, f: IO[bytes], quality: int = 48, lossless: bool = False) -> AvifImageFile:
        options: dict[str, Any] = (
            {"quality": 100, "subsampling": "4:4:4"} if lossless else {"quality": quality}
        )
        speed = AVIF_SPEED if self.image.width <= PHONE_WIDTH else LARGE_AVIF_SPEED
        self.image.save(f, "AVIF", speed=speed, xmp=write_xmp(self.metadata), **options)
        return AvifImageFile(f)

    def save_as_png(self, f: IO[bytes], optimize: bool = True) -> PNGImageFile:
        chunks = PngImagePlugin.PngInfo()
        if packet := write_xmp(self.metadata):
            chunks.add_itxt("XML:com.adobe.xmp", packet.decode())
        self.image.save(f, "PNG", optimize=optimize, pnginfo=chunks)
        return PNGImageFile(f)


class PublishOperation(FilterOperation):
    """The last step of every filter: hands the picture over with what it will say about itself."""

    def construct(self) -> None:
        pass

    def run(self, willow: PillowImage, image: Any, env: dict[str, Any]) -> PublishedImage:
        return PublishedImage(willow.get_pillow_image(), image.published_metadata)


# Each page has a hundred filters of two dozen specs, and Wagtail reads a spec with `inspect`. Operations keep no state.
_operations: dict[str, list[Any]] = {}
MOST_SPECS = 500


class PublishedFilter(Filter):
    """Wagtail's filter, whose key also depends on everything written into the file.

    A corrected credit therefore gives new renditions under new addresses, however it was corrected, and pages
    printed earlier keep theirs until ``delete_outdated_renditions``.
    """

    upright: UprightImage | None = None

    @cached_property
    def operations(self) -> list[Any]:
        if (known := _operations.get(self.spec)) is None:
            known = [*super().operations, PublishOperation("publish")]
            if len(_operations) < MOST_SPECS:
                _operations[self.spec] = known
        return known

    @contextmanager
    def get_willow_image(self, image: Any, source: Any = None) -> Iterator[Any]:
        if self.upright is not None:
            yield self.upright
        else:
            with super().get_willow_image(image, source) as willow_image:
                yield willow_image

    def get_cache_key(self, image: Any) -> str:
        focal_point = super().get_cache_key(image)
        return hashlib.sha256(f"{focal_point}:{image.signature}".encode()).hexdigest()[:KEY_LENGTH]


def _for_the_web(image: Image.Image) -> Image.Image:
    """Return the pixels in sRGB or grey, with nothing attached: a profile can outweigh a thumbnail."""
    has_alpha = image.has_transparency_data
    mode = "RGBA" if has_alpha else "RGB"
    profile = image.info.get("icc_profile")
    if profile:
        image = _in_srgb(image, profile, mode)
    if image.mode not in ("L", mode):
        image = image.convert(mode)
    bare = image.copy()
    bare.info = {}
    return bare


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a damaged or alien profile: the pixels as they are, which is what browsers do
    return converted if converted is not None else image
