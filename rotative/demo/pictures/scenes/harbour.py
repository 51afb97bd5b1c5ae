"""Pictures of the river harbour: cranes, containers, the ship."""

from rotative.demo.pictures.boats import crane, pirogue
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.ground import distance, water
from rotative.demo.pictures.palettes import PAINT, ink, pick
from rotative.demo.pictures.people import passer_by
from rotative.demo.pictures.sky import birds, paint_sky


def harbour(c: Canvas) -> None:
    """Cranes, containers and boats at the river harbour."""
    line = c.h * c.rng.uniform(0.56, 0.64)
    light = paint_sky(c, line)
    distance(c, line, 2, 50)
    birds(c, c.w * 0.5, line * 0.3, 9, 22)
    facing = 1 if light[0] < c.w / 2 else -1
    steel = c.rng.choice((ink("d9702c"), ink("2f6f8f"), ink("b8432f"), ink("d8a22c")))
    for i in range(c.rng.randint(2, 3)):
        crane(
            c,
            c.w * (0.16 + 0.33 * i),
            line - 18,
            c.rng.uniform(380, 480) * (0.82 + 0.12 * i),
            0.28 - 0.13 * i,
            facing,
            steel,
        )
    c.rect(-5, line - 22, c.w + 5, line + 20, c.tone(ink("a89a8c"), 0.12, 0.3))
    c.rect(-5, line + 4, c.w + 5, line + 20, c.tone(ink("a89a8c"), 0.08, 1))
    x = -20.0
    while x < c.w:
        size = 76.0
        for level in range(c.rng.choice((0, 1, 1, 2, 3))):
            y = line - 22 - level * 38
            fill = c.rng.choice(PAINT)
            c.rect(x, y - 37, x + size, y, c.tone(fill, 0.12, 0.35))
            c.rect(
                x if c.light > 0 else x + size - 14,
                y - 37,
                x + 14 if c.light > 0 else x + size,
                y,
                c.tone(fill, 0.12, 0.9),
            )
            for rib in range(5):
                c.line([(x + 20 + rib * 10, y - 33), (x + 20 + rib * 10, y - 4)], c.tone(fill, 0.12, 0.7), 2)
        x += size + c.rng.choice((2, 2, 30, 90))
    _ship(c, c.w * (0.7 if facing > 0 else 0.3), line + 34, min(640, c.w * 0.56), facing)
    for i in range(7):
        passer_by(c, c.w * (0.04 + 0.14 * i) + c.rng.uniform(-30, 30), line - 14, 62, 0, 0.1)
    water(c, line + 36, light, ripple=8)
    for i in range(3):
        pirogue(
            c,
            c.w * c.rng.uniform(0.1, 0.9),
            line + 60 + (c.h - line) * (0.12 + 0.26 * i),
            190 + 120 * i,
            0.12 - 0.06 * i,
            c.rng.randint(1, 4),
            c.rng.choice((-1, 1)),
        )


def _ship(c: Canvas, x: float, y: float, length: float, facing: int) -> None:
    paint, trim = pick(c.rng, PAINT, 2)

    def place(*points: Point) -> list[Point]:
        return [(x + px * length * facing, y - py * length) for px, py in points]

    for i, (low, high) in enumerate(((0.12, 0.2), (0.2, 0.27), (0.27, 0.32))):
        inset = 0.03 * i
        c.poly(
            place((-0.42 + inset, low), (-0.42 + inset, high), (-0.14 - inset, high), (-0.12 - inset, low)),
            c.tone(ink("f3ecdd"), 0.06, 0.2 + 0.2 * (i % 2)),
        )
        for window in range(5 - i):
            wx, wy = place((-0.39 + inset + 0.05 * window, high - 0.025))[0]
            c.rect(
                wx - 8,
                wy - 7,
                wx + 8,
                wy + 7,
                ink("ffd98a") if c.pal.dark else c.tone(ink("38505e"), 0.06, 0.4),
            )
    c.poly(place((-0.34, 0.32), (-0.33, 0.42), (-0.26, 0.42), (-0.25, 0.32)), c.tone(trim, 0.05, 0.3))
    for i in range(5):
        c.poly(
            place(
                (-0.06 + 0.09 * i, 0.1),
                (-0.06 + 0.09 * i, 0.15 + 0.04 * c.rng.randint(0, 2)),
                (0.02 + 0.09 * i, 0.17),
                (0.02 + 0.09 * i, 0.1),
            ),
            c.tone(c.rng.choice(PAINT), 0.06, 0.4),
        )
    c.poly(
        place((-0.5, 0.14), (0.42, 0.11), (0.52, 0.16), (0.44, 0.0), (-0.46, 0.0)), c.tone(paint, 0.04, 0.3)
    )
    c.poly(
        place((-0.48, 0.045), (0.46, 0.045), (0.44, -0.005), (-0.46, -0.005)),
        c.tone(ink("7a2a24"), 0.04, 0.7),
    )
    c.poly(
        place((-0.495, 0.12), (0.43, 0.094), (0.5, 0.13), (0.49, 0.118), (0.43, 0.082), (-0.49, 0.105)),
        c.tone(ink("f4ead5"), 0.04, 0.1),
    )
