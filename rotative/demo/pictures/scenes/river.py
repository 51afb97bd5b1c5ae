"""Pictures of the river: pirogues, the thrown net, washing day on the bank."""

import math

from rotative.demo.pictures import poses
from rotative.demo.pictures.boats import pirogue
from rotative.demo.pictures.buildings import great_mosque, town
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import (
    bank,
    distance,
    reeds,
    tufts,
    water,
)
from rotative.demo.pictures.palettes import PAINT, ink, mix, pick
from rotative.demo.pictures.people import passer_by, person
from rotative.demo.pictures.sky import birds, paint_sky, rain
from rotative.demo.pictures.trees import mango, palm, thicket


def river(c: Canvas) -> None:
    """Pirogues on the wide river at some hour of the day."""
    line = c.h * c.rng.uniform(0.4, 0.56)
    light = paint_sky(c, line)
    distance(c, line, 3, 50)
    bank(c, line, c.pal.earth, 0.4, 22)
    if c.rng.random() < 0.45:
        side = c.w * (0.27 if light[0] > c.w / 2 else 0.73)
        town(c, line - 8, 30, 62, 0.35, side - 280, side + 260)
        if c.rng.random() < 0.6:
            great_mosque(c, side, line - 6, 230, 170, 0.32)
    thicket(c, line - 8, 26, 0.36, -20, c.w * c.rng.uniform(0.2, 0.45))
    for _ in range(c.rng.randint(2, 5)):
        palm(
            c,
            c.w * c.rng.choice((c.rng.uniform(0.02, 0.2), c.rng.uniform(0.75, 0.98))),
            line - 8,
            c.rng.uniform(130, 210),
            0.3,
        )
    water(c, line, light)
    facing = c.rng.choice((-1, 1))
    for i in range(c.rng.randint(1, 3)):
        pirogue(
            c,
            c.w * c.rng.uniform(0.08, 0.92),
            line + (c.h - line) * (0.1 + 0.1 * i),
            150 + 60 * i,
            0.25 - 0.08 * i,
            c.rng.randint(1, 3),
            facing,
        )
    x = c.w * (0.36 if light[0] > c.w / 2 else 0.64)
    pirogue(
        c,
        x,
        line + (c.h - line) * c.rng.uniform(0.55, 0.68),
        c.rng.uniform(480, 620),
        0,
        c.rng.randint(2, 4),
        facing,
    )
    corner = 0.02 if x > c.w / 2 else 0.98
    reeds(c, c.w * corner, c.h + 10, 60, 250)
    birds(c, c.w * c.rng.uniform(0.3, 0.7), line * 0.4, c.rng.randint(4, 9))
    if c.pal.wet:
        rain(c)


def nets(c: Canvas) -> None:
    """A fisher throws the net; it opens over the water."""
    line = c.h * c.rng.uniform(0.36, 0.5)
    light = paint_sky(c, line)
    distance(c, line, 3, 70)
    thicket(c, line, 24, 0.4, -20, c.w + 20)
    water(c, line, light)
    pirogue(c, c.w * c.rng.uniform(0.1, 0.9), line + 50, 170, 0.3, 2, c.rng.choice((-1, 1)))
    facing = 1 if light[0] > c.w / 2 else -1
    x, y = c.w / 2 - facing * min(c.w * 0.2, 260), line + (c.h - line) * 0.62
    pirogue(c, x, y, 600, 0, 1, facing, poses.CAST)
    tall = 600 * 0.37
    hand = (x + facing * (-0.36 * 600 + 0.33 * tall), y - 9 - 0.86 * tall)
    _cast_net(c, hand, (x + facing * 300, y - 60 - c.rng.uniform(0, 60)), facing, c.h - y)
    reeds(c, c.w * (0.98 if facing < 0 else 0.02), c.h + 10, 46, 210)
    birds(c, c.w * 0.5, line * 0.45, 7)


def _cast_net(c: Canvas, hand: Point, middle: Point, facing: int, room: float) -> None:
    thread = mix(c.pal.sun, c.pal.sky[-1], 0.3)
    reach, thick = 175.0, min(92.0, room * 0.4)
    tilt = -0.28 * facing
    rim: list[Point] = []
    for i in range(40):
        a = math.tau * i / 40
        wave = 1 + 0.07 * math.sin(a * 5)
        ex, ey = math.cos(a) * reach * wave, math.sin(a) * thick * wave
        rim.append(
            (
                middle[0] + ex * math.cos(tilt) - ey * math.sin(tilt),
                middle[1] + ex * math.sin(tilt) + ey * math.cos(tilt),
            )
        )
    c.poly(rim, (*thread, 46))
    heart = (middle[0] - facing * 60, middle[1] - 34)
    for i in range(0, 40, 2):
        c.line([heart, rim[i]], (*thread, 150), 1.4)
    for share in (0.35, 0.6, 0.82):
        ring = [(heart[0] + (px - heart[0]) * share, heart[1] + (py - heart[1]) * share) for px, py in rim]
        c.line([*ring, ring[0]], (*thread, 140), 1.3)
    c.line([*rim, rim[0]], (*thread, 235), 3)
    for i in range(0, 40, 2):
        c.oval(rim[i][0], rim[i][1] + 3, 4, 4, mix(thread, (60, 40, 40), 0.4))
    c.line([hand, heart], (*thread, 230), 2.2)


def laundry(c: Canvas) -> None:
    """Washing day: cloths drying in colour on the bank."""
    line = c.h * c.rng.uniform(0.38, 0.46)
    light = paint_sky(c, line)
    distance(c, line, 3, 60)
    town(c, line - 2, 30, 60, 0.4, -30, c.w * 0.4)
    shore = line + (c.h - line) * 0.4
    water(c, line, light, shore + 14)
    c.wash(shore, c.h, [c.tone(mix(c.pal.earth, (240, 210, 150), 0.4), 0.1), c.tone(c.pal.earth)])
    c.poly(
        [
            (-5, shore + 16),
            (c.w * 0.3, shore - 8),
            (c.w * 0.7, shore + 12),
            (c.w + 5, shore - 4),
            (c.w + 5, shore + 40),
            (-5, shore + 40),
        ],
        c.tone(mix(c.pal.earth, (240, 210, 150), 0.4), 0.08),
    )
    for i in range(c.rng.randint(3, 5)):
        person(
            c,
            c.w * (0.1 + 0.2 * i) + c.rng.uniform(-40, 40),
            shore + c.rng.uniform(4, 26),
            160,
            c.rng.choice((poses.BEND, poses.SQUAT, poses.WORK)),
            look(c.rng, "wrap"),
            0,
            0.06,
        )
    mango(c, c.w * (0.93 if light[0] < c.w / 2 else 0.07), shore + 70, 460, 0, False)
    _clothesline(c, shore + 30, shore + (c.h - shore) * 0.66, 190)
    facing = c.rng.choice((-1, 1))
    for i in range(c.rng.randint(1, 2)):
        passer_by(c, c.w * (0.5 - facing * 0.26) + i * 150, c.h * 0.965, 360, facing)
    tufts(c, c.h * 0.94, c.h + 20, 22)


def _clothesline(c: Canvas, top: float, ground: float, drop: float) -> None:
    x = c.w * c.rng.uniform(-0.05, 0.05)
    wood = c.tone(ink("6a4a34"), 0, 0.6)
    while x < c.w:
        span = c.rng.uniform(380, 520)
        c.line([(x, ground), (x, top - 8)], wood, 7)
        at = 0.06
        while at < 0.8:
            wide = c.rng.uniform(0.24, 0.4)
            a, b = x + at * span, x + min(0.95, at + wide) * span
            sag = 16
            ya, yb = top + sag * math.sin(math.pi * at), top + sag * math.sin(math.pi * min(0.95, at + wide))
            low = drop * c.rng.uniform(0.6, 1.0)
            blow = c.rng.uniform(-12, 12)
            ground_tint, stripe = pick(c.rng, PAINT, 2)
            c.poly(
                [
                    (a, ya),
                    (b, yb),
                    (b + blow, yb + low),
                    ((a + b) / 2 + blow, ya + low * 1.05),
                    (a + blow, ya + low),
                ],
                c.tone(ground_tint, 0, 0.15),
            )
            fold = a + (b - a) * (0.65 if c.light < 0 else 0.0)
            c.poly(
                [
                    (fold, ya),
                    (fold + (b - a) * 0.35, ya),
                    (fold + (b - a) * 0.35 + blow, ya + low),
                    (fold + blow, ya + low),
                ],
                (*c.tone(ground_tint, 0, 1), 130),
            )
            for band in c.rng.choice(((0.78, 0.88), (0.2, 0.5, 0.8), (0.45,), ())):
                c.poly(
                    [
                        (a + blow * band, ya + low * band),
                        (b + blow * band, yb + low * band),
                        (b + blow * band, yb + low * (band + 0.07)),
                        (a + blow * band, ya + low * (band + 0.07)),
                    ],
                    c.tone(stripe, 0, 0.25),
                )
            at += wide + c.rng.uniform(0.03, 0.1)
        c.line([(x, top), (x + span * 0.5, top + 16), (x + span, top)], wood, 3)
        x += span
