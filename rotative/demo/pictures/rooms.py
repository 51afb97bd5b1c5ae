"""Indoors: walls that hold the light, windows, lamps, shelves."""

from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.ground import strokes
from rotative.demo.pictures.palettes import Colour, ink, mix

WOOD = ink("8a5a38")


def room(c: Canvas, wall: Colour, floor: Colour, line: float) -> None:
    """Build a room seen from the front: wall down to `line`, a skirting band, a floor with depth."""
    c.wash(
        0,
        line,
        [c.tone(mix(wall, (60, 34, 40), 0.34)), c.tone(wall), c.tone(mix(wall, (255, 240, 210), 0.2))],
    )
    dado = mix(wall, (110, 60, 50), 0.42)
    c.rect(0, line - 110, c.w, line, c.tone(dado, 0, 0.35))
    c.rect(0, line - 116, c.w, line - 108, c.tone(mix(dado, (255, 240, 220), 0.3), 0, 0.3))
    c.wash(
        line,
        c.h,
        [c.tone(mix(floor, (50, 26, 30), 0.3)), c.tone(floor), c.tone(mix(floor, (255, 220, 170), 0.12))],
    )
    strokes(c, line + 6, c.h, floor, 0, 34)
    c.rect(0, line - 3, c.w, line + 5, c.tone(mix(floor, (40, 20, 24), 0.5), 0, 0.5))


def window(c: Canvas, x: float, y: float, wide: float, high: float, lean: int) -> None:
    """Open a shuttered window, x its middle; daylight falls into the room, leaning to one side."""
    frame = c.tone(ink("7a4f36"), 0, 0.4)
    c.rect(x - wide / 2 - 14, y - 14, x + wide / 2 + 14, y + high + 14, frame, 4)
    c.rect(x - wide / 2, y, x + wide / 2, y + high, mix(c.pal.sky[-1], (255, 255, 255), 0.35))
    c.poly(
        [
            (x - wide / 2, y + high),
            (x - wide / 2, y + high * 0.74),
            (x - wide * 0.1, y + high * 0.6),
            (x + wide / 2, y + high * 0.72),
            (x + wide / 2, y + high),
        ],
        mix(c.tone(c.pal.leaf), c.pal.sky[-1], 0.35),
    )
    c.rect(x - 5, y, x + 5, y + high, frame)
    c.rect(x - wide / 2, y + high * 0.48, x + wide / 2, y + high * 0.52, frame)
    for side in (-1, 1):
        a, b = x + side * (wide / 2 + 12), x + side * (wide * 0.86)
        c.poly(
            [(a, y - 12), (b, y - 2), (b, y + high + 2), (a, y + high + 12)], c.tone(ink("3f7f80"), 0, 0.35)
        )
        for i in range(7):
            sy = y + high * (0.06 + 0.135 * i)
            c.line([(a + side * 5, sy), (b - side * 5, sy + 3)], c.tone(ink("2c5a60"), 0, 0.6), 4)
    slide = lean * high * 1.1
    c.beam(
        [
            (x - wide / 2, y),
            (x + wide / 2, y),
            (x + wide / 2 + slide * 1.5, c.h),
            (x - wide / 2 + slide, c.h),
        ],
        ink("fff0c4"),
        0.17,
    )
    c.glow(x, y + high / 2, wide * 1.5, ink("fff4d4"), 0.4)


def lamp(c: Canvas, x: float, y: float, drop: float, strength: float = 0.7) -> None:
    """Hang a lamp with an enamel shade and let it shine."""
    c.line([(x, y), (x, y + drop)], c.tone(ink("2a2224"), 0, 0.5), 3)
    c.glow(x, y + drop + 40, 380, ink("ffe6a8"), strength)
    c.poly(
        [(x - 16, y + drop), (x + 16, y + drop), (x + 66, y + drop + 46), (x - 66, y + drop + 46)],
        c.tone(ink("2f6f78"), 0, 0.4),
    )
    c.oval(x, y + drop + 47, 66, 9, ink("fff6d6"))


def shelf(c: Canvas, x: float, y: float, wide: float) -> None:
    """Fix a plank on the wall, its top at y, x its middle."""
    c.rect(x - wide / 2, y, x + wide / 2, y + 12, c.tone(ink("8a5a38"), 0, 0.2))
    c.rect(x - wide / 2, y + 9, x + wide / 2, y + 22, (*c.tone(ink("4a2c20"), 0, 0.8), 110))


def books(c: Canvas, x: float, y: float, wide: float, high: float, colours: tuple[Colour, ...]) -> None:
    """Stand books on a shelf whose top is y, from x over `wide` units."""
    end = x + wide
    while x < end - 8:
        thick, tall = c.rng.uniform(10, 25), high * c.rng.uniform(0.68, 0.96)
        tint = c.rng.choice(colours)
        if c.rng.random() < 0.05:
            x += thick * 1.6
            continue
        thick = min(thick, end - x)
        c.rect(x, y - tall, x + thick - 1, y, c.tone(tint, 0, c.rng.uniform(0.1, 0.55)))
        band = c.tone(mix(tint, (255, 236, 190), 0.6), 0, 0.2)
        c.rect(x, y - tall * 0.84, x + thick - 1, y - tall * 0.79, band)
        if thick > 16:
            c.rect(x + 3, y - tall * 0.62, x + thick - 4, y - tall * 0.34, band)
        x += thick
