"""What runs on the road: bush taxis, lorries, bicycles."""

import math
from dataclasses import replace

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import Look, look
from rotative.demo.pictures.ground import (
    shadow,
)
from rotative.demo.pictures.palettes import PAINT, Colour, ink, mix
from rotative.demo.pictures.people import person


def wheel(c: Canvas, x: float, y: float, radius: float, depth: float = 0) -> None:
    c.oval(x, y, radius, radius, c.tone(ink("221e22"), depth, 0.4))
    c.oval(x, y, radius * 0.55, radius * 0.55, c.tone(ink("a8a8a4"), depth, 0.3))
    c.oval(x, y, radius * 0.2, radius * 0.2, c.tone(ink("4a4a4c"), depth, 0.4))


def minibus(
    c: Canvas,
    x: float,
    y: float,
    length: float,
    depth: float = 0,
    facing: int = 1,
    colour: Colour | None = None,
) -> None:
    """Draw a bush taxi, its middle at x, wheels on y: two colours, luggage, faces at the windows."""
    body = colour or c.rng.choice(PAINT)
    trim = c.rng.choice(PAINT)
    high = length * 0.42
    shadow(c, x, y, length * 0.56, length * 0.035, 100)

    def place(*points: Point) -> list[Point]:
        return [(x + px * length * facing, y - py * high) for px, py in points]

    _luggage(c, x - 0.08 * length * facing, y - high * 1.03, length * 0.6, depth)
    hullshape = place(
        (-0.5, 0.16),
        (-0.5, 0.94),
        (-0.46, 1.03),
        (0.24, 1.03),
        (0.34, 0.96),
        (0.42, 0.58),
        (0.5, 0.5),
        (0.5, 0.16),
    )
    c.poly(hullshape, c.tone(mix(body, (255, 255, 255), 0.12), depth, 0.1))
    c.poly(place((-0.5, 0.16), (-0.5, 0.52), (0.5, 0.5), (0.5, 0.16)), c.tone(trim, depth, 0.35))
    c.poly(place((-0.5, 0.5), (-0.5, 0.55), (0.46, 0.54), (0.5, 0.49)), c.tone(ink("f7f0df"), depth, 0.1))
    glass = c.tone(ink("2c3e4c"), depth, 0.5) if not c.pal.dark else ink("e8bf72")
    for i in range(4):
        left = -0.45 + 0.155 * i
        c.poly(place((left, 0.6), (left, 0.92), (left + 0.13, 0.92), (left + 0.13, 0.6)), glass)
        if c.rng.random() < 0.75:
            px, py = place((left + 0.065, 0.68))[0]
            c.oval(
                px, py + high * 0.1, length * 0.042, length * 0.03, c.tone(c.rng.choice(PAINT), depth, 0.6)
            )
            c.oval(px, py, length * 0.024, length * 0.03, c.tone(ink("4a2c22"), depth, 0.5))
    c.poly(place((0.18, 0.6), (0.18, 0.92), (0.27, 0.92), (0.36, 0.6)), glass)
    c.poly(place((-0.5, 0.16), (0.5, 0.16), (0.5, 0.22), (-0.5, 0.22)), c.tone(ink("4a4444"), depth, 0.5))
    lx, ly = place((0.475, 0.38))[0]
    c.oval(lx, ly, length * 0.022, length * 0.026, ink("fff2b8"))
    if c.pal.dark or c.pal.wet:
        c.glow(lx + facing * length * 0.05, ly, length * 0.26, ink("fff0b4"), 0.6)
    for at in (-0.3, 0.31):
        wheel(c, x + at * length * facing, y - length * 0.07, length * 0.078, depth)


def _luggage(c: Canvas, x: float, y: float, wide: float, depth: float) -> None:
    left = x - wide / 2
    while left < x + wide / 2 - 8:
        size = wide * c.rng.uniform(0.1, 0.2)
        tall = size * c.rng.uniform(0.4, 1.1)
        fill = c.tone(mix(c.rng.choice(PAINT), (150, 110, 80), 0.4), depth, c.rng.uniform(0.1, 0.6))
        c.rect(left, y - tall, left + size, y + 2, fill, size * c.rng.choice((0.06, 0.3)))
        c.line(
            [(left, y - tall * 0.5), (left + size, y - tall * 0.5)], c.tone(ink("4a342c"), depth, 0.5), 1.5
        )
        left += size * 0.95


def cyclist(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    facing: int = 1,
    depth: float = 0,
    worn: Look | None = None,
    racing: bool = False,
) -> None:
    """Draw somebody on a bicycle, wheels on y; a racer leans over the handlebar."""
    shadow(c, x, y, height * 0.42, height * 0.03)
    frame, tyre = c.tone(c.rng.choice(PAINT), depth, 0.3), c.tone(ink("2a2428"), depth, 0.4)
    r = height * 0.2
    rear, front = (x - facing * height * 0.3, y - r), (x + facing * height * 0.3, y - r)
    for cx, cy in (rear, front):
        c.ring(cx, cy, r, r, tyre, max(2.0, height * 0.02))
        for spoke in range(3):
            turn = math.pi * spoke / 3 + 0.4
            dx, dy = math.cos(turn) * r * 0.9, math.sin(turn) * r * 0.9
            c.line([(cx - dx, cy - dy), (cx + dx, cy + dy)], (*tyre, 90), 1)
    crank, seat, bar = (
        (x - facing * height * 0.03, y - height * 0.15),
        (x - facing * height * 0.14, y - height * 0.52),
        (x + facing * height * 0.25, y - height * 0.53),
    )
    for start, end in (
        (rear, crank),
        (rear, seat),
        (crank, seat),
        (crank, bar),
        (seat, (bar[0], bar[1] + height * 0.06)),
        (front, bar),
    ):
        c.line([start, end], frame, max(2.0, height * 0.022))
    c.limb(bar, (bar[0] + facing * height * 0.06, bar[1] - height * 0.01), height * 0.02, height * 0.02, tyre)
    c.limb(
        (seat[0] - facing * height * 0.04, seat[1]),
        (seat[0] + facing * height * 0.04, seat[1]),
        height * 0.025,
        height * 0.018,
        tyre,
    )
    bow = replace(
        poses.CYCLE,
        neck=(0.15, 0.72),
        head=(0.24, 0.77),
        near_elbow=(0.2, 0.56),
        near_hand=(0.29, 0.53),
        far_elbow=(0.22, 0.58),
        far_hand=(0.3, 0.53),
    )
    person(
        c, x, y, height, bow if racing else poses.CYCLE, worn or look(c.rng, "trousers"), facing, depth, False
    )


def lorry(c: Canvas, x: float, y: float, length: float, facing: int = 1, depth: float = 0) -> None:
    """Draw a loaded lorry, its middle at x."""
    cab = c.rng.choice(PAINT)
    shadow(c, x, y, length * 0.55, length * 0.03, 100)

    def place(*points: Point) -> list[Point]:
        return [(x + px * length * facing, y - py * length) for px, py in points]

    c.poly(
        place((-0.5, 0.12), (-0.5, 0.34), (0.2, 0.34), (0.2, 0.12)),
        c.tone(mix(cab, (90, 60, 50), 0.5), depth, 0.5),
    )
    for i in range(9):
        bx, by = place((-0.43 + 0.075 * i, 0.36))[0]
        c.oval(bx, by, length * 0.055, length * 0.04, c.tone(ink("d8bf92"), depth, 0.2 + 0.5 * (i % 2)))
    c.poly(
        place((0.23, 0.1), (0.23, 0.42), (0.4, 0.42), (0.45, 0.26), (0.5, 0.24), (0.5, 0.1)),
        c.tone(cab, depth, 0.15),
    )
    c.poly(place((0.3, 0.27), (0.3, 0.39), (0.385, 0.39), (0.42, 0.27)), c.tone(ink("2c3e4c"), depth, 0.4))
    c.poly(place((-0.5, 0.08), (-0.5, 0.12), (0.5, 0.12), (0.5, 0.08)), c.tone(ink("3a3436"), depth, 0.5))
    for at in (-0.36, -0.22, 0.36):
        wheel(c, x + at * length * facing, y - length * 0.065, length * 0.068, depth)
