"""Pictures of the capital: the first rains, the avenue."""

from dataclasses import replace

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import plain, road
from rotative.demo.pictures.palettes import CLOTH, PAINT, ink, mix
from rotative.demo.pictures.people import passer_by, person
from rotative.demo.pictures.shops import awning, block
from rotative.demo.pictures.sky import paint_sky, rain
from rotative.demo.pictures.trees import mango, palm
from rotative.demo.pictures.vehicles import cyclist, minibus


def rainy_road(c: Canvas) -> None:
    """The road under the first rains: umbrellas, headlamps, reflections."""
    line = c.h * c.rng.uniform(0.42, 0.48)
    paint_sky(c, line)
    for left in range(-20, round(c.w), 120):
        block(c, left, line + 20, 110, c.rng.uniform(80, 220), c.rng.uniform(0.45, 0.6), c.rng.choice(PAINT))
    side = c.rng.choice((-1, 1))
    x = 0.0 if side > 0 else c.w * 0.62
    for _ in range(3):
        awning(c, x - 20, line + 70, 210, 200, c.rng.choice(PAINT), 0.2)
        x += 190
    mango(c, c.w * (0.84 if side > 0 else 0.14), line + 90, 400, 0.16, False)
    wet = mix(c.pal.sky[0], ink("6a5a58"), 0.5)
    shore = line + 66
    c.wash(shore, c.h, [mix(wet, c.pal.haze, 0.5), wet])
    c.mirror(shore, min(shore, c.h - shore), wet, 0.5, 9)
    for i in range(7):
        near = ((i + 0.5) / 7) ** 1.7
        y, half = shore + (c.h - shore) * near, 8 + 20 * near
        c.poly(
            [
                (c.w * 0.5 - half, y),
                (c.w * 0.5 + half, y),
                (c.w * 0.5 + half * 1.3, y + 40 * near),
                (c.w * 0.5 - half * 1.3, y + 40 * near),
            ],
            (238, 232, 214, 190),
        )
    minibus(c, c.w * (0.62 if side > 0 else 0.38), shore + (c.h - shore) * 0.4, 430, 0.04, -side)
    cyclist(c, c.w * (0.2 if side > 0 else 0.8), shore + (c.h - shore) * 0.3, 220, side, 0.05)
    for near in sorted(c.rng.uniform(0.06, 0.62) for _ in range(5)):
        _umbrella(c, c.w * c.rng.uniform(0.05, 0.95), shore + (c.h - shore) * near, 120 + 150 * near)
    _umbrella(c, c.w * (0.26 if side > 0 else 0.74), c.h * 0.95, 400)
    _umbrella(c, c.w * (0.4 if side > 0 else 0.6), c.h * 0.93, 370)
    for _ in range(44):
        dx, dy = c.rng.uniform(0, c.w), shore + (c.h - shore) * c.rng.random() ** 0.8
        r = 6 + 24 * (dy - shore) / (c.h - shore)
        c.ring(dx, dy, r, r * 0.3, (235, 242, 240, 110), 1.6)
    rain(c, 1.5)


def _umbrella(c: Canvas, x: float, y: float, tall: float) -> None:
    tint = c.rng.choice(CLOTH)
    figure = person(
        c,
        x,
        y,
        tall,
        replace(poses.WALK, near_elbow=(0.12, 0.7), near_hand=(0.1, 0.86)),
        look(c.rng),
        0,
        0.02,
    )
    hx, hy = figure.at((0.1, 0.86))
    top = hy - tall * 0.34
    c.line([(hx, hy + tall * 0.06), (hx, top)], c.tone(ink("3a3036"), 0, 0.4), max(2.0, tall * 0.012))
    r = tall * 0.36
    for i in range(6):
        a, b = -1 + i / 3, -1 + (i + 1) / 3
        c.poly(
            [
                (hx, top),
                (hx + a * r * 0.62, top + r * 0.1),
                (hx + a * r, top + r * 0.44),
                (hx + (a + b) / 2 * r, top + r * 0.36),
                (hx + b * r, top + r * 0.44),
                (hx + b * r * 0.62, top + r * 0.1),
            ],
            c.tone(tint, 0, 0.1 + 0.5 * (i % 2)),
        )


def city(c: Canvas) -> None:
    """The capital's avenue, between offices and street trade."""
    line = c.h * c.rng.uniform(0.52, 0.58)
    light = paint_sky(c, line)
    for depth, low, high in ((0.62, 120, 300), (0.4, 90, 230)):
        x = -40.0
        while x < c.w:
            wide = c.rng.uniform(70, 130)
            block(
                c,
                x,
                line + 20,
                wide,
                c.rng.uniform(low, high),
                depth,
                mix(c.rng.choice(PAINT), ink("e8dcc8"), 0.6),
            )
            x += wide + c.rng.choice((0, 4, 30))
    for i in range(2):
        x, wide = (0.0 - 40, c.w * 0.24) if i == 0 else (c.w * 0.8, c.w * 0.26)
        block(
            c,
            x,
            line + 66,
            wide,
            min(line * 0.86, c.rng.uniform(330, 480)),
            0.14,
            mix(c.rng.choice(PAINT), ink("ecdcc0"), 0.45),
        )
    asphalt = mix(ink("77706e"), c.pal.earth, 0.35)
    plain(c, line + 20, mix(c.pal.earth, (235, 200, 160), 0.45), 0.3)
    sides = road(c, line + 20, c.w * 0.5, -c.w * 0.1, c.w * 1.1, asphalt)
    for i in range(6):
        near = ((i + 0.4) / 6) ** 1.7
        y, half = line + 20 + (c.h - line) * near, 3 + 14 * near
        c.poly(
            [
                (c.w / 2 - half, y),
                (c.w / 2 + half, y),
                (c.w / 2 + half * 1.4, y + 70 * near),
                (c.w / 2 - half * 1.4, y + 70 * near),
            ],
            c.tone(ink("f4ead5"), 0.1),
        )
    for i in (7, 10, 13):
        for side, points in zip((-1, 1), sides, strict=True):
            px, py = points[i]
            palm(c, px + side * 26, py, 120 + 16 * i, 0.3 - 0.02 * i)
    for near in (0.1, 0.22, 0.42):
        lane = c.rng.choice((-1, 1))
        minibus(
            c,
            c.w * 0.5 + lane * c.w * (0.07 + 0.42 * near),
            line + 24 + (c.h - line) * near,
            90 + 560 * near,
            0.26 * (1 - near * 2),
            lane,
        )
    for near in sorted(c.rng.uniform(0.14, 0.7) for _ in range(9)):
        side = c.rng.choice((-1, 1))
        passer_by(
            c,
            c.w * 0.5 + side * c.w * (0.3 + 0.2 * c.rng.random()),
            line + (c.h - line) * near,
            70 + 240 * near,
            0,
            0.16 * (1 - near),
        )
    for i in range(c.rng.randint(1, 3)):
        cyclist(c, c.w * (0.3 + 0.22 * i), c.h * (0.86 + 0.04 * i), 270, 1 if light[0] > c.w / 2 else -1)
    if c.pal.wet:
        rain(c)
