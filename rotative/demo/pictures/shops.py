"""The trading town: office blocks, parasols, shops with their awnings."""

import math

from rotative.demo.pictures.buildings import LAMP
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.palettes import CLOTH, PAINT, Colour, ink, mix


def block(c: Canvas, x: float, y: float, wide: float, high: float, depth: float, colour: Colour) -> None:
    """Draw a city building with rows of windows, lit after dark; x is its left corner."""
    lit, dim = c.tone(colour, depth, 0.1), c.tone(colour, depth, 0.75)
    side = wide * 0.24
    c.rect(x, y - high, x + wide, y, lit)
    c.rect(x + wide - side if c.light < 0 else x, y - high, x + wide if c.light < 0 else x + side, y, dim)
    c.rect(
        x - 3, y - high - 5, x + wide + 3, y - high + 3, c.tone(mix(colour, (255, 255, 255), 0.3), depth, 0.2)
    )
    start, end = (x, x + wide - side) if c.light < 0 else (x + side, x + wide)
    columns = max(1, int((end - start) / 26))
    step = (end - start) / columns
    pane = c.tone(ink("44586a"), depth, 0.5)
    for row in range(int(high / 40)):
        for column in range(columns):
            wx, wy = start + step * (column + 0.22), y - high + 16 + row * 40
            glow = c.pal.dark or c.pal.name in ("dusk", "storm")
            c.rect(wx, wy, wx + step * 0.56, wy + 21, LAMP if glow and c.rng.random() < 0.5 else pane)


def parasol(
    c: Canvas, x: float, y: float, size: float, depth: float = 0, colours: tuple[Colour, Colour] | None = None
) -> None:
    """Open a market parasol, its foot at (x, y): gores in two colours, scalloped rim."""
    a, b = colours or tuple(c.rng.sample(CLOTH, 2))
    pole = size * 1.25
    c.line([(x, y), (x, y - pole)], c.tone(ink("6a4a34"), depth, 0.5), max(2.0, size * 0.03))
    crown = (x, y - pole - size * 0.3)
    count = 8
    for i in range(count):
        left, right = -math.cos(math.pi * i / count), -math.cos(math.pi * (i + 1) / count)
        shade = 0.05 + 0.7 * abs(((left + right) / 2 - c.light) / 2)
        fill = c.tone((a, b)[i % 2], depth, shade)
        rim = y - pole + size * 0.1
        dip: Point = (x + (left + right) / 2 * size * 0.78, rim + size * 0.09)
        sag = size * 0.14
        c.poly(
            [
                crown,
                (x + left * size * 0.5, crown[1] + sag),
                (x + left * size * 0.78, rim),
                dip,
                (x + right * size * 0.78, rim),
                (x + right * size * 0.5, crown[1] + sag),
            ],
            fill,
        )
    c.oval(crown[0], crown[1], size * 0.025, size * 0.035, c.tone(ink("6a4a34"), depth, 0.3))


def awning(c: Canvas, x: float, y: float, wide: float, high: float, colour: Colour, depth: float = 0) -> None:
    """Draw a shop: painted wall, open front, striped awning; x is its left corner."""
    c.rect(x, y - high, x + wide, y, c.tone(colour, depth, 0.2))
    c.rect(x + wide * 0.12, y - high * 0.62, x + wide * 0.88, y, c.tone(ink("3a2a2a"), depth, 0.6))
    for i in range(10):
        gx, tint = x + wide * (0.16 + 0.07 * i), c.rng.choice(CLOTH)
        c.rect(
            gx, y - high * c.rng.uniform(0.2, 0.4), gx + wide * 0.06, y - high * 0.1, c.tone(tint, depth, 0.5)
        )
    stripe = (ink("f4ead5"), c.rng.choice(PAINT))
    for i in range(8):
        a, b = x + wide * (i / 8), x + wide * ((i + 1) / 8)
        c.poly(
            [
                (a, y - high * 0.7),
                (b, y - high * 0.7),
                (b + (b - x - wide / 2) * 0.12, y - high * 0.5),
                (a + (a - x - wide / 2) * 0.12, y - high * 0.5),
            ],
            c.tone(stripe[i % 2], depth, 0.15),
        )
    c.rect(
        x + wide * 0.08,
        y - high * 0.95,
        x + wide * 0.92,
        y - high * 0.76,
        c.tone(mix(colour, (255, 255, 255), 0.5), depth, 0.1),
    )
    for i in range(6):
        lx = x + wide * (0.16 + 0.12 * i)
        c.rect(
            lx,
            y - high * 0.89,
            lx + wide * 0.08,
            y - high * 0.82,
            c.tone(mix(colour, (30, 20, 30), 0.5), depth, 0.3),
        )
