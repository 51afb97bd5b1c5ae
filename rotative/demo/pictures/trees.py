"""The trees of the plain: baobab, acacia, mango, fan palm, shrubs."""

import math

from rotative.demo.pictures.canvas import Canvas, Point, smooth
from rotative.demo.pictures.ground import shadow
from rotative.demo.pictures.palettes import Colour, mix

BARK = (150, 108, 92)


def baobab(c: Canvas, x: float, y: float, height: float, depth: float = 0, leafy: bool = False) -> None:
    """Draw a baobab: a swollen trunk and a crown of roots turned to the sky."""
    shadow(c, x, y, height * 0.42, height * 0.035)
    wide = height * c.rng.uniform(0.24, 0.3)
    dark, lit = c.tone(BARK, depth, 0.85), c.tone(mix(BARK, (230, 190, 160), 0.25), depth)
    neck = height * 0.52
    trunk: list[Point] = [
        (x - wide * 0.66, y),
        (x - wide * 0.46, y - height * 0.07),
        (x - wide * 0.5, y - height * 0.25),
        (x - wide * 0.4, y - neck),
        (x - wide * 0.1, y - neck * 1.07),
        (x + wide * 0.38, y - neck),
        (x + wide * 0.52, y - height * 0.22),
        (x + wide * 0.46, y - height * 0.06),
        (x + wide * 0.68, y),
    ]
    twigs: list[Point] = []
    for i in range(5):
        at = i / 4 - 0.5
        start = (x + at * wide * 0.72, y - neck * (1.02 - 0.1 * abs(at)))
        _branch(c, start, math.pi / 2 - at * 2.1, height * 0.21, wide * 0.34, 4, dark, twigs)
    c.poly(smooth(trunk), dark)
    shift = wide * 0.12 * c.light
    c.poly(
        smooth(
            [
                (px * 0.72 + x * 0.28 + shift, y - 3 - (y - py) * (1.12 if py < y - neck * 0.9 else 0.95))
                for px, py in trunk
            ]
        ),
        lit,
    )
    crease = c.tone(BARK, depth, 0.6)
    for at in (-0.22, 0.02, 0.2):
        cx = x + at * wide + shift
        c.poly(
            [
                (cx, y - neck * 0.9),
                (cx + wide * 0.04, y - neck * 0.4),
                (cx + wide * 0.02 + at * 20, y - 8),
                (cx - wide * 0.03, y - neck * 0.4),
            ],
            crease,
        )
    if leafy:
        _leaves(c, twigs, height * 0.075, depth)


def _branch(
    c: Canvas,
    start: Point,
    angle: float,
    length: float,
    wide: float,
    left: int,
    dark: Colour,
    twigs: list[Point],
) -> None:
    end = (start[0] + math.cos(angle) * length, start[1] - math.sin(angle) * length)
    c.limb(start, end, wide, wide * 0.55, dark)
    if left == 0:
        twigs.append(end)
        return
    for side in (-1, 1):
        turn = angle + side * c.rng.uniform(0.22, 0.62)
        turn += (math.pi / 2 - turn) * 0.08
        _branch(c, end, turn, length * c.rng.uniform(0.6, 0.82), wide * 0.56, left - 1, dark, twigs)


def _leaves(c: Canvas, places: list[Point], size: float, depth: float) -> None:
    for shade, share, lift in ((1.0, 1.15, 0.1), (0.55, 0.9, -0.1), (0.05, 0.5, -0.45)):
        fill = c.tone(c.pal.leaf, depth, shade)
        for px, py in places:
            if shade < 0.3 and c.rng.random() < 0.45:
                continue
            r = size * share * c.rng.uniform(0.7, 1.15)
            c.oval(px + c.light * size * 0.2 * (1 - shade), py + lift * size, r * 1.25, r * 0.85, fill)


def acacia(c: Canvas, x: float, y: float, height: float, depth: float = 0) -> None:
    """Draw an umbrella thorn: forked stem, flat storeys of leaves."""
    shadow(c, x, y, height * 0.5, height * 0.03)
    bark = c.tone((96, 66, 56), depth, 0.7)
    fork = (x + c.rng.uniform(-0.05, 0.05) * height, y - height * 0.34)
    c.limb((x, y), fork, height * 0.06, height * 0.045, bark)
    tips: list[Point] = []
    for i in range(5):
        at = i / 4 - 0.5
        tip = (fork[0] + at * height * c.rng.uniform(0.85, 1.1), y - height * c.rng.uniform(0.74, 0.88))
        c.limb(fork, tip, height * 0.036, height * 0.014, bark)
        tips.append(tip)
    for shade, share, lift in ((0.9, 1.0, 0.0), (0.45, 0.8, 0.045), (0.0, 0.45, 0.085)):
        fill = c.tone(c.pal.leaf, depth, shade)
        for tx, ty in tips:
            r = height * 0.24 * share * c.rng.uniform(0.8, 1.15)
            c.blob(
                [
                    (tx - r * 1.2, ty - lift * height),
                    (tx - r * 0.5, ty - r * 0.42 - lift * height),
                    (tx + r * 0.5, ty - r * 0.38 - lift * height),
                    (tx + r * 1.2, ty - lift * height),
                    (tx + r * 0.3, ty + r * 0.16 - lift * height),
                    (tx - r * 0.4, ty + r * 0.14 - lift * height),
                ],
                fill,
                4,
            )


def mango(c: Canvas, x: float, y: float, height: float, depth: float = 0, fruit: bool = True) -> None:
    """Draw a mango tree: a short stem under a heavy dome, with or without its fruit."""
    shadow(c, x, y, height * 0.5, height * 0.06, 95)
    bark = c.tone((92, 62, 50), depth, 0.7)
    c.limb((x, y), (x, y - height * 0.4), height * 0.085, height * 0.06, bark)
    for side in (-1, 1):
        c.limb(
            (x, y - height * 0.24),
            (x + side * height * 0.2, y - height * 0.46),
            height * 0.05,
            height * 0.03,
            bark,
        )
    cy = y - height * 0.62
    for shade, count, spread in ((1.0, 16, 1.0), (0.6, 14, 0.86), (0.25, 11, 0.7), (-0.1, 8, 0.5)):
        fill = c.tone(mix(c.pal.leaf, c.pal.grass, 0.15 * (1 - shade)), depth, shade)
        for i in range(count):
            angle = math.tau * i / count + c.rng.uniform(-0.2, 0.2)
            reach = spread * c.rng.uniform(0.55, 1)
            px = x + math.cos(angle) * height * 0.4 * reach + c.light * height * 0.07 * (1 - shade)
            py = cy + math.sin(angle) * height * 0.27 * reach - height * 0.06 * (1 - shade)
            r = height * c.rng.uniform(0.09, 0.14)
            c.oval(px, py, r * 1.15, r * 0.85, fill)
        if shade == 1.0:
            c.oval(x, cy, height * 0.4, height * 0.27, fill)
    if fruit:
        for _ in range(11):
            px, py = x + c.rng.uniform(-0.3, 0.3) * height, cy + c.rng.uniform(-0.08, 0.2) * height
            ripe = c.rng.choice(((240, 170, 50), (226, 106, 54), (190, 190, 70)))
            c.line([(px, py - height * 0.05), (px, py)], c.tone((60, 60, 40), depth, 0.6), 1.5)
            c.oval(px, py, height * 0.018, height * 0.024, c.tone(ripe, depth))


def palm(c: Canvas, x: float, y: float, height: float, depth: float = 0) -> None:
    """Draw a fan palm: a tall stem swollen above the middle, a burst of stiff leaves."""
    lean = c.rng.uniform(-0.07, 0.07) * height
    bark, lit = c.tone((112, 84, 70), depth, 0.85), c.tone((150, 118, 96), depth, 0.2)
    top = (x + lean, y - height * 0.82)
    stem: list[Point] = [
        (x - height * 0.024, y),
        (x + lean * 0.4 - height * 0.018, y - height * 0.4),
        (x + lean * 0.7 - height * 0.026, y - height * 0.58),
        (top[0] - height * 0.012, top[1]),
        (top[0] + height * 0.012, top[1]),
        (x + lean * 0.7 + height * 0.026, y - height * 0.58),
        (x + lean * 0.4 + height * 0.018, y - height * 0.4),
        (x + height * 0.024, y),
    ]
    shadow(c, x, y, height * 0.2, height * 0.02)
    c.poly(smooth(stem, 4), bark)
    middle = [x + lean * (y - py) / (height * 0.82) for _, py in stem]
    shift = c.light * height * 0.006
    c.poly(
        smooth([(px * 0.5 + mx * 0.5 + shift, py) for (px, py), mx in zip(stem, middle, strict=True)], 4), lit
    )
    for i in range(15):
        angle = math.tau * i / 15 + c.rng.uniform(-0.1, 0.1)
        reach = height * c.rng.uniform(0.15, 0.2)
        tip = (top[0] + math.cos(angle) * reach, top[1] - math.sin(angle) * reach * 0.92 - height * 0.03)
        shade = 0.55 - 0.5 * math.sin(angle) - 0.15 * c.light * math.cos(angle)
        fill = c.tone(c.pal.leaf, depth, min(1.0, max(0.0, shade)))
        for turn in (-0.34, -0.17, 0, 0.17, 0.34):
            ex = tip[0] + math.cos(angle + turn * 2.4) * reach * 0.42
            ey = tip[1] - math.sin(angle + turn * 2.4) * reach * 0.42
            bx, by = (tip[0] * 0.55 + top[0] * 0.45), (tip[1] * 0.55 + (top[1] - height * 0.03) * 0.45)
            c.poly([(bx - 2, by), (ex, ey), (bx + height * 0.008, by + height * 0.006)], fill)
        c.line([top, tip], fill, max(1.5, height * 0.007))


def shrub(c: Canvas, x: float, y: float, size: float, depth: float = 0) -> None:
    shadow(c, x, y, size * 0.8, size * 0.09, 55)
    c.rect(
        x - size * 0.5,
        y - size * 0.22,
        x + size * 0.5,
        y,
        c.tone(mix(c.pal.leaf, c.pal.grass, 0.35), depth, 1),
        size * 0.1,
    )
    for shade, share in ((1.0, 1.0), (0.5, 0.74), (0.0, 0.42)):
        fill = c.tone(mix(c.pal.leaf, c.pal.grass, 0.35), depth, shade)
        for at in (-0.5, -0.15, 0.2, 0.5):
            r = size * 0.36 * share * c.rng.uniform(0.8, 1.2)
            c.oval(
                x + at * size * share + c.light * size * 0.1 * (1 - shade),
                y - size * 0.34 - size * 0.12 * (1 - shade),
                r * 1.1,
                r * 0.95,
                fill,
            )


def thicket(c: Canvas, y: float, size: float, depth: float, start: float, end: float) -> None:
    """Line a far bank or horizon with small round trees."""
    x = start
    while x < end:
        r = size * c.rng.uniform(0.5, 1.2)
        for shade, lift, share in ((0.9, 0.5, 1.0), (0.25, 0.85, 0.55)):
            c.oval(
                x + c.light * r * 0.15 * (1 - shade),
                y - r * lift,
                r * share,
                r * 0.72 * share,
                c.tone(c.pal.leaf, depth, shade),
            )
        x += r * c.rng.uniform(0.8, 2.0)
