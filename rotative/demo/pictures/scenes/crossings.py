"""Pictures of the great works on the river: the bridge, the dam."""

import math

from rotative.demo.pictures.boats import pirogue
from rotative.demo.pictures.buildings import town
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.ground import (
    distance,
    ripples,
    tufts,
    water,
)
from rotative.demo.pictures.palettes import ink, mix
from rotative.demo.pictures.people import passer_by
from rotative.demo.pictures.sky import paint_sky, rain
from rotative.demo.pictures.trees import thicket
from rotative.demo.pictures.vehicles import lorry, minibus


def bridge(c: Canvas) -> None:
    """The long bridge, its arches doubled by the river."""
    line = c.h * c.rng.uniform(0.5, 0.6)
    light = paint_sky(c, line)
    distance(c, line, 3, 90)
    town(
        c,
        line - 4,
        26,
        54,
        0.5,
        c.w * 0.55 if light[0] < c.w / 2 else -30,
        c.w + 20 if light[0] < c.w / 2 else c.w * 0.45,
    )
    stone = c.rng.choice((ink("cbb79c"), ink("b9a79a"), ink("d8a878")))
    deck, span = line - c.rng.uniform(120, 170), c.rng.uniform(230, 330)
    offset = -c.rng.uniform(0, span)
    lit, dim = c.tone(stone, 0.05, 0.15), c.tone(stone, 0.05, 0.85)
    count = int(c.w / span) + 3
    for i in range(count):
        x = offset + i * span
        c.poly(
            [
                (x - span * 0.09, line + 12),
                (x - span * 0.07, deck),
                (x + span * 0.07, deck),
                (x + span * 0.09, line + 12),
            ],
            lit,
        )
        c.poly(
            [
                (x - c.light * span * 0.09, line + 12),
                (x - c.light * span * 0.07, deck),
                (x, deck),
                (x, line + 12),
            ],
            dim,
        )
        arch: list[Point] = [(x, deck - 4), (x + span, deck - 4)]
        for step in range(15):
            a = math.pi * step / 14
            arch.append((x + span / 2 + math.cos(a) * span * 0.43, deck + 84 - math.sin(a) * 66))
        c.poly(arch, lit)
        under = [(px, py + 9) for px, py in arch[2:]]
        c.poly(arch[2:] + under[::-1], dim)
    c.rect(-5, deck - 14, c.w + 5, deck + 6, lit)
    c.rect(-5, deck + 2, c.w + 5, deck + 8, dim)
    _traffic(c, deck - 14)
    rail = c.tone(ink("4a5a66"), 0, 0.4)
    for x in range(0, round(c.w), 26):
        c.line([(x, deck - 14), (x, deck - 38)], rail, 2)
    c.line([(0, deck - 38), (c.w, deck - 38)], rail, 4)
    water(c, line + 10, light)
    for i in range(2):
        pirogue(
            c,
            c.w * c.rng.uniform(0.12, 0.88),
            line + (c.h - line) * (0.3 + 0.28 * i),
            230 + 190 * i,
            0.1 * (1 - i),
            c.rng.randint(1, 3),
            c.rng.choice((-1, 1)),
        )
    if c.pal.wet:
        rain(c)


def _traffic(c: Canvas, y: float) -> None:
    x = c.rng.uniform(20, 120)
    while x < c.w:
        kind = c.rng.random()
        if kind < 0.22:
            minibus(c, x + 70, y, 150, 0.08, c.rng.choice((-1, 1)))
            x += 170
        elif kind < 0.34:
            lorry(c, x + 90, y, 190, c.rng.choice((-1, 1)), 0.08)
            x += 200
        else:
            passer_by(c, x, y, 66, 0, 0.06)
        x += c.rng.uniform(40, 130)


def dam(c: Canvas) -> None:
    """The dam and its spillways, white water below."""
    crest, foot = c.h * c.rng.uniform(0.36, 0.42), c.h * c.rng.uniform(0.64, 0.7)
    light = paint_sky(c, crest + 40)
    distance(c, crest + 30, 3, 130)
    concrete = ink("c9bda8")
    lit, dim = c.tone(concrete, 0.1, 0.15), c.tone(concrete, 0.1, 0.8)
    for side in (-1, 1):
        edge = c.w / 2 + side * c.w * 0.5
        c.blob(
            [
                (edge + side * 60, crest - 130),
                (edge - side * c.w * 0.1, crest - 30),
                (edge - side * c.w * 0.2, crest + 110),
                (edge - side * c.w * 0.13, foot + 60),
                (edge + side * 60, foot + 120),
            ],
            c.tone(c.pal.earth, 0.15, 0.5),
            8,
        )
        for _ in range(7):
            thicket(
                c, c.rng.uniform(crest + 20, foot), 22, 0.12, edge - side * 90 - 50, edge - side * 90 + 50
            )
    left, right = c.w * 0.1, c.w * 0.9
    c.poly([(left, crest), (right, crest), (right - 26, foot + 20), (left + 26, foot + 20)], dim)
    gates = c.rng.randint(5, 7)
    step = (right - left) / gates
    foam = c.tone((250, 252, 250), 0, 0.1)
    opened = c.rng.sample(range(gates), c.rng.randint(3, gates - 1))
    for i in range(gates):
        x = left + step * i
        c.poly(
            [
                (x + step * 0.24, crest + 30),
                (x + step * 0.76, crest + 30),
                (x + step * 0.8, foot + 20),
                (x + step * 0.2, foot + 20),
            ],
            c.tone(concrete, 0.1, 0.55),
        )
        if i in opened:
            for strand in range(8):
                a = x + step * (0.26 + 0.06 * strand)
                fill = mix(foam, c.tone(c.pal.water), c.rng.uniform(0, 0.45))
                c.poly(
                    [
                        (a, crest + 56),
                        (a + step * 0.06, crest + 56),
                        (a + step * 0.1 + (strand - 4) * 2, foot + 26),
                        (a - step * 0.04 + (strand - 4) * 2, foot + 26),
                    ],
                    fill,
                )
        c.rect(x + step * 0.24, crest + 30, x + step * 0.76, crest + 58, c.tone(ink("4f6a78"), 0.05, 0.6))
        for edge in (x + step * 0.06, x + step * 0.82):
            c.poly(
                [
                    (edge, crest - 26),
                    (edge + step * 0.12, crest - 26),
                    (edge + step * 0.15, foot + 24),
                    (edge - step * 0.03, foot + 24),
                ],
                lit,
            )
    c.rect(left - 60, crest - 12, right + 60, crest + 12, lit)
    c.rect(left - 60, crest + 8, right + 60, crest + 14, dim)
    for _ in range(6):
        passer_by(c, c.rng.uniform(left, right), crest - 12, 46, 0, 0.1)
    lorry(c, c.w * c.rng.uniform(0.3, 0.7), crest - 12, 110, 1, 0.1)
    water(c, foot + 22, light, ripple=10)
    for i in opened:
        for _ in range(16):
            x, y = left + step * (i + 0.5) + c.rng.gauss(0, step * 0.36), foot + 22 + abs(c.rng.gauss(0, 26))
            r = c.rng.uniform(8, 30)
            c.oval(x, y, r * 1.7, r * 0.55, (*foam, 170))
    ripples(c, foot + 40, c.h, 30)
    pirogue(c, c.w * c.rng.uniform(0.25, 0.75), c.h * 0.9, 330, 0, 2, c.rng.choice((-1, 1)))
    tufts(c, c.h - 6, c.h + 26, 26, c.pal.leaf, 80)
