"""The sheet the demo newspaper's illustrator paints on.

The short side measures 1000 units whatever the format, so that a scene composes once for every aspect.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from random import Random
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw

from rotative.demo.pictures.palettes import Colour, Palette, mix

Point: TypeAlias = tuple[float, float]

# Shapes are drawn larger than the sheet and reduced: Pillow's polygons have no smooth edges.
OVERSIZE = 2


def hull(points: Sequence[Point]) -> list[Point]:
    """Give the convex outline of points (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return list(ordered)

    def chain(sequence: Sequence[Point]) -> list[Point]:
        kept: list[Point] = []
        for x, y in sequence:
            while len(kept) > 1 and (
                (kept[-1][0] - kept[-2][0]) * (y - kept[-2][1])
                <= (kept[-1][1] - kept[-2][1]) * (x - kept[-2][0])
            ):
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return chain(ordered) + chain(ordered[::-1])


def between(outline: Sequence[Point], top: float, bottom: float) -> list[Point]:
    """Give the part of an outline that lies between two heights (Sutherland-Hodgman, twice)."""
    points = list(outline)
    for limit, sign in ((top, 1), (bottom, -1)):
        kept: list[Point] = []
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
            inside0, inside1 = (y0 - limit) * sign >= 0, (y1 - limit) * sign >= 0
            if inside0:
                kept.append((x0, y0))
            if inside0 != inside1:
                kept.append((x0 + (x1 - x0) * (limit - y0) / (y1 - y0), limit))
        points = kept
    return points


def smooth(points: Sequence[Point], steps: int = 6) -> list[Point]:
    """Round a closed outline with a Catmull-Rom spline."""
    count = len(points)
    out: list[Point] = []
    for i in range(count):
        (ax, ay), (bx, by) = points[i - 1], points[i]
        (cx, cy), (dx, dy) = points[(i + 1) % count], points[(i + 2) % count]
        for step in range(steps):
            t = step / steps
            u, v = t * t, t * t * t
            out.append(
                (
                    0.5
                    * (
                        2 * bx
                        + (cx - ax) * t
                        + (2 * ax - 5 * bx + 4 * cx - dx) * u
                        + (3 * bx - ax - 3 * cx + dx) * v
                    ),
                    0.5
                    * (
                        2 * by
                        + (cy - ay) * t
                        + (2 * ay - 5 * by + 4 * cy - dy) * u
                        + (3 * by - ay - 3 * cy + dy) * v
                    ),
                )
            )
    return out


def bow(start: Point, pull: Point, end: Point, steps: int = 10) -> list[Point]:
    """Bend a line from start to end towards `pull` (a quadratic Bézier curve)."""
    return [
        (
            start[0] * (1 - t) ** 2 + pull[0] * 2 * t * (1 - t) + end[0] * t * t,
            start[1] * (1 - t) ** 2 + pull[1] * 2 * t * (1 - t) + end[1] * t * t,
        )
        for t in (step / steps for step in range(steps + 1))
    ]


@lru_cache(maxsize=1)
def halo() -> Image.Image:
    """Give a soft round mask, white in the middle, black before the edge."""
    fall = [round(255 * max(0.0, 1 - v / 180) ** 2) for v in range(256)]
    return Image.radial_gradient("L").point(fall)


@lru_cache(maxsize=4)
def paper(size: tuple[int, int]) -> Image.Image:
    """Give the tooth of the paper: broad mottling and a whisper of grain, mid-grey on average."""
    rng = Random(1871)
    broad = Image.frombytes("L", (30, 20), rng.randbytes(600)).resize(size, Image.Resampling.BICUBIC)
    strokes = Image.frombytes("L", (24, 160), rng.randbytes(3840)).resize(size, Image.Resampling.BICUBIC)
    tile = Image.frombytes("L", (512, 512), rng.randbytes(512 * 512))
    grain = Image.new("L", size)
    for x in range(0, size[0], 512):
        for y in range(0, size[1], 512):
            grain.paste(tile, (x, y))
    tooth = Image.blend(Image.blend(broad, strokes, 0.2), grain, 0.22)
    tooth = tooth.point([round(128 + (v - 128) * 0.1) for v in range(256)])
    return Image.merge("RGB", (tooth, tooth, tooth))


class Canvas:
    """A sheet with its palette, its light and its own dice; every measure is in units, y runs down."""

    def __init__(self, size: tuple[int, int], rng: Random, palette: Palette) -> None:
        self.size, self.rng, self.pal = size, rng, palette
        self.k = min(size) / 1000 * OVERSIZE
        self.w, self.h = size[0] / min(size) * 1000, size[1] / min(size) * 1000
        self.light = rng.choice((-1, 1))
        sheet = (math.ceil(size[0] * OVERSIZE), math.ceil(size[1] * OVERSIZE))
        self.img = Image.new("RGB", sheet, palette.sky[-1])
        self._opaque, self._sheer = ImageDraw.Draw(self.img), ImageDraw.Draw(self.img, "RGBA")

    def tone(self, colour: Colour, depth: float = 0, shade: float = 0) -> Colour:
        """Give a thing's own colour in this light: shade 0 lit to 1 dark, depth 0 near to 1 in haze."""
        return self.pal.tone(colour, depth, shade)

    def _pen(self, fill: Colour) -> ImageDraw.ImageDraw:
        return self._sheer if len(fill) == 4 else self._opaque

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        if len(points) > 2:
            k = self.k
            self._pen(fill).polygon([(x * k, y * k) for x, y in points], fill)

    def blob(self, points: Sequence[Point], fill: Colour, steps: int = 6) -> None:
        self.poly(smooth(points, steps), fill)

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: Colour, radius: float = 0) -> None:
        k = self.k
        box = (min(x0, x1) * k, min(y0, y1) * k, max(x0, x1) * k, max(y0, y1) * k)
        if radius:
            self._pen(fill).rounded_rectangle(box, radius * k, fill)
        else:
            self._pen(fill).rectangle(box, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        k = self.k
        self._pen(fill).ellipse(((x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k), fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        k = self.k
        self._pen(fill).line([(x * k, y * k) for x, y in points], fill, max(1, round(width * k)), "curve")

    def ring(self, x: float, y: float, rx: float, ry: float, fill: Colour, width: float) -> None:
        k = self.k
        box = ((x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k)
        self._pen(fill).ellipse(box, None, fill, max(1, round(width * k)))

    def limb(self, a: Point, b: Point, wide: float, thin: float, fill: Colour) -> None:
        """Draw a tapered stroke with round ends, `wide` and `thin` being its two widths."""
        (x0, y0), (x1, y1) = a, b
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = (y0 - y1) / length / 2, (x1 - x0) / length / 2
        self.poly(
            [
                (x0 + nx * wide, y0 + ny * wide),
                (x1 + nx * thin, y1 + ny * thin),
                (x1 - nx * thin, y1 - ny * thin),
                (x0 - nx * wide, y0 - ny * wide),
            ],
            fill,
        )
        self.oval(x0, y0, wide / 2, wide / 2, fill)
        self.oval(x1, y1, thin / 2, thin / 2, fill)

    def wash(self, y0: float, y1: float, stops: Sequence[Colour]) -> None:
        """Fill the width between two heights with a vertical passage of colours."""
        top, bottom = round(y0 * self.k), round(y1 * self.k)
        if bottom <= top:
            return
        strip = Image.new("RGB", (1, 64))
        for i in range(64):
            at = i / 63 * (len(stops) - 1)
            low = min(int(at), len(stops) - 2)
            strip.putpixel((0, i), mix(stops[low], stops[low + 1], at - low))
        self.img.paste(strip.resize((self.img.width, bottom - top), Image.Resampling.BILINEAR), (0, top))

    def veil(self, y0: float, y1: float, colour: Colour, start: float, end: float) -> None:
        """Lay a mist over a band, its opacity going from start to end (0 to 1)."""
        top, bottom = round(y0 * self.k), round(y1 * self.k)
        if bottom <= top:
            return
        strip = Image.new("L", (1, 32))
        for i in range(32):
            strip.putpixel((0, i), round(255 * (start + (end - start) * i / 31)))
        mask = strip.resize((self.img.width, bottom - top), Image.Resampling.BILINEAR)
        self.img.paste(colour[:3], (0, top, self.img.width, bottom), mask)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Let a light shine at a place, fading out at the radius."""
        side = max(2, round(radius * 2 * self.k))
        mask = halo().point([round(v * strength) for v in range(256)]).resize((side, side))
        self.img.paste(colour[:3], (round((x - radius) * self.k), round((y - radius) * self.k)), mask)

    def beam(self, points: Sequence[Point], colour: Colour, opacity: float) -> None:
        self.poly(points, (*colour[:3], round(255 * opacity)))

    def mirror(self, y: float, height: float, colour: Colour, opacity: float, ripple: float = 5) -> None:
        """Reflect what stands above the waterline `y` into a band below it, broken by ripples."""
        line, deep = round(y * self.k), round(height * self.k)
        deep = min(deep, self.img.height - line, line)
        if deep < 4:
            return
        above = self.img.crop((0, line - deep, self.img.width, line)).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )
        above = Image.blend(above, Image.new("RGB", above.size, colour[:3]), opacity)
        still = self.img.crop((0, line, self.img.width, line + deep))
        row = 0
        while row < deep:
            thick = 2 + round(7 * self.k * row / deep)
            shift = round(self.rng.uniform(-1, 1) * ripple * self.k * (0.4 + 1.6 * row / deep))
            strip = above.crop((0, row, above.width, min(deep, row + thick)))
            self.img.paste(strip, (0, line + row))
            self.img.paste(strip, (shift, line + row))
            row += thick
        fade = Image.new("L", (1, 32))
        for i in range(32):
            fade.putpixel((0, i), round(255 * max(0.0, (i - 15) / 16)))
        self.img.paste(still, (0, line), fade.resize(still.size, Image.Resampling.BILINEAR))

    @contextmanager
    def within(self, outline: Sequence[Point]) -> Iterator[None]:
        """Keep only what is drawn inside an outline: a print on a sleeve, a room behind its window."""
        before = self.img.copy()
        yield
        outside = Image.new("L", self.img.size, 255)
        ImageDraw.Draw(outside).polygon([(x * self.k, y * self.k) for x, y in outline], 0)
        self.img.paste(before, (0, 0), outside)

    def finish(self) -> Image.Image:
        """Reduce the drawing to the asked size and lay it on paper."""
        sheet = self.img.resize(self.size, Image.Resampling.BOX)
        return ImageChops.overlay(sheet, paper(self.size))


def profile(rng: Random, amplitude: float, wave: float, octaves: int = 3) -> Callable[[float], float]:
    """Give an irregular line as a function of x: a few sines with random phases, coarse to fine."""
    parts = [
        (amplitude / 2**i, math.tau / (wave / 2.1**i) * rng.uniform(0.85, 1.15), rng.uniform(0, math.tau))
        for i in range(octaves)
    ]
    return lambda x: sum(size * math.sin(x * pace + phase) for size, pace, phase in parts)
