"""The beasts: zebus, goats, egrets."""

from itertools import pairwise

from rotative.demo.pictures.canvas import Canvas, Point, smooth
from rotative.demo.pictures.ground import shadow
from rotative.demo.pictures.palettes import Colour, inks, mix

HIDES = inks("f1e6d2 b7764a 7a4a34 d9c0a0 4a3a36 c9a07a")

ZEBU: tuple[Point, ...] = (
    (-0.5, 0.62),
    (-0.46, 0.8),
    (-0.2, 0.81),
    (0.06, 0.83),
    (0.16, 1.0),
    (0.27, 0.9),
    (0.42, 0.9),
    (0.56, 0.97),
    (0.66, 0.93),
    (0.8, 0.72),
    (0.76, 0.66),
    (0.62, 0.74),
    (0.5, 0.66),
    (0.4, 0.46),
    (0.2, 0.42),
    (-0.2, 0.42),
    (-0.42, 0.46),
)
GOAT: tuple[Point, ...] = (
    (-0.5, 0.66),
    (-0.42, 0.76),
    (0, 0.74),
    (0.3, 0.78),
    (0.46, 1.0),
    (0.6, 1.02),
    (0.76, 0.88),
    (0.72, 0.82),
    (0.58, 0.84),
    (0.44, 0.58),
    (0.3, 0.44),
    (-0.2, 0.42),
    (-0.44, 0.46),
)


def _place(shape: tuple[Point, ...], x: float, y: float, size: float, facing: int) -> list[Point]:
    return [(x + px * size * facing, y - py * size) for px, py in shape]


def _quadruped(
    c: Canvas,
    shape: tuple[Point, ...],
    x: float,
    y: float,
    size: float,
    facing: int,
    hide: Colour,
    depth: float,
) -> None:
    shadow(c, x, y, size * 0.62, size * 0.05)
    dim, lit = c.tone(hide, depth, 0.85), c.tone(hide, depth, 0.1)
    swing = c.rng.uniform(-0.08, 0.08)
    for at, back, fill in ((-0.34, -swing, dim), (0.3, swing, dim), (-0.42, swing, lit), (0.38, -swing, lit)):
        foot = (x + (at + back) * size * facing, y)
        c.limb((x + at * size * facing, y - size * 0.5), foot, size * 0.13, size * 0.055, fill)
    body = smooth(_place(shape, x, y, size, facing), 5)
    c.poly(body, dim)
    low, high = y - size * 0.42, y - size
    c.poly([(px, high + (py - high) * (0.82 if py < low else 0.9)) for px, py in body], lit)


def zebu(c: Canvas, x: float, y: float, size: float, facing: int = 1, depth: float = 0) -> None:
    """Draw a zebu, `size` high at the hump, feet at y: long horns like a lyre."""
    hide = c.rng.choice(HIDES)
    horn = c.tone(mix(hide, (240, 230, 210), 0.7), depth, 0.35)
    head = (x + 0.62 * size * facing, y - 0.92 * size)
    for side, near in ((-1, 0.8), (1, 1.0)):
        bow = [(0.03, 0.02), (0.14, 0.1), (0.2, 0.24), (0.17, 0.4), (0.1, 0.52)]
        for i, (start, end) in enumerate(pairwise(bow)):
            a = (head[0] + side * start[0] * size * near, head[1] - start[1] * size)
            b = (head[0] + side * end[0] * size * near, head[1] - end[1] * size)
            c.limb(a, b, size * (0.062 - 0.012 * i), size * (0.05 - 0.012 * i), horn)
    _quadruped(c, ZEBU, x, y, size, facing, hide, depth)
    dim = c.tone(hide, depth, 0.9)
    c.limb(
        (x + 0.56 * size * facing, y - 0.88 * size),
        (x + 0.44 * size * facing, y - 0.8 * size),
        size * 0.06,
        size * 0.03,
        dim,
    )
    c.line(
        [(x - 0.49 * size * facing, y - 0.75 * size), (x - 0.56 * size * facing, y - 0.3 * size)],
        dim,
        max(1.2, size * 0.025),
    )


def goat(c: Canvas, x: float, y: float, size: float, facing: int = 1, depth: float = 0) -> None:
    hide = c.rng.choice(HIDES)
    dark = c.tone(mix(hide, (60, 40, 40), 0.6), depth, 0.6)
    _quadruped(c, GOAT, x, y, size, facing, hide, depth)
    for lean in (0.02, 0.1):
        c.line(
            [(x + 0.54 * size * facing, y - size), (x + (0.5 - lean) * size * facing, y - 1.22 * size)],
            dark,
            max(1.2, size * 0.035),
        )
    c.limb(
        (x + 0.52 * size * facing, y - 0.95 * size),
        (x + 0.42 * size * facing, y - 0.84 * size),
        size * 0.06,
        size * 0.03,
        dark,
    )


def egret(c: Canvas, x: float, y: float, size: float, facing: int = 1, depth: float = 0) -> None:
    """Draw an egret, `size` high, standing in shallow water or stubble."""
    white, dim = c.tone((252, 250, 242), depth, 0.05), c.tone((252, 250, 242), depth, 0.7)
    leg = c.tone((60, 55, 50), depth, 0.4)

    def place(*points: Point) -> list[Point]:
        return [(x + px * size * facing, y - py * size) for px, py in points]

    for at in (-0.02, 0.06):
        c.line(place((at, 0.42), (at + 0.02, 0)), leg, max(1.2, size * 0.022))
    c.poly(
        smooth(place((-0.34, 0.36), (-0.16, 0.5), (0.06, 0.58), (0.16, 0.5), (0.1, 0.4), (-0.08, 0.36)), 5),
        dim,
    )
    c.poly(smooth(place((-0.3, 0.39), (-0.12, 0.52), (0.06, 0.58), (0.14, 0.5), (0.02, 0.43)), 5), white)
    c.line(
        place((0.1, 0.5), (0.2, 0.6), (0.12, 0.72), (0.1, 0.82), (0.16, 0.9)), white, max(2.0, size * 0.055)
    )
    c.oval(*place((0.17, 0.91))[0], size * 0.055, size * 0.038, white)
    c.poly(place((0.2, 0.94), (0.38, 0.885), (0.2, 0.885)), c.tone((240, 180, 60), depth, 0.1))
