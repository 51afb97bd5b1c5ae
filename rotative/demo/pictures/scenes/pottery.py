"""Pictures of the potters and their kiln."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.buildings import granary, mud_house
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import distance, plain, shadow
from rotative.demo.pictures.palettes import ink, mix
from rotative.demo.pictures.people import passer_by, person
from rotative.demo.pictures.sky import paint_sky


def pot(c: Canvas, x: float, y: float, size: float, depth: float = 0) -> None:
    """Draw a round pot, `size` wide, with an incised belt."""
    clay = mix(c.rng.choice((ink("b5603a"), ink("9a4a30"), ink("c9814f"), ink("6a4438"))), ink("b5603a"), 0.3)
    neck = c.rng.uniform(0.26, 0.42)
    shape: list[Point] = [
        (-0.22, 0),
        (-0.48, 0.26),
        (-0.46, 0.56),
        (-neck, 0.82),
        (-neck * 1.1, 0.95),
        (neck * 1.1, 0.95),
        (neck, 0.82),
        (0.46, 0.56),
        (0.48, 0.26),
        (0.22, 0),
    ]
    shadow(c, x, y, size * 0.6, size * 0.08)
    c.blob([(x + px * size, y - py * size) for px, py in shape], c.tone(clay, depth, 0.85), 4)
    c.blob(
        [(x + px * size * 0.66 + c.light * size * 0.1, y - py * size * 0.96 - 2) for px, py in shape],
        c.tone(clay, depth, 0.1),
        4,
    )
    belt = c.tone(mix(clay, ink("f2dcb8"), 0.6), depth, 0.2)
    if c.rng.random() < 0.7:
        for i in range(9):
            at = (i / 8 - 0.5) * 0.8
            c.poly(
                [
                    (x + (at - 0.04) * size, y - size * 0.6),
                    (x + at * size, y - size * 0.5),
                    (x + (at + 0.04) * size, y - size * 0.6),
                ],
                belt,
            )
    c.oval(x, y - size * 0.95, neck * size * 1.06, size * 0.07, c.tone(clay, depth, 0.3))
    c.oval(
        x, y - size * 0.95, neck * size * 0.8, size * 0.045, c.tone(mix(clay, (20, 8, 8), 0.6), depth, 0.6)
    )


def pottery(c: Canvas) -> None:
    """Potters, rows of jars, the open kiln smoking."""
    line = c.h * c.rng.uniform(0.42, 0.5)
    light = paint_sky(c, line)
    distance(c, line, 3, 60)
    side = 1 if light[0] < c.w / 2 else -1
    mud_house(c, c.w / 2 + side * c.w * 0.3 - 150, line + 40, 320, 190, 0.2)
    granary(c, c.w / 2 - side * c.w * 0.12, line + 44, 90, 0.24)
    plain(c, line, mix(c.pal.earth, (230, 190, 140), 0.25), 0.26)
    for _ in range(3):
        passer_by(c, c.w * c.rng.uniform(0.1, 0.9), line + (c.h - line) * 0.28, 150, 0, 0.12)
    kx, ky = c.w / 2 - side * c.w * 0.3, line + (c.h - line) * 0.34
    for i in range(13):
        c.glow(
            kx - c.light * 16 * i,
            ky - 130 - 42 * i,
            64 + 15 * i,
            mix(c.pal.haze, (120, 110, 110), 0.35),
            0.42,
        )
    shadow(c, kx, ky, 210, 24)
    c.blob(
        [
            (kx - 180, ky),
            (kx - 150, ky - 120),
            (kx - 50, ky - 190),
            (kx + 60, ky - 190),
            (kx + 150, ky - 120),
            (kx + 180, ky),
        ],
        c.tone(ink("9a5a3c"), 0.06, 0.8),
        5,
    )
    c.blob(
        [
            (kx - 110 + 30 * c.light, ky - 4),
            (kx - 96 + 30 * c.light, ky - 110),
            (kx - 20 + 30 * c.light, ky - 176),
            (kx + 70 + 30 * c.light, ky - 140),
            (kx + 110 + 30 * c.light, ky - 4),
        ],
        c.tone(ink("b06a46"), 0.06, 0.15),
        5,
    )
    c.blob([(kx - 46, ky), (kx - 42, ky - 66), (kx + 42, ky - 66), (kx + 46, ky)], (58, 24, 20), 4)
    c.glow(kx, ky - 20, 130, ink("ff9a3c"), 0.9)
    for i in range(6):
        c.poly(
            [(kx - 36 + 12 * i, ky), (kx - 28 + 12 * i, ky - c.rng.uniform(30, 62)), (kx - 18 + 12 * i, ky)],
            c.rng.choice((ink("ffd23c"), ink("ff8a2c"), ink("ffb43c"))),
        )
    for near in (0.42, 0.56):
        x = c.w / 2 + side * c.w * (0.04 if near < 0.5 else -0.06)
        for i in range(6):
            pot(
                c,
                x + side * i * (84 + 50 * near) + c.rng.uniform(-8, 8),
                line + (c.h - line) * near,
                70 + 60 * near,
                0.05,
            )
    y = c.h * 0.92
    hero = c.w / 2 - side * min(110, c.w * 0.1)
    potter = person(c, hero, y, 480, poses.SQUAT, look(c.rng, "wrap", "wrap"), side)
    hand = potter.at((0.36, 0.08))
    pot(c, hand[0] + side * 40, y + 8, 180)
    for i in range(4):
        pot(c, hero + side * (360 + 150 * i), y + c.rng.uniform(0, 22), c.rng.uniform(110, 170))
    for i in range(2):
        pot(c, hero - side * (270 + 150 * i), y + c.rng.uniform(0, 20), c.rng.uniform(120, 170))
