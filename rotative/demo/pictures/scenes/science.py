"""Pictures of science at work: the solar field, the observatory."""

import math

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import (
    distance,
    plain,
    ridge,
    shadow,
    tufts,
)
from rotative.demo.pictures.palettes import ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.sky import paint_sky
from rotative.demo.pictures.trees import acacia


def solar(c: Canvas) -> None:
    """A field of solar panels that runs to the horizon."""
    line = c.h * c.rng.uniform(0.36, 0.46)
    light = paint_sky(c, line)
    distance(c, line, 3, 60)
    plain(c, line, mix(c.pal.earth, (235, 200, 150), 0.3), 0.4)
    for _ in range(3):
        acacia(c, c.rng.uniform(0, c.w), line + 8, c.rng.uniform(80, 130), 0.44)
    tilt = 1 if light[0] > c.w / 2 else -1
    glass = ink("25477a")
    ranks = 7
    for rank in range(ranks):
        near = (rank / (ranks - 1)) ** 1.7
        y = line + 22 + (c.h - line) * 0.86 * near
        size = 26 + 190 * near
        depth = 0.42 * (1 - near) ** 1.4
        offset = c.rng.uniform(0, size)
        gap = c.w * (0.5 - tilt * 0.08)
        x = -offset
        while x < c.w:
            if abs(x + size * 0.6 - gap) > size * 0.62 or rank < 2:
                _panel(c, x, y, size, tilt, depth, glass)
            x += size * 1.34
        if rank in (3, 4, 5):
            person(
                c,
                gap + (rank - 4) * size * 0.42 + c.rng.uniform(-0.15, 0.15) * size,
                y + 6,
                size * 1.12,
                c.rng.choice((poses.POINT, poses.TALK, poses.WALK, poses.WORK)),
                look(c.rng, "trousers", c.rng.choice(("cap", "straw"))),
                tilt,
                depth * 0.6,
            )
    tufts(c, c.h * 0.92, c.h + 16, 26)


def _panel(
    c: Canvas, x: float, y: float, size: float, tilt: int, depth: float, glass: tuple[int, ...]
) -> None:
    wide, high, lean = size * 1.24, size * 0.52, size * 0.26 * tilt
    shadow(c, x + wide / 2, y, wide * 0.55, size * 0.05)
    leg = c.tone(ink("8a8f92"), depth, 0.6)
    for at in (0.2, 0.8):
        c.line(
            [(x + wide * at, y), (x + wide * at + lean * 0.4, y - size * 0.4)], leg, max(1.5, size * 0.035)
        )
    low, top = y - size * 0.2, y - size * 0.2 - high
    corners: list[Point] = [(x, low), (x + wide, low), (x + wide + lean, top), (x + lean, top)]
    c.poly(corners, c.tone(glass, depth, 0.25))
    shine = mix(c.pal.sky[-1], c.pal.sun, 0.5)
    a, b = (0.1, 0.42) if tilt > 0 else (0.58, 0.9)
    c.poly(
        [
            (x + wide * a, low),
            (x + wide * b, low),
            (x + wide * (b + 0.12) + lean, top),
            (x + wide * (a + 0.2) + lean, top),
        ],
        (*shine, 92),
    )
    grid = (*c.tone(ink("9fb6cc"), depth, 0.2), 190)
    for i in range(7):
        at = i / 6
        c.line([(x + wide * at, low), (x + wide * at + lean, top)], grid, max(1, size * 0.011))
    for at in (0.0, 0.34, 0.67, 1.0):
        c.line(
            [(x + lean * at, low + (top - low) * at), (x + wide + lean * at, low + (top - low) * at)],
            grid,
            max(1, size * 0.013),
        )


def observatory(c: Canvas) -> None:
    """The dome on the hill under the stars, children with a telescope."""
    line = c.h * c.rng.uniform(0.62, 0.7)
    c.wash(0, line + 60, c.pal.sky)
    _milky_way(c, line)
    distance(c, line, 3, 90)
    hill = ridge(c, line - 10, 18, 900, c.tone(c.pal.earth, 0.3, 0.6))
    x = c.w * c.rng.choice((0.3, 0.7))
    y, r = hill(x) + 8, c.rng.uniform(120, 155)
    white = ink("f0ebe0")
    c.rect(x - r, y - r * 0.7, x + r, y, c.tone(white, 0.1, 0.6))
    c.rect(x - r * 0.2, y - r * 0.44, x + r * 0.12, y, ink("ffcf7a"))
    dome = [
        (x + math.cos(math.pi * i / 24) * r * 1.04, y - r * 0.7 - math.sin(math.pi * i / 24) * r)
        for i in range(25)
    ]
    c.poly(dome, c.tone(white, 0.05, 0.75))
    c.poly(
        [
            (x + (px - x) * 0.7 + c.light * r * 0.28, y - r * 0.7 + (py - y + r * 0.7) * 0.96)
            for px, py in dome
        ],
        c.tone(white, 0, 0.1),
    )
    away = -1 if x > c.w / 2 else 1
    slit: list[Point] = [
        (x + away * r * 0.1, y - r * 1.68),
        (x + away * r * 0.42, y - r * 1.62),
        (x + away * r * 0.86, y - r * 0.72),
        (x + away * r * 0.5, y - r * 0.72),
    ]
    c.poly(slit, ink("ffcf7a"))
    c.limb(
        (x + away * r * 0.45, y - r * 1.0),
        (x + away * r * 0.95, y - r * 1.75),
        r * 0.26,
        r * 0.2,
        c.tone(ink("39445c"), 0, 0.4),
    )
    c.glow(x + away * r * 0.4, y - r, r * 1.6, ink("ffcf7a"), 0.32)
    c.rect(x - r * 1.08, y - r * 0.74, x + r * 1.08, y - r * 0.66, c.tone(ink("b8b0a4"), 0, 0.4))
    ridge(c, line + (c.h - line) * 0.42, 24, 800, c.tone(mix(c.pal.earth, c.pal.grass, 0.4), 0.05, 0.9))
    fx, fy = c.w / 2 + away * c.w * 0.14, c.h * 0.92
    metal = c.tone(ink("d8d4c8"), 0, 0.2)
    for leg in (-46, 0, 46):
        c.line([(fx, fy - 150), (fx + leg, fy)], c.tone(ink("5a4636"), 0, 0.4), 6)
    c.limb((fx - away * 66, fy - 120), (fx + away * 92, fy - 236), 26, 36, metal)
    person(c, fx - away * 116, fy + 4, 215, poses.WORK, look(c.rng), away)
    for i in range(c.rng.randint(3, 5)):
        person(
            c,
            fx - away * (190 + 76 * i),
            fy + c.rng.uniform(-8, 14),
            c.rng.uniform(160, 230),
            c.rng.choice((poses.POINT, poses.STAND, poses.TALK, poses.WAVE)),
            None,
            away,
        )
    tufts(c, c.h * 0.93, c.h + 16, 50)


def _milky_way(c: Canvas, line: float) -> None:
    lean = c.rng.uniform(0.4, 1.1) * c.light
    start = c.w * 0.5 - lean * line * 0.5
    for i in range(26):
        at = i / 25
        x, y = start + lean * line * at + c.rng.gauss(0, 26), line * at
        c.glow(x, y, c.rng.uniform(70, 150), mix(c.pal.sky[-1], (240, 225, 235), 0.4), 0.2)
    for _ in range(round(c.w * line / 2600)):
        if c.rng.random() < 0.5:
            y = c.rng.uniform(0, line)
            x = start + lean * y + c.rng.gauss(0, 75)
        else:
            x, y = c.rng.uniform(0, c.w), c.rng.uniform(0, line)
        size = c.rng.choice((1.1, 1.1, 1.4, 1.9, 2.8))
        c.oval(x, y, size, size, (250, 244, 226, c.rng.randint(120, 255)))
    sx, sy = c.rng.uniform(0.2, 0.8) * c.w, line * 0.16
    c.poly([(sx, sy), (sx + 170, sy + 56), (sx + 168, sy + 60)], (255, 250, 230, 150))
