"""Pictures of the forge."""

import math

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import Look, look
from rotative.demo.pictures.palettes import CLOTH, SKIN, Colour, ink, mix
from rotative.demo.pictures.people import passer_by, person
from rotative.demo.pictures.trees import acacia


def forge(c: Canvas) -> None:
    """The smith at the anvil, sparks in the dark."""
    warm = ink("ff9a3c")
    c.wash(
        0,
        c.h * 0.72,
        [
            ink("1c1216"),
            *c.rng.choice(
                (
                    (ink("4a2620"), ink("6a3626")),
                    (ink("2c2a36"), ink("5a3a3a")),
                    (ink("3a2a22"), ink("6a4a30")),
                )
            ),
        ],
    )
    c.wash(c.h * 0.72, c.h, [ink("4a2a20"), ink("241418")])
    side = c.rng.choice((-1, 1))
    floor = c.h * 0.87
    _doorway(
        c, c.w / 2 - side * c.w * c.rng.uniform(0.3, 0.36), c.h * 0.3, c.rng.uniform(220, 300), c.h * 0.72
    )
    fx = c.w / 2 + side * min(c.w * 0.3, 440)
    c.glow(fx, floor - 210, min(c.w, c.h) * 0.95, ink("e8702c"), 0.75)
    _tools(c, warm)
    _hearth(c, fx, floor, warm)
    ax = c.w / 2 - side * 30
    _anvil(c, ax, floor, warm)
    c.light = side
    sx = ax - side * 150
    smith = person(
        c,
        sx,
        floor + 8,
        500,
        poses.HAMMER,
        Look(
            c.rng.choice(SKIN),
            c.rng.choice(CLOTH),
            ink("5a4a3a"),
            c.rng.choice(CLOTH),
            "trousers",
            c.rng.choice(("cap", "short", "turban")),
        ),
        side,
    )
    apron = [smith.at(p) for p in ((-0.02, 0.74), (0.11, 0.74), (0.12, 0.3), (-0.04, 0.3))]
    c.poly(apron, mix(ink("8a5030"), warm, 0.12))
    hx, hy = smith.at((0.08, 1.06))
    c.line([(hx - side * 30, hy + 26), (hx + side * 64, hy - 40)], ink("7a4a2c"), 11)
    c.limb((hx + side * 50, hy - 66), (hx + side * 86, hy - 16), 44, 44, ink("4a484e"))
    tong = smith.at((0.31, 0.58))
    c.line([tong, (ax + side * 10, floor - 204)], ink("2c2a30"), 9)
    c.limb((ax - side * 10, floor - 206), (ax + side * 84, floor - 204), 18, 14, ink("ffb84a"))
    c.glow(ax + side * 30, floor - 206, 150, ink("ffd27a"), 0.85)
    _sparks(c, ax + side * 40, floor - 206)
    if c.w > 900:
        helper = person(
            c,
            c.w / 2 - side * min(560, c.w * 0.42),
            floor + 10,
            380,
            poses.SQUAT,
            look(c.rng, "shorts", "short"),
            side,
        )
        bx, by = helper.at((0.42, 0.12))
        c.blob(
            [(bx - 60, by + 40), (bx - 50, by - 40), (bx + 40, by - 60), (bx + 90, by), (bx + 60, by + 44)],
            ink("5a3424"),
            4,
        )


def _doorway(c: Canvas, x: float, y: float, wide: float, floor: float) -> None:
    """Open the forge on the evening: sky, a distant tree, somebody passing."""
    sky = [mix(colour, ink("2a1820"), 0.25) for colour in c.pal.sky]
    frame = [(x - wide / 2, floor), (x - wide / 2, y), (x + wide / 2, y), (x + wide / 2, floor)]
    with c.within(frame):
        c.wash(y, floor - 60, sky)
        c.rect(x - wide, floor - 60, x + wide, floor + 10, ink("6a3426"))
        acacia(c, x + wide * c.rng.uniform(-0.3, 0.3), floor - 56, 150, 0.2)
        passer_by(c, x + wide * c.rng.uniform(-0.2, 0.2), floor - 10, 220, 0, 0.1)
    c.line([*frame], ink("2a1614"), 16)
    c.beam(
        [(x - wide / 2, floor), (x + wide / 2, floor), (x + wide * 0.9, c.h), (x - wide * 0.7, c.h)],
        c.pal.sky[-2],
        0.16,
    )


def _tools(c: Canvas, warm: Colour) -> None:
    """Hang blades, hoes and rings on their rail."""
    for i in range(9):
        x = c.w * (0.04 + 0.115 * i)
        c.line([(x, 120), (x, 120 + c.rng.uniform(30, 60))], ink("2a1a1a"), 3)
        kind = c.rng.choice(("blade", "hoe", "ring"))
        y = 176 + c.rng.uniform(0, 20)
        steel = mix(ink("5a4a4a"), warm, c.rng.uniform(0.1, 0.35))
        if kind == "blade":
            c.poly([(x - 9, y - 16), (x + 9, y - 16), (x + 12, y + 70), (x, y + 104), (x - 8, y + 70)], steel)
        elif kind == "hoe":
            c.line([(x, y - 20), (x, y + 70)], ink("6a4028"), 8)
            c.blob([(x - 34, y + 66), (x + 34, y + 66), (x + 24, y + 106), (x - 24, y + 106)], steel, 4)
        else:
            c.ring(x, y + 24, 32, 36, steel, 9)
    c.rect(0, 108, c.w, 124, ink("2a1818"))


def _hearth(c: Canvas, fx: float, floor: float, warm: Colour) -> None:
    """The brick hearth, its hood, its flames."""
    c.poly(
        [(fx - 210, floor), (fx - 160, floor - 180), (fx + 160, floor - 180), (fx + 210, floor)],
        ink("4a2a22"),
    )
    for row in range(4):
        for i in range(6):
            bx = fx - 165 + 58 * i + (row % 2) * 24
            c.rect(
                bx,
                floor - 168 + 44 * row,
                bx + 48,
                floor - 134 + 44 * row,
                mix(ink("6a3a2a"), warm, c.rng.uniform(0, 0.22)),
                5,
            )
    c.poly(
        [
            (fx - 150, floor - 300),
            (fx + 150, floor - 300),
            (fx + 70, floor - 470),
            (fx + 70, -10),
            (fx - 70, -10),
            (fx - 70, floor - 470),
        ],
        ink("2e1a1a"),
    )
    c.oval(fx, floor - 184, 140, 28, ink("c93a1c"))
    for _ in range(22):
        a = fx + c.rng.uniform(-110, 110)
        c.poly(
            [
                (a - 16, floor - 182),
                (a + c.rng.uniform(-14, 14), floor - 182 - c.rng.uniform(40, 120) * (1 - abs(a - fx) / 170)),
                (a + 16, floor - 182),
            ],
            c.rng.choice((ink("ffd24a"), ink("ff8a2c"), ink("ffb43c"), ink("f2601c"))),
        )
    c.glow(fx, floor - 230, 240, ink("ffd27a"), 0.75)


def _anvil(c: Canvas, ax: float, floor: float, warm: Colour) -> None:
    """The anvil on its block."""
    c.rect(ax - 56, floor - 120, ax + 56, floor + 6, ink("4a2c1e"), 6)
    c.poly(
        [
            (ax - 110, floor - 196),
            (ax + 70, floor - 196),
            (ax + 132, floor - 184),
            (ax + 70, floor - 160),
            (ax + 44, floor - 140),
            (ax + 60, floor - 116),
            (ax - 60, floor - 116),
            (ax - 44, floor - 140),
            (ax - 76, floor - 160),
        ],
        ink("35343c"),
    )
    c.rect(ax - 110, floor - 198, ax + 70, floor - 188, mix(ink("8a8488"), warm, 0.4))


def _sparks(c: Canvas, x: float, y: float) -> None:
    """Sparks fly up from the iron."""
    for _ in range(70):
        a, r = c.rng.uniform(-math.pi, 0.1), abs(c.rng.gauss(0, 130)) + 20
        px, py = x + math.cos(a) * r, y + math.sin(a) * r * 0.9
        c.line(
            [(px, py), (px + math.cos(a) * 11, py + math.sin(a) * 11)],
            c.rng.choice((ink("fff0b0"), ink("ffc24a"), ink("ff8a2c"))),
            c.rng.uniform(2, 4.5),
        )
