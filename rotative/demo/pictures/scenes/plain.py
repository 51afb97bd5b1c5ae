"""Pictures of the plain: baobabs, herds, the long cliff."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.animals import goat, zebu
from rotative.demo.pictures.buildings import granary, town
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import cliff, distance, plain, road, stones, tufts
from rotative.demo.pictures.palettes import ink, mix
from rotative.demo.pictures.people import passer_by, person
from rotative.demo.pictures.sky import birds, paint_sky, rain
from rotative.demo.pictures.trees import acacia, baobab, shrub, thicket
from rotative.demo.pictures.vehicles import cyclist


def baobabs(c: Canvas) -> None:
    """An avenue or a scatter of baobabs, people small beneath them."""
    line = c.h * c.rng.uniform(0.56, 0.68)
    light = paint_sky(c, line)
    distance(c, line, 3, 56)
    plain(c, line, mix(c.pal.earth, c.pal.grass, c.rng.uniform(0.1, 0.6)))
    away = -1 if light[0] > c.w / 2 else 1
    leafy = c.pal.name in ("verdant", "rain", "storm", "moonlit")
    for i in range(c.rng.randint(3, 5)):
        baobab(
            c,
            c.w * c.rng.uniform(0.02, 0.98),
            line + 12 + 8 * i,
            c.rng.uniform(110, 230),
            0.5 - 0.08 * i,
            leafy,
        )
    vanish = c.w * 0.5 - away * c.w * 0.08
    if c.rng.random() < 0.5:
        road(
            c,
            line + 6,
            vanish,
            c.w * 0.28,
            c.w * 0.78,
            mix(c.pal.earth, (240, 200, 150), 0.35),
            c.rng.uniform(-120, 120),
        )
    baobab(c, c.w * 0.5 - away * c.w * 0.34, line + (c.h - line) * 0.3, min(c.h * 0.42, 420), 0.18, leafy)
    hero = c.w * 0.5 + away * c.w * c.rng.uniform(0.18, 0.26)
    foot = line + (c.h - line) * 0.56
    baobab(c, hero, foot, min(line * 0.98, 690), 0, leafy)
    for _ in range(c.rng.randint(2, 4)):
        passer_by(
            c,
            vanish + c.rng.uniform(-0.2, 0.22) * c.w,
            line + (c.h - line) * c.rng.uniform(0.3, 0.55),
            92,
            0,
            0.12,
        )
    kind = c.rng.choice(("bicycle", "walk", "goats"))
    x, y = c.w * 0.5 - away * c.w * c.rng.uniform(0.05, 0.2), c.h * 0.86
    if kind == "bicycle":
        cyclist(c, x, y, 190, away)
    elif kind == "walk":
        for i in range(c.rng.randint(2, 3)):
            passer_by(c, x + i * 84, y + i * 8, 190, away)
    else:
        person(c, x, y, 190, poses.STRIDE, look(c.rng, "boubou"), away)
        for i in range(5):
            goat(c, x + away * (90 + 62 * i), y + c.rng.uniform(-20, 24), 56, away)
    tufts(c, c.h * 0.88, c.h + 16, 40)
    birds(c, light[0], line * 0.4, 6)
    if c.pal.wet:
        rain(c)


def herd(c: Canvas) -> None:
    """Zebus walk in the dust under acacias."""
    line = c.h * c.rng.uniform(0.4, 0.54)
    light = paint_sky(c, line)
    distance(c, line, 3, 54)
    plain(c, line, mix(c.pal.earth, c.pal.grass, c.rng.uniform(0.35, 0.8)), 0.5)
    for _ in range(c.rng.randint(3, 5)):
        acacia(c, c.w * c.rng.uniform(0, 1), line + c.rng.uniform(6, 26), c.rng.uniform(90, 170), 0.42)
    acacia(
        c, c.w * (0.2 if light[0] > c.w / 2 else 0.8), line + (c.h - line) * 0.24, min(line * 0.95, 430), 0.08
    )
    facing = 1 if light[0] > c.w / 2 else -1
    places = sorted(
        (c.rng.uniform(0.16, 0.8), c.rng.uniform(0.02, 0.98)) for _ in range(c.rng.randint(9, 15))
    )
    dust = mix(c.pal.earth, c.pal.haze, 0.6)
    drover = c.rng.randint(3, len(places) - 1)
    for i, (near, across) in enumerate(places):
        x, y, size = c.w * across, line + (c.h - line) * near, 38 + 190 * near
        zebu(c, x, y, size, facing, 0.36 * (1 - near))
        if c.pal.name in ("golden", "harmattan", "dusk", "ember", "dawn"):
            c.glow(x - facing * size * 0.4, y + size * 0.02, size * 0.5, c.tone(dust), 0.3)
        if i == drover:
            herder = person(
                c,
                x - facing * size * 1.2,
                y + 4,
                size * 1.25,
                poses.STRIDE,
                look(c.rng, "boubou", "straw"),
                facing,
                0.3 * (1 - near),
            )
            hx, hy = herder.at((0.17, 0.55))
            c.line([(hx, hy - size * 0.5), (hx + facing * 6, y + 2)], c.tone(ink("6a4a34"), 0, 0.6), 4)
    tufts(c, c.h * 0.84, c.h + 18, 60)
    birds(c, c.w * c.rng.uniform(0.3, 0.7), line * 0.4, 7, 20)


def cliffs(c: Canvas) -> None:
    """The long cliff and the villages at its foot."""
    line = c.h * c.rng.uniform(0.6, 0.68)
    light = paint_sky(c, line * 0.75)
    rock = mix(ink("c0714a"), c.pal.earth, c.rng.random())
    top = line * c.rng.uniform(0.3, 0.42)
    c.rect(0, line * 0.7, c.w, c.h, c.tone(rock, 0.5, 0.4))
    cliff(c, top + 20, line * 0.9, -30, c.w + 30, rock, 0.52)
    if light[0] < c.w / 2:
        cliff(c, top - 60, line, c.w * c.rng.uniform(0.42, 0.56), c.w + 40, rock, 0.2)
    else:
        cliff(c, top - 60, line, -40, c.w * c.rng.uniform(0.44, 0.56), rock, 0.2)
    plain(c, line + 10, mix(c.pal.earth, c.pal.grass, 0.35), 0.3)
    thicket(c, line + 16, 20, 0.2, -10, c.w)
    start = c.w * (0.5 if light[0] < c.w / 2 else 0.02)
    for level in range(3):
        town(
            c,
            line - 36 + 40 * level,
            34,
            62 + 12 * level,
            0.16 - 0.07 * level,
            start + 30 * level,
            start + c.w * 0.46 - 20 * level,
        )
        granary(c, start + c.w * c.rng.uniform(0, 0.46), line - 26 + 40 * level, 48, 0.14 - 0.07 * level)
    road(
        c,
        line + 60,
        start + c.w * 0.2,
        c.w * 0.3,
        c.w * 0.56,
        mix(c.pal.earth, (245, 210, 160), 0.4),
        c.rng.uniform(-160, 160),
    )
    shrub(c, c.w * c.rng.uniform(0.1, 0.9), line + (c.h - line) * 0.4, 110)
    for _ in range(c.rng.randint(4, 6)):
        near = c.rng.uniform(0.35, 0.62)
        passer_by(c, c.w * c.rng.uniform(0.1, 0.9), line + (c.h - line) * near, 60 + 130 * near, 0, 0.06)
    passer_by(c, c.w * c.rng.uniform(0.35, 0.6), c.h * 0.94, 230)
    stones(c, c.h * 0.82, c.h, 12, rock, 46)
    tufts(c, c.h * 0.88, c.h + 12, 40)
    birds(c, c.w * 0.5, top * 0.6, 7, 20)
