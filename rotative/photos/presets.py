"""The sizes and crops in which the paper shows its pictures, by the place they take on a page.

AVIF comes in every width. WebP and JPEG, for browsers that are too old for it, come in two, a phone's and a
desk's: a page's HTML and a site's disk should not carry a second and a third full set for one reader in thirty.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Format = Literal["avif", "webp", "jpeg"]

# Chosen on the demo's pictures: 720 pixels wide, they take 10 to 20 KB in AVIF, without visible blocks.
QUALITY = {"avif": "avifquality-46", "webp": "webpquality-68", "jpeg": "jpegquality-72"}


@dataclass(frozen=True, slots=True)
class Preset:
    """A place for a picture.

    ``widths`` are pixels of the AVIF files, ``older`` of the WebP and JPEG files, both ascending; ``aspect`` is
    the crop's width and height, None for the whole picture; ``sizes`` is HTML's attribute of the same name.
    """

    widths: tuple[int, ...]
    older: tuple[int, ...]
    sizes: str
    aspect: tuple[int, int] | None = None

    def spec(self, width: int, image_format: Format) -> str:
        """Return Wagtail's filter spec for one file."""
        if self.aspect is None:
            shape = f"width-{width}"
        else:
            shape = f"fill-{width}x{round(width * self.aspect[1] / self.aspect[0])}"
        return f"{shape}|format-{image_format}|{QUALITY[image_format]}"

    def specs(self, natural: int | None = None) -> dict[Format, list[str]]:
        """Return by format the specs of the files of a picture ``natural`` pixels wide in this shape, ascending.

        Nothing is enlarged: of the widths that reach or exceed the picture's own, only the first is kept.
        """
        widths: dict[Format, tuple[int, ...]] = {"avif": self.widths, "webp": self.older, "jpeg": self.older}
        return {
            image_format: [self.spec(width, image_format) for width in _useful(some, natural)]
            for image_format, some in widths.items()
        }

    def natural_width(self, width: int, height: int) -> int:
        """Return how many pixels wide a picture of these dimensions is once cropped to this shape."""
        if self.aspect is None:
            return width
        return min(width, height * self.aspect[0] // self.aspect[1])


def _useful(widths: tuple[int, ...], natural: int | None) -> list[int]:
    if natural is None:
        return list(widths)
    smaller = [width for width in widths if width < natural]
    return [*smaller, *[width for width in widths if width >= natural][:1]]


PRESETS: dict[str, Preset] = {
    "lead": Preset((360, 480, 720, 960, 1200), (360, 720), "(min-width: 60rem) 46rem, 100vw"),
    "body": Preset((360, 480, 720, 960), (360, 720), "(min-width: 44rem) 40rem, 100vw"),
    "body_wide": Preset((480, 720, 960, 1200), (480, 960), "(min-width: 60rem) 58rem, 100vw"),
    "body_small": Preset((240, 360, 480), (240, 480), "(min-width: 40rem) 16rem, 60vw"),
    "card": Preset(
        (240, 360, 480, 720),
        (360, 720),
        "(min-width: 60rem) 20rem, (min-width: 40rem) 45vw, 100vw",
        (3, 2),
    ),
    "card_large": Preset((360, 480, 720, 960), (360, 720), "(min-width: 60rem) 40rem, 100vw", (3, 2)),
    "gallery": Preset((240, 360, 480, 720), (360, 720), "(min-width: 40rem) 20rem, 50vw", (3, 2)),
    "thumb": Preset((96, 192), (96, 192), "6rem", (1, 1)),
    "portrait": Preset((96, 192, 320), (96, 192), "(min-width: 40rem) 10rem, 6rem", (1, 1)),
}

# What social networks show beside a link: 1.91 to 1, and JPEG, for several of them read nothing newer.
SHARE_SPEC = f"fill-1200x630|format-jpeg|{QUALITY['jpeg']}"


def preset_named(preset: Preset | str) -> Preset:
    """Return the preset of that name; raises ``KeyError`` with the names there are."""
    if isinstance(preset, Preset):
        return preset
    if preset not in PRESETS:
        raise KeyError(f"no photo preset named {preset!r}: {', '.join(PRESETS)}")
    return PRESETS[preset]


def specs_of(presets: Iterable[Preset | str]) -> list[str]:
    """Return every spec of these presets, each once."""
    specs: dict[str, None] = {}
    for preset in map(preset_named, presets):
        for some in preset.specs().values():
            specs.update(dict.fromkeys(some))
    return list(specs)
