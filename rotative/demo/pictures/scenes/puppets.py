"""Pictures of the puppet theatre."""

import math

from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.palettes import CLOTH, Colour, ink, mix, pick
from rotative.demo.pictures.people import heads


def puppets(c: Canvas) -> None:
    """The puppet theatre: red curtains, big-headed heroes, rows of children."""
    cloth, back = c.rng.choice(
        (
            (ink("b5302c"), ink("2f6f7a")),
            (ink("7a2f5c"), ink("d99a3c")),
            (ink("22566a"), ink("d8623a")),
            (ink("8a3a1f"), ink("3f6f8a")),
        )
    )
    c.wash(0, c.h, [mix(cloth, (15, 8, 20), 0.75), mix(cloth, (15, 8, 20), 0.6)])
    left, right, floor = c.w / 2 - min(c.w * 0.36, 560), c.w / 2 + min(c.w * 0.36, 560), c.h * 0.66
    c.rect(left, 90, right, floor, mix(back, (255, 230, 170), 0.25))
    c.glow(c.w / 2, floor - 150, (right - left) * 0.62, ink("ffe9a8"), 0.85)
    sun = (c.w / 2 + c.rng.uniform(-0.5, 0.5) * (right - left) * 0.5, 260.0)
    for i in range(16):
        a = math.tau * i / 16
        c.poly(
            [
                (sun[0] + math.cos(a - 0.09) * 60, sun[1] + math.sin(a - 0.09) * 60),
                (sun[0] + math.cos(a) * 118, sun[1] + math.sin(a) * 118),
                (sun[0] + math.cos(a + 0.09) * 60, sun[1] + math.sin(a + 0.09) * 60),
            ],
            ink("f2b63c"),
        )
    c.oval(sun[0], sun[1], 56, 56, ink("f7cf62"))
    for i in range(3):
        hill = [
            (left + (right - left) * k / 16, floor - 60 + 34 * i - 46 * math.sin(k * 0.55 + i * 2.1))
            for k in range(17)
        ]
        c.poly([*hill, (right, floor), (left, floor)], mix(back, (30, 40, 50), 0.2 + 0.18 * i))
    count = 3 if right - left > 700 else 2
    for i in range(count):
        x = left + (right - left) * (i + 0.6) / (count + 0.2)
        _puppet(c, x, floor + 30, c.rng.uniform(250, 320))
    c.rect(left - 60, floor, right + 60, floor + 70, ink("6a3a24"))
    c.rect(left - 60, floor, right + 60, floor + 14, ink("c9853f"))
    for i in range(9):
        x = left - 40 + (right - left + 80) * i / 8
        c.poly([(x, floor + 24), (x + 18, floor + 42), (x, floor + 60), (x - 18, floor + 42)], ink("f2c53d"))
    for edge, side in ((left, -1), (right, 1)):
        for i in range(6):
            a, b = edge + side * (-50 + 48 * i), edge + side * (-50 + 48 * (i + 1))
            c.poly(
                [(a, 60), (b, 60), (b + side * 12, floor + 70), (a + side * 6, floor + 70)],
                mix(cloth, (255, 190, 140) if i % 2 else (30, 8, 20), 0.2 if i % 2 else 0.3),
            )
    swags = max(4, round(c.w / 190))
    for i in range(swags):
        a, b = c.w * i / swags, c.w * (i + 1) / swags
        drape = [(a + (b - a) * k / 10, 80 + 70 * math.sin(math.pi * k / 10)) for k in range(11)]
        c.poly([(a, -5), *drape, (b, -5)], mix(cloth, (255, 190, 140), 0.06 + 0.12 * (i % 2)))
        c.line(drape, ink("f2c53d"), 7)
    glow = mix(cloth, (20, 10, 24), 0.72)
    heads(c, c.h * 0.83, 36, 0.12, lambda: mix(glow, (255, 200, 120), 0.12))
    heads(c, c.h * 0.925, 50, 0.14, lambda: mix(glow, (0, 0, 0), 0.35))


def _puppet(c: Canvas, x: float, y: float, tall: float) -> None:
    """A rod puppet of the village theatre: an antelope, a bird or a lion in a patterned robe."""
    robe, trim = pick(c.rng, CLOTH, 2)
    face, mark = pick(c.rng, (ink("e8962e"), ink("2f8f83"), ink("f2c53d"), ink("d8623a"), ink("3f7fb0")), 2)
    head, lean = tall * 0.15, c.rng.uniform(-14, 14)
    hx, hy = x + lean, y - tall
    for side in (-1, 1):
        hand = (x + side * tall * 0.36, y - tall * c.rng.uniform(0.5, 0.85))
        c.limb(
            (x + lean * 0.6, y - tall * 0.66),
            hand,
            tall * 0.16,
            tall * 0.13,
            mix(robe, (30, 10, 30), 0.2 * (side < 0)),
        )
        c.oval(hand[0], hand[1], tall * 0.06, tall * 0.06, mark)
    c.poly(
        [
            (x - tall * 0.12 + lean, y - tall * 0.8),
            (x + tall * 0.12 + lean, y - tall * 0.8),
            (x + tall * 0.27, y),
            (x - tall * 0.27, y),
        ],
        robe,
    )
    for i in range(5):
        yy = y - tall * (0.1 + 0.13 * i)
        half = tall * (0.245 - 0.028 * i)
        for k in range(6):
            px = x + half * (k / 2.5 - 1) + lean * i / 6
            c.poly([(px - 9, yy), (px, yy - 12), (px + 9, yy), (px, yy + 12)], trim)
    _mask(c, hx, hy, head, face, mark, trim)


def _mask(c: Canvas, hx: float, hy: float, head: float, face: Colour, mark: Colour, trim: Colour) -> None:
    """The carved head: horns, mane or crest, painted marks."""
    kind = c.rng.choice(("antelope", "antelope", "bird", "lion"))
    _crest(c, kind, hx, hy, head, face, mark, trim)
    long = 1.55 if kind == "antelope" else 1.12
    c.blob(
        [
            (hx - head * 0.82, hy - head * 0.8),
            (hx + head * 0.82, hy - head * 0.8),
            (hx + head * 0.8, hy),
            (hx + head * 0.4, hy + head * long * 0.8),
            (hx - head * 0.4, hy + head * long * 0.8),
            (hx - head * 0.8, hy),
        ],
        face,
    )
    c.poly(
        [
            (hx - head * 0.14, hy - head),
            (hx + head * 0.14, hy - head),
            (hx + head * 0.1, hy + head * 0.6),
            (hx - head * 0.1, hy + head * 0.6),
        ],
        mark,
    )
    for side in (-1, 1):
        ex, ey = hx + side * head * 0.44, hy - head * 0.18
        c.poly(
            [(ex - head * 0.28, ey), (ex, ey - head * 0.17), (ex + head * 0.28, ey), (ex, ey + head * 0.17)],
            ink("f7f0df"),
        )
        c.oval(ex, ey, head * 0.12, head * 0.12, ink("2a1a1c"))
        for dot in range(3):
            c.oval(ex + side * head * 0.1, ey + head * (0.34 + 0.2 * dot), head * 0.06, head * 0.06, mark)
    if kind == "bird":
        c.poly(
            [(hx - head * 0.3, hy + head * 0.1), (hx + head * 0.3, hy + head * 0.1), (hx, hy + head * 1.25)],
            ink("f2b63c"),
        )
    else:
        c.oval(hx, hy + head * long * 0.72, head * 0.24, head * 0.14, ink("3a2024"))


def _crest(
    c: Canvas, kind: str, hx: float, hy: float, head: float, face: Colour, mark: Colour, trim: Colour
) -> None:
    """What grows on the carved head."""
    if kind == "lion":
        for i in range(18):
            a = math.tau * i / 18
            c.oval(
                hx + math.cos(a) * head * 1.05,
                hy + math.sin(a) * head * 1.1,
                head * 0.34,
                head * 0.34,
                mix(mark, (90, 40, 20), 0.2 * (i % 2)),
            )
    elif kind == "antelope":
        for side in (-1, 1):
            horn = [
                (hx + side * head * (0.3 + 0.5 * math.sin(k * 0.34)), hy - head * (0.7 + 0.28 * k))
                for k in range(9)
            ]
            c.line(horn, ink("4a2a20"), head * 0.213)
            c.limb(
                (hx + side * head * 0.7, hy - head * 0.45),
                (hx + side * head * 1.35, hy - head * 0.75),
                head * 0.42,
                head * 0.12,
                mix(face, (60, 30, 20), 0.3),
            )
    else:
        for k in range(-3, 4):
            c.limb(
                (hx, hy - head * 0.8),
                (hx + k * head * 0.34, hy - head * (1.95 - 0.1 * abs(k))),
                head * 0.16,
                head * 0.3,
                (mark, trim, ink("f4ead5"))[k % 3],
            )
