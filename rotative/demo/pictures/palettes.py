"""The hours and the weathers of the demo newspaper's country, as colours.

A palette holds the sky, the haze far things vanish into, and the colour of light and shade.
"""

from dataclasses import dataclass
from random import Random
from typing import TypeAlias

Colour: TypeAlias = tuple[int, ...]
Tint: TypeAlias = tuple[float, float, float]


def ink(code: str) -> Colour:
    """Give the colour of a six-digit hexadecimal code."""
    return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))


def inks(codes: str) -> tuple[Colour, ...]:
    return tuple(ink(code) for code in codes.split())


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Give `a` with `share` (0 to 1) of `b` in it."""
    keep = 1 - share
    return (
        round(a[0] * keep + b[0] * share),
        round(a[1] * keep + b[1] * share),
        round(a[2] * keep + b[2] * share),
    )


@dataclass(frozen=True)
class Palette:
    """One light: sky from top to horizon, haze, tints of light and shade, what the season grows."""

    name: str
    sky: tuple[Colour, ...]
    haze: Colour
    key: Tint
    fill: Tint
    sun: Colour
    earth: Colour
    grass: Colour
    leaf: Colour
    water: Colour
    sun_height: tuple[float, float] = (0.3, 0.6)
    dark: bool = False
    wet: bool = False

    def tone(self, colour: Colour, depth: float = 0, shade: float = 0) -> Colour:
        """Give a thing's own colour in this light, `shade` and `depth` from 0 to 1."""
        red, green, blue = (
            min(255, round(value * (lit + (dim - lit) * shade)))
            for value, lit, dim in zip(colour[:3], self.key, self.fill, strict=True)
        )
        return mix((red, green, blue), self.haze, depth) if depth else (red, green, blue)


def _palette(
    name: str,
    sky: str,
    haze: str,
    tints: tuple[Tint, Tint],
    sun: str,
    land: str,
    sun_height: tuple[float, float] = (0.3, 0.6),
    dark: bool = False,
    wet: bool = False,
) -> Palette:
    earth, grass, leaf, water = inks(land)
    return Palette(
        name,
        inks(sky),
        ink(haze),
        tints[0],
        tints[1],
        ink(sun),
        earth,
        grass,
        leaf,
        water,
        sun_height,
        dark,
        wet,
    )


DRY = "c8743c d0a955 6f8046 6d9c9c"
GREEN = "b9683a 94a548 44793f 6d9f97"

PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        _palette("dawn", "3d5a80 8f93a8 ecb9a0 fbdcae", "ecc4aa", ((1.0, 0.89, 0.82), (0.56, 0.5, 0.64)),
                 "fff3d6", DRY, (0.05, 0.3)),
        _palette("morning", "5fa9c9 a9d3d6 f5ead0", "dde4d6", ((1.02, 0.99, 0.92), (0.66, 0.63, 0.72)),
                 "fffbe8", DRY),
        _palette("noon", "2b84b5 74b9d1 d9ebe1", "cfe3de", ((1.04, 1.03, 0.98), (0.6, 0.6, 0.73)),
                 "ffffff", DRY, (0.6, 0.8)),
        _palette("harmattan", "d2b98f e4cb9d f3e0b8", "ead4a8", ((1.0, 0.94, 0.84), (0.68, 0.58, 0.52)),
                 "fffaf0", DRY, (0.35, 0.6)),
        _palette("golden", "4f8399 b9b795 f3c676 fadf9d", "f0cc90", ((1.06, 0.93, 0.72), (0.6, 0.47, 0.5)),
                 "fff6cf", DRY, (0.08, 0.3)),
        _palette("dusk", "2b2856 7b4271 de735c fbb868", "d78a6c", ((0.98, 0.74, 0.64), (0.42, 0.32, 0.46)),
                 "ffe0a0", DRY, (0.02, 0.18)),
        _palette("ember", "6a2436 bb4434 ee8441 fdcb6c", "e68c50", ((1.0, 0.74, 0.54), (0.42, 0.26, 0.32)),
                 "fff0b8", DRY, (0.04, 0.22)),
        _palette("rain", "4f6b78 84a0a5 c5d1ca", "b2c2be", ((0.82, 0.88, 0.88), (0.5, 0.56, 0.62)),
                 "e8eeea", GREEN, wet=True),
        _palette("verdant", "3f94b4 9bd0cc f0f2d4", "cde3cb", ((1.02, 1.03, 0.94), (0.54, 0.62, 0.66)),
                 "fffde6", GREEN, (0.45, 0.7)),
        _palette("storm", "39465c 6b7a86 d9b98c f0d9a5", "b9ae98", ((0.96, 0.88, 0.74), (0.44, 0.46, 0.54)),
                 "fbe6bb", GREEN, (0.1, 0.2)),
        _palette("night", "0b1733 1c3160 47608c", "34497a", ((0.56, 0.62, 0.86), (0.25, 0.3, 0.5)),
                 "f4f1dc", DRY, (0.4, 0.75), dark=True),
        _palette("moonlit", "08202e 15454f 5c9089", "336a6b", ((0.56, 0.74, 0.74), (0.24, 0.36, 0.42)),
                 "f7f4dd", GREEN, (0.3, 0.7), dark=True),
    )
}  # fmt: skip

NIGHTS = ("night", "moonlit")

CLOTH = inks(
    "d8432f e8962e f2c53d 2f8f83 2a5fa0 7b3f7d f4ead5 1f3a5f c95b7b 4e8d3f e0672f f7f3e8 17637a 9c2f2a"
)
SKIN = inks("4a2c20 5a3626 6b4230 7c4e37 8d5c41 3c241b")
PAINT = inks("d8432f 2a6fa8 f2c53d 2f8f83 e8962e f4ead5 4e8d3f")


def pick(rng: Random, colours: tuple[Colour, ...], count: int) -> list[Colour]:
    """Give `count` colours, different as far as there are enough."""
    hand = rng.sample(colours, min(count, len(colours)))
    return hand + [rng.choice(colours) for _ in range(count - len(hand))]
