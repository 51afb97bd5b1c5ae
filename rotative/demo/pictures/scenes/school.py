"""Pictures of the school: the yard at the break, a lesson."""

import math

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import (
    distance,
    plain,
)
from rotative.demo.pictures.palettes import CLOTH, PAINT, SKIN, Colour, ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import WOOD, books, room, shelf, window
from rotative.demo.pictures.sky import paint_sky
from rotative.demo.pictures.trees import mango


def school(c: Canvas) -> None:
    """The school yard at the break."""
    line = c.h * c.rng.uniform(0.46, 0.53)
    light = paint_sky(c, line)
    distance(c, line, 2, 60)
    wall, trim = c.rng.choice(
        (
            (ink("efc27a"), ink("9c4a2f")),
            (ink("e9dcc0"), ink("2f7f8f")),
            (ink("d98f62"), ink("6a3040")),
            (ink("cfd8c0"), ink("3f6a4a")),
        )
    )
    left, right, roof = c.w * 0.12, c.w * 0.88, line - 130
    base = line + 40
    c.rect(left, roof, right, base, c.tone(wall, 0.1, 0.12))
    c.rect(left, base - 40, right, base, c.tone(trim, 0.1, 0.3))
    c.poly(
        [(left - 40, roof + 10), (left + 30, roof - 50), (right - 30, roof - 50), (right + 40, roof + 10)],
        c.tone(ink("b9b4ac"), 0.1, 0.3),
    )
    c.rect(left - 40, roof + 6, right + 40, roof + 16, c.tone(trim, 0.08, 0.6))
    count = max(5, round((right - left) / 130))
    step = (right - left) / count
    for i in range(count):
        x = left + step * (i + 0.5)
        if i % 3 == 1:
            c.rect(x - 32, base - 140, x + 32, base, c.tone(trim, 0.08, 0.7))
        else:
            c.rect(x - 38, base - 130, x + 38, base - 66, c.tone(ink("3d4f58"), 0.1, 0.5))
            for bar in range(4):
                c.rect(x - 38, base - 126 + bar * 16, x + 38, base - 121 + bar * 16, c.tone(trim, 0.08, 0.2))
        c.rect(left + step * i - 5, roof + 14, left + step * i + 5, base, c.tone(wall, 0.08, 0.85))
    plain(c, base - 2, mix(c.pal.earth, (240, 210, 160), 0.4), 0.2)
    pole = c.w * c.rng.uniform(0.4, 0.6)
    c.line([(pole, base + 60), (pole, roof - 190)], c.tone(ink("e8e2d4"), 0.04, 0.3), 7)
    for i, tint in enumerate((ink("2a6fa8"), ink("f7f0df"), ink("e8962e"))):
        y = roof - 190 + i * 26
        c.poly(
            [
                (pole, y),
                (pole + c.light * 70, y + 10),
                (pole + c.light * 130, y + 2),
                (pole + c.light * 130, y + 28),
                (pole + c.light * 70, y + 36),
                (pole, y + 26),
            ],
            c.tone(tint, 0.04, 0.15),
        )
    mango(c, c.w * (0.12 if light[0] > c.w / 2 else 0.88), base + 70, min(460, line), 0.02)
    uniform = c.rng.choice(
        (
            (ink("f4ecd8"), ink("b0703c")),
            (ink("9fc4dc"), ink("2a4a7a")),
            (ink("f0d9a0"), ink("6a4a34")),
            (ink("f0c4cf"), ink("7a3a5a")),
        )
    )
    for near in sorted(c.rng.uniform(0.16, 0.62) for _ in range(c.rng.randint(13, 18))):
        _pupil(
            c,
            c.w * c.rng.uniform(0.04, 0.96),
            line + (c.h - line) * near,
            70 + 150 * near,
            uniform,
            0.12 * (1 - near),
        )
    for i in range(5):
        _pupil(
            c,
            c.w * (0.12 + 0.19 * i) + c.rng.uniform(-40, 40),
            c.h * 0.95 + c.rng.uniform(-24, 6),
            290,
            uniform,
            0,
        )
    c.oval(c.w * c.rng.uniform(0.3, 0.7), c.h * 0.95, 22, 22, c.tone(ink("f4ead5"), 0, 0.1))


def _pupil(c: Canvas, x: float, y: float, tall: float, uniform: tuple[Colour, Colour], depth: float) -> None:
    base = look(c.rng, c.rng.choice(("shorts", "wrap")), c.rng.choice(("short", "short", "bun", "scarf")))
    worn = type(base)(base.skin, uniform[0], uniform[1], uniform[1], base.dress, base.hat)
    pose = c.rng.choice(
        (poses.RUN, poses.WALK, poses.STRIDE, poses.TALK, poses.CHEER, poses.RUN, poses.KICK, poses.STAND)
    )
    figure = person(c, x, y, tall, pose, worn, 0, depth)
    if c.rng.random() < 0.5:
        bx, by = figure.at((figure.pose.neck[0] - 0.12, 0.7))
        c.rect(
            bx - tall * 0.06,
            by - tall * 0.07,
            bx + tall * 0.06,
            by + tall * 0.12,
            c.tone(c.rng.choice(PAINT), depth, 0.4),
            tall * 0.03,
        )


def classroom(c: Canvas) -> None:
    """A lesson at the blackboard."""
    line = c.h * 0.66
    room(c, c.rng.choice((ink("e8cf9c"), ink("c4d4c0"), ink("e8b894"), ink("c9d4dc"))), ink("a8744c"), line)
    side = c.rng.choice((-1, 1))
    window(c, c.w / 2 + side * c.w * 0.4, 120, 190, 280, -side)
    bx, bw = c.w / 2 - side * c.w * 0.1, min(c.w * 0.6, 820)
    top, low = 100.0, line - 190
    c.rect(bx - bw / 2 - 14, top - 14, bx + bw / 2 + 14, low + 14, c.tone(WOOD, 0, 0.3), 4)
    c.rect(bx - bw / 2, top, bx + bw / 2, low, c.tone(ink("2f4a42"), 0, 0.3))
    _lesson(c, bx, top, bw, low - top)
    c.rect(bx - bw / 2, low + 8, bx + bw / 2, low + 24, c.tone(WOOD, 0, 0.1))
    shelf(c, c.w / 2 - side * c.w * 0.46, 330, 150)
    books(c, c.w / 2 - side * c.w * 0.46 - 66, 330, 132, 90, CLOTH)
    teacher = look(
        c.rng, c.rng.choice(("wrap", "boubou", "trousers")), c.rng.choice(("wrap", "bun", "short", "cap"))
    )
    person(c, bx + side * bw * 0.36, line + 60, 500, poses.POINT, teacher, -side)
    child = look(c.rng, "shorts", "short")
    person(c, bx - side * bw * 0.2, line + 50, 340, poses.WAVE, child, side)
    uniform = c.rng.choice((ink("f4ecd8"), ink("9fc4dc"), ink("f0d9a0"), ink("f0c4cf")))
    for row, (y, size) in enumerate(((c.h * 0.82, 36.0), (c.h * 0.93, 50.0))):
        c.rect(-5, y + size * 2.0, c.w + 5, y + size * 2.4, c.tone(WOOD, 0, 0.1))
        count = round(c.w / (size * 4.4))
        for i in range(count):
            _pupil_from_behind(c, c.w * (i + 0.5 + 0.25 * row) / count, y, size, uniform)
        c.rect(-5, y + size * 2.3, c.w + 5, y + size * 3.4, c.tone(mix(WOOD, (40, 18, 14), 0.3), 0, 0.5))


def _pupil_from_behind(c: Canvas, x: float, y: float, size: float, uniform: Colour) -> None:
    skin = c.tone(c.rng.choice(SKIN), 0, 0.3)
    if c.rng.random() < 0.3:
        f = c.rng.choice((-1, 1))
        c.limb(
            (x + f * size * 1.2, y + size * 1.9),
            (x + f * size * 1.5, y - size * 0.2),
            size * 0.6,
            size * 0.46,
            c.tone(uniform, 0, 0.25),
        )
        c.limb(
            (x + f * size * 1.5, y - size * 0.2),
            (x + f * size * 1.4, y - size * 1.7),
            size * 0.44,
            size * 0.34,
            skin,
        )
        c.oval(x + f * size * 1.4, y - size * 1.9, size * 0.22, size * 0.3, skin)
    c.blob(
        [
            (x - size * 1.5, y + size * 3.2),
            (x - size * 1.4, y + size * 1.7),
            (x - size * 0.5, y + size * 1.1),
            (x + size * 0.5, y + size * 1.1),
            (x + size * 1.4, y + size * 1.7),
            (x + size * 1.5, y + size * 3.2),
        ],
        c.tone(uniform, 0, 0.5),
        4,
    )
    c.blob(
        [
            (x - size * 0.8 + c.light * 16, y + size * 3.2),
            (x - size * 0.7 + c.light * 16, y + size * 1.5),
            (x + size * 0.6 + c.light * 16, y + size * 1.5),
            (x + size * 0.7 + c.light * 16, y + size * 3.2),
        ],
        c.tone(uniform, 0, 0.05),
        4,
    )
    c.rect(x - size * 0.34, y, x + size * 0.34, y + size * 1.3, skin)
    for f in (-1, 1):
        c.oval(x + f * size * 0.78, y + size * 0.1, size * 0.17, size * 0.26, skin)
    hair = c.tone(ink("1d1416"), 0, 0.3)
    c.oval(x, y - size * 0.05, size * 0.8, size * 0.95, hair)
    style = c.rng.random()
    if style < 0.3:
        for f in (-1, 1):
            c.oval(x + f * size * 0.55, y - size * 0.95, size * 0.36, size * 0.36, hair)
            c.oval(
                x + f * size * 0.48,
                y - size * 0.75,
                size * 0.16,
                size * 0.12,
                c.tone(c.rng.choice(PAINT), 0, 0.1),
            )
    elif style < 0.6:
        for k in (-0.5, -0.25, 0.0, 0.25, 0.5):
            c.line(
                [
                    (x + k * size * 0.7, y - size * 0.85),
                    (x + k * size * 1.1, y),
                    (x + k * size * 0.8, y + size * 0.7),
                ],
                c.tone(ink("4a3430"), 0, 0.3),
                size * 0.05,
            )


def _lesson(c: Canvas, x: float, y: float, wide: float, high: float) -> None:
    """Chalk: a map with its river, a sum, a circle, lines of writing."""
    chalk = (236, 236, 222, 220)
    subject = c.rng.choice(("map", "geometry", "sum"))
    left = x - wide * 0.46
    if subject == "map":
        coast = [
            (
                left + wide * (0.2 + 0.16 * math.cos(a * 0.52) * c.rng.uniform(0.8, 1.15)),
                y + high * (0.5 + 0.38 * math.sin(a * 0.52) * c.rng.uniform(0.8, 1.1)),
            )
            for a in range(12)
        ]
        c.line([*coast, coast[0]], chalk, 4)
        c.line(
            [
                (left + wide * (0.08 + 0.03 * i), y + high * (0.5 + 0.12 * math.sin(i * 0.9)))
                for i in range(9)
            ],
            (140, 196, 226, 230),
            6,
        )
        for _ in range(4):
            c.oval(
                left + wide * c.rng.uniform(0.12, 0.3),
                y + high * c.rng.uniform(0.3, 0.7),
                6,
                6,
                (240, 180, 110, 255),
            )
    elif subject == "geometry":
        c.ring(left + wide * 0.18, y + high * 0.5, high * 0.32, high * 0.32, chalk, 4)
        c.line(
            [
                (left + wide * 0.05, y + high * 0.82),
                (left + wide * 0.32, y + high * 0.82),
                (left + wide * 0.18, y + high * 0.14),
                (left + wide * 0.05, y + high * 0.82),
            ],
            (240, 200, 120, 230),
            4,
        )
    else:
        for row in range(3):
            for i in range(4):
                c.ring(left + wide * (0.06 + 0.08 * i), y + high * (0.22 + 0.24 * row), 16, 20, chalk, 4)
        c.line([(left + wide * 0.02, y + high * 0.84), (left + wide * 0.34, y + high * 0.84)], chalk, 4)
    for row in range(5):
        at, ly = left + wide * 0.46, y + high * (0.16 + 0.16 * row)
        stop = left + wide * c.rng.uniform(0.72, 0.9)
        while at < stop:
            word = c.rng.uniform(26, 80)
            c.line(
                [(at + k * 6, ly + (5 if k % 2 else -4)) for k in range(max(2, int(word / 6)))], chalk, 2.5
            )
            at += word + 18
