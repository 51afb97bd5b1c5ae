"""Pictures of sport: football, wrestling, the cycle race."""

import math

from rotative.demo.pictures import poses
from rotative.demo.pictures.buildings import town
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import Look, look
from rotative.demo.pictures.ground import (
    distance,
    plain,
    shadow,
    strokes,
    tufts,
)
from rotative.demo.pictures.palettes import CLOTH, PAINT, SKIN, Colour, ink, mix, pick
from rotative.demo.pictures.people import passer_by, person
from rotative.demo.pictures.scenes.concert import drum
from rotative.demo.pictures.sky import paint_sky
from rotative.demo.pictures.trees import acacia, baobab
from rotative.demo.pictures.vehicles import cyclist


def stands(c: Canvas, top: float, low: float, rows: int) -> None:
    """Fill terraces with spectators, a dot and a shoulder each."""
    for row in range(rows):
        y = top + (low - top) * (row + 0.75) / rows
        size = (low - top) / rows
        c.rect(
            -5,
            y - size * 0.1,
            c.w + 5,
            y + size * 0.6,
            c.tone(ink("a89684"), 0.3 - 0.2 * row / rows, 0.4 + 0.3 * (row % 2)),
        )
        x = c.rng.uniform(-20, 0)
        while x < c.w:
            if c.rng.random() < 0.9:
                fill = c.tone(c.rng.choice(CLOTH), 0.3 - 0.2 * row / rows, 0.45)
                c.oval(x, y, size * 0.36, size * 0.4, fill)
                c.oval(
                    x,
                    y - size * 0.46,
                    size * 0.18,
                    size * 0.22,
                    c.tone(c.rng.choice(SKIN), 0.24 - 0.2 * row / rows, 0.3),
                )
                if c.rng.random() < 0.12:
                    c.line(
                        [(x + size * 0.2, y - size * 0.1), (x + size * 0.4, y - size * 0.95)],
                        c.tone(SKIN[2], 0.2, 0.3),
                        size * 0.14,
                    )
            x += size * c.rng.uniform(0.72, 1.0)


def _team(base: Look, shirt: Colour, shorts: Colour) -> Look:
    return Look(base.skin, shirt, shorts, shirt, "shorts", "short")


def football(c: Canvas) -> None:
    """A match in front of full terraces."""
    line = c.h * c.rng.uniform(0.44, 0.5)
    paint_sky(c, line * 0.7)
    night = c.pal.dark
    top = line * 0.44
    town(c, top + 20, 30, 60, 0.5)
    for x in (c.w * 0.1, c.w * 0.9):
        c.line([(x, line), (x, line * 0.12)], c.tone(ink("7a7a7c"), 0.3, 0.5), 9)
        c.rect(x - 56, line * 0.08, x + 56, line * 0.17, c.tone(ink("8a8a8c"), 0.2, 0.6))
        for i in range(8):
            lx, ly = x - 42 + (i % 4) * 28, line * 0.105 + (i // 4) * 20
            c.oval(lx, ly, 9, 8, ink("fffbe0") if night else c.tone(ink("e8e6dc"), 0.1))
        if night:
            c.glow(x, line * 0.12, 330, ink("fff6d0"), 0.6)
    c.poly([(-5, top), (c.w + 5, top), (c.w + 5, line), (-5, line)], c.tone(ink("8f7f72"), 0.2, 0.7))
    stands(c, top + 4, line - 26, 8)
    for i in range(9):
        a = c.w * i / 8 - 40
        c.rect(a, line - 32, a + c.w / 8 - 8, line, c.tone(c.rng.choice(PAINT), 0.08, 0.3))
    turf = (
        mix(ink("5f9a45"), c.pal.grass, 0.2)
        if c.rng.random() < 0.65
        else mix(c.pal.earth, (230, 180, 120), 0.3)
    )
    plain(c, line, turf, 0.14)
    for i in range(0, 8, 2):
        a, b = line + (c.h - line) * (i / 8) ** 1.5, line + (c.h - line) * ((i + 1) / 8) ** 1.5
        c.rect(-5, a, c.w + 5, b, (*c.tone(mix(turf, (255, 255, 220), 0.3)), 60))
    chalk = (*c.tone((250, 248, 240)), 210)
    c.line([(-5, line + 26), (c.w + 5, line + 26)], chalk, 4)
    centre = c.w * c.rng.uniform(0.2, 0.8)
    c.ring(centre, line + (c.h - line) * 0.42, 330, 100, chalk, 6)
    c.line([(centre - 30, line + 26), (centre + 60, c.h)], chalk, 6)
    home, away, third = pick(
        c.rng, (ink("d8432f"), ink("f2c53d"), ink("2a5fa0"), ink("2f8f5a"), ink("f4f0e6")), 3
    )
    for i, near in enumerate(sorted(c.rng.uniform(0.06, 0.36) for _ in range(7))):
        x = c.w * ((i * 0.37 + c.rng.uniform(0, 0.1)) % 0.96 + 0.02)
        person(
            c,
            x,
            line + (c.h - line) * near,
            96 + 190 * near,
            c.rng.choice((poses.RUN, poses.WALK, poses.RUN, poses.STAND)),
            _team(look(c.rng), (home, away)[i % 2], (third, ink("22242c"))[i % 2]),
            0,
            0.1,
        )
    f = c.rng.choice((-1, 1))
    x, y, tall = c.w / 2 - f * min(c.w * 0.14, 190), c.h * 0.92, 400
    person(c, x + f * 330, y - 34, tall * 0.94, poses.RUN, _team(look(c.rng), away, ink("22242c")), -f)
    if c.w > 1100:
        person(c, x - f * 330, y - 70, tall * 0.88, poses.RUN, _team(look(c.rng), home, third), f)
    person(c, x, y, tall, poses.KICK, _team(look(c.rng), home, third), f)
    bx, by = x + f * 195, y - c.rng.uniform(60, 130)
    shadow(c, bx, y + 4, 30, 7)
    c.oval(bx, by, 25, 25, c.tone((250, 248, 240), 0, 0.5))
    c.oval(bx + c.light * 4, by - 3, 21, 21, c.tone((255, 255, 250), 0, 0.0))
    for i in range(5):
        a = math.tau * i / 5 + 0.3
        c.oval(bx + math.cos(a) * 13, by + math.sin(a) * 13, 5, 5, c.tone(ink("26262c")))


def wrestling(c: Canvas) -> None:
    """Two wrestlers in the sand, drums, a ring of people."""
    line = c.h * c.rng.uniform(0.4, 0.46)
    paint_sky(c, line)
    distance(c, line, 2, 50)
    baobab(c, c.w * c.rng.choice((0.14, 0.86)), line + 30, min(line, 420), 0.26, c.pal.name == "verdant")
    town(c, line + 8, 50, 90, 0.34)
    sand = mix(c.pal.earth, (245, 215, 160), 0.55)
    plain(c, line, sand, 0.2)
    for row in range(3):
        y = line + 20 + 26 * row
        x = -20.0
        while x < c.w + 20:
            person(
                c,
                x,
                y + c.rng.uniform(-4, 4),
                112 + 12 * row,
                c.rng.choice((poses.STAND, poses.CHEER, poses.TALK, poses.STAND, poses.WAVE)),
                None,
                0,
                0.2 - 0.06 * row,
                False,
            )
            x += c.rng.uniform(34, 54)
    c.oval(c.w / 2, c.h * 0.76, c.w * 0.46, (c.h - line) * 0.3, c.tone(mix(sand, (255, 240, 205), 0.5), 0.02))
    c.ring(c.w / 2, c.h * 0.76, c.w * 0.46, (c.h - line) * 0.3, c.tone(mix(sand, (140, 90, 60), 0.35)), 9)
    strokes(c, c.h * 0.62, c.h * 0.92, sand, 0, 26)
    for i in range(3):
        side = -1 if i % 2 else 1
        x, y = c.w / 2 + side * (c.w * 0.36 + 26 * i), c.h * (0.66 + 0.05 * i)
        drummer = person(c, x, y, 220, poses.WORK, look(c.rng, "boubou", "cap"), -side, 0.04)
        drum(c, drummer.at((0.2, 0.42)), 60)
    tall, y = 440.0, c.h * 0.88
    for f, tint in ((1, c.rng.choice(PAINT)), (-1, c.rng.choice(PAINT))):
        skin = c.rng.choice(SKIN)
        x = c.w / 2 - f * tall * 0.32
        figure = person(
            c,
            x,
            y,
            tall,
            poses.GRIP,
            Look(skin, mix(skin, (190, 110, 70), 0.12), tint, tint, "shorts", "short"),
            f,
        )
        hip = figure.at((-0.1, 0.47))
        c.limb(
            (hip[0] - 36, hip[1]),
            (hip[0] + 44, hip[1] - 14),
            34,
            34,
            c.tone(mix(tint, (255, 255, 255), 0.4), 0, 0.2),
        )
        arm = figure.at((0.245, 0.6))
        c.limb((arm[0] - 4, arm[1] - 8), (arm[0] + 6, arm[1] + 10), 30, 30, c.tone(tint, 0, 0.2))
    for _ in range(8):
        c.glow(
            c.w / 2 + c.rng.gauss(0, 170),
            y + c.rng.uniform(-10, 20),
            c.rng.uniform(40, 90),
            c.tone(mix(sand, (255, 250, 230), 0.5)),
            0.5,
        )


def cycling(c: Canvas) -> None:
    """The race strings out along the road, the crowd on the verge."""
    line = c.h * c.rng.uniform(0.44, 0.52)
    light = paint_sky(c, line)
    distance(c, line, 3, 90)
    plain(c, line, mix(c.pal.earth, c.pal.grass, c.rng.uniform(0.2, 0.7)), 0.36)
    for _ in range(4):
        acacia(c, c.rng.uniform(0, c.w), line + c.rng.uniform(6, 34), c.rng.uniform(100, 200), 0.34)
    verge = line + (c.h - line) * 0.28
    x = -10.0
    while x < c.w:
        passer_by(c, x, verge + c.rng.uniform(-12, 6), c.rng.uniform(118, 140), 0, 0.12)
        x += c.rng.uniform(36, 120)
    for i in range(14):
        x = c.w * i / 13
        c.line([(x, verge + 8), (x, verge - 60)], c.tone(ink("f4ead5"), 0.1, 0.3), 3)
        c.poly(
            [(x, verge - 60), (x + 44, verge - 50), (x, verge - 38)], c.tone(c.rng.choice(PAINT), 0.1, 0.15)
        )
    c.line([(0, verge - 58), (c.w, verge - 58)], c.tone(ink("f4ead5"), 0.1, 0.3), 2)
    asphalt = mix(ink("7d7673"), c.pal.earth, 0.25)
    c.wash(verge + 8, c.h * 0.97, [c.tone(asphalt, 0.16), c.tone(asphalt, 0, 0.15)])
    strokes(c, verge + 20, c.h * 0.95, asphalt, 0.04, 40)
    c.rect(-5, verge + 6, c.w + 5, verge + 15, c.tone(ink("f4ead5"), 0.06))
    c.rect(-5, c.h * 0.945, c.w + 5, c.h * 0.957, c.tone(ink("f4ead5"), 0))
    f = 1 if light[0] > c.w / 2 else -1
    for near, count, tall in ((0.12, 6, 190), (0.36, 4, 280)):
        for i in range(count):
            _racer(
                c,
                c.w * 0.5 + f * (c.w * 0.42 - (i + c.rng.uniform(-0.2, 0.2)) * tall * 0.72),
                verge + (c.h * 0.95 - verge) * near + c.rng.uniform(-10, 14),
                tall,
                f,
            )
    _racer(c, c.w * 0.5 - f * min(c.w * 0.1, 120), c.h * 0.905, 440, f)
    if c.w > 900:
        _racer(c, c.w * 0.5 - f * (min(c.w * 0.1, 120) + 370), c.h * 0.93, 450, f)
    tufts(c, c.h * 0.975, c.h + 20, 44)


def _racer(c: Canvas, x: float, y: float, tall: float, facing: int) -> None:
    shirt, trim = pick(c.rng, PAINT, 2)
    cyclist(
        c,
        x,
        y,
        tall,
        facing,
        0.02,
        Look(c.rng.choice(SKIN), shirt, ink("26262e"), trim, "shorts", "cap"),
        True,
    )
