"""Pictures of the kitchen: pots, steam, ladles."""

import math

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.palettes import PAINT, ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import WOOD, room, shelf, window
from rotative.demo.pictures.scenes.pottery import pot


def kitchen(c: Canvas) -> None:
    """Steaming pots over three stones, cooks with long ladles."""
    line = c.h * 0.6
    room(c, c.rng.choice((ink("c9d0b0"), ink("e0b98a"), ink("a9c4bc"), ink("e3c4a0"))), ink("b07a50"), line)
    side = c.rng.choice((-1, 1))
    window(c, c.w / 2 + side * c.w * 0.22, 130, 230, 240, side)
    for row, y in enumerate((210, 350)):
        shelf(c, c.w / 2 - side * c.w * 0.27, y, min(480, c.w * 0.42))
        for i in range(6):
            _ware(
                c,
                c.w / 2 - side * c.w * 0.27 + (i - 2.5) * min(480, c.w * 0.42) / 6.4,
                y,
                40 + 12 * (row == 0),
            )
    for i in range(5):
        _hanging(c, c.w / 2 + side * c.w * (0.37 + 0.026 * i), 120, 120 + 30 * (i % 2))
    floor = c.h * 0.84
    cooks = 3 if c.w > 1200 else 2
    for i in range(cooks):
        x = c.w * (i + 0.5) / cooks + c.rng.uniform(-30, 30)
        f = c.rng.choice((-1, 1))
        size = c.rng.uniform(170, 220)
        cook = person(
            c,
            x - f * 165,
            floor - 6 + 8 * i,
            c.rng.uniform(450, 480),
            c.rng.choice((poses.WORK, poses.POLE, poses.WORK)),
            look(c.rng, "wrap", c.rng.choice(("wrap", "wrap", "scarf"))),
            f,
        )
        hand = cook.at(cook.pose.near_hand)
        foot = (x + f * 40, floor - size * 0.7)
        knob = (hand[0] - (foot[0] - hand[0]) * 0.12, hand[1] - (foot[1] - hand[1]) * 0.12)
        c.line([knob, foot], c.tone(WOOD, 0, 0.3), 10)
        c.oval(hand[0], hand[1], 12, 12, c.tone(cook.worn.skin, 0, 0.2))
        _cauldron(c, x + f * 50, floor + 24, size)
    base = c.h * 0.97
    for i in range(3):
        x = c.w * (0.2 + 0.3 * i) + c.rng.uniform(-50, 50)
        bowl = c.rng.choice(PAINT)
        c.poly(
            [(x - 100, base - 50), (x + 100, base - 50), (x + 62, base + 10), (x - 62, base + 10)],
            c.tone(bowl, 0, 0.6),
        )
        c.oval(x, base - 50, 100, 24, c.tone(mix(bowl, (255, 255, 255), 0.4), 0, 0.1))
        for k in range(13):
            a = math.tau * k / 13
            c.oval(
                x + math.cos(a) * 56,
                base - 56 + math.sin(a) * 10,
                24,
                18,
                c.tone(c.rng.choice(((214, 60, 44), (236, 150, 50), (110, 150, 60), (140, 60, 100))), 0, 0.3),
            )


def _cauldron(c: Canvas, x: float, y: float, size: float) -> None:
    for i in range(9):
        a = x + (i - 4) * size * 0.1
        c.poly(
            [(a - 14, y), (a + c.rng.uniform(-8, 8), y - c.rng.uniform(26, 62)), (a + 14, y)],
            c.rng.choice((ink("ffd24a"), ink("ff8a2c"), ink("f2601c"))),
        )
    c.glow(x, y - 10, size * 0.8, ink("ff9a3c"), 0.5)
    for at in (-0.42, 0, 0.42):
        c.oval(x + at * size, y, size * 0.15, size * 0.12, c.tone(ink("6a5a54"), 0, 0.7))
    iron = c.rng.choice((ink("3a3a42"), ink("5a5a60"), ink("46383a")))
    c.blob(
        [
            (x - size * 0.34, y - size * 0.06),
            (x - size * 0.56, y - size * 0.4),
            (x - size * 0.5, y - size * 0.74),
            (x + size * 0.5, y - size * 0.74),
            (x + size * 0.56, y - size * 0.4),
            (x + size * 0.34, y - size * 0.06),
        ],
        c.tone(iron, 0, 0.6),
        5,
    )
    c.blob(
        [
            (x - size * 0.16 + c.light * size * 0.2, y - size * 0.12),
            (x - size * 0.24 + c.light * size * 0.22, y - size * 0.66),
            (x + size * 0.1 + c.light * size * 0.24, y - size * 0.66),
            (x + size * 0.12 + c.light * size * 0.2, y - size * 0.14),
        ],
        c.tone(mix(iron, (255, 220, 190), 0.25), 0, 0.1),
        5,
    )
    c.oval(x, y - size * 0.74, size * 0.52, size * 0.11, c.tone(mix(iron, (255, 255, 255), 0.25), 0, 0.2))
    c.oval(
        x,
        y - size * 0.74,
        size * 0.45,
        size * 0.08,
        c.tone(c.rng.choice((ink("c9612c"), ink("8a9a3c"), ink("e0b04a"), ink("9a3a24"))), 0, 0.15),
    )
    drift = c.rng.uniform(-16, 16)
    for i in range(9):
        c.glow(
            x + drift * i + c.rng.uniform(-24, 24),
            y - size * 0.9 - 46 * i,
            58 + 13 * i,
            (255, 250, 240),
            0.36,
        )


def _ware(c: Canvas, x: float, y: float, size: float) -> None:
    tint = c.rng.choice(PAINT)
    kind = c.rng.random()
    if kind < 0.45:
        c.poly(
            [
                (x - size * 0.6, y - size * 0.6),
                (x + size * 0.6, y - size * 0.6),
                (x + size * 0.36, y),
                (x - size * 0.36, y),
            ],
            c.tone(tint, 0, 0.25),
        )
        c.rect(
            x - size * 0.6,
            y - size * 0.64,
            x + size * 0.6,
            y - size * 0.52,
            c.tone(mix(tint, (255, 255, 255), 0.4), 0, 0.2),
        )
    elif kind < 0.75:
        c.rect(
            x - size * 0.36,
            y - size * 1.2,
            x + size * 0.36,
            y,
            c.tone(mix(tint, (255, 255, 255), 0.15), 0, 0.3),
            6,
        )
        c.rect(
            x - size * 0.4, y - size * 1.32, x + size * 0.4, y - size * 1.12, c.tone(ink("d8d4cc"), 0, 0.3), 4
        )
    else:
        pot(c, x, y, size * 1.2)


def _hanging(c: Canvas, x: float, y: float, drop: float) -> None:
    c.line([(x, y), (x, y + drop)], c.tone(WOOD, 0, 0.6), 3)
    for i in range(5):
        c.oval(
            x + (i % 2 - 0.5) * 16,
            y + drop - 70 + 19 * i,
            12,
            13,
            c.tone(c.rng.choice(((226, 96, 44), (222, 214, 190), (196, 50, 44))), 0, 0.3),
        )
