"""Pictures of the old centre: the market, the mud-brick skyline."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.animals import goat
from rotative.demo.pictures.buildings import great_mosque, mud_tower, town
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import distance, plain, shadow
from rotative.demo.pictures.palettes import CLOTH, ink, mix, pick
from rotative.demo.pictures.people import crowd, passer_by, person
from rotative.demo.pictures.scenes.orchard import fruit_basket
from rotative.demo.pictures.shops import parasol
from rotative.demo.pictures.sky import birds, paint_sky, rain
from rotative.demo.pictures.trees import acacia, palm
from rotative.demo.pictures.vehicles import cyclist


def market(c: Canvas) -> None:
    """Parasols, heaps of fruit, a street full of people."""
    line = c.h * c.rng.uniform(0.42, 0.5)
    paint_sky(c, line)
    distance(c, line, 2, 40)
    if c.rng.random() < 0.55:
        great_mosque(c, c.w * c.rng.uniform(0.25, 0.75), line + 10, 330, c.rng.uniform(200, 250), 0.36)
    town(c, line + 12, 56, 110, 0.28)
    plain(c, line + 10, mix(c.pal.earth, (235, 200, 150), 0.35), 0.25)
    for row, near in enumerate((0.1, 0.24, 0.42)):
        y = line + (c.h - line) * near
        size = 90 + 260 * near
        crowd(c, y - 8, y + 14, 11 - 2 * row, size * 0.72, size * 0.8, 0.26 * (1 - near))
        x = c.rng.uniform(-80, 40)
        while x < c.w + 60:
            if c.rng.random() < 0.82:
                parasol(c, x, y + 18, size * c.rng.uniform(0.85, 1.1), 0.22 * (1 - near * 2))
                _stall(c, x, y + 20, size * 0.9, 0.2 * (1 - near * 2))
            x += size * c.rng.uniform(1.4, 2.2)
    for _ in range(c.rng.randint(4, 6)):
        passer_by(c, c.w * c.rng.uniform(0.05, 0.95), line + (c.h - line) * c.rng.uniform(0.58, 0.68), 270)
    front = c.h * 0.955
    side = c.rng.choice((-1, 1))
    parasol(c, c.w / 2 + side * c.w * 0.34, front - 6, 380)
    person(
        c, c.w / 2 + side * c.w * 0.34 + 40, front - 30, 380, poses.SIT, look(c.rng, "wrap", "wrap"), -side
    )
    for i in range(3):
        fruit_basket(c, c.w / 2 + side * (c.w * 0.25 + 150 * (i - 0.6)), front + 26, 150)
    passer_by(c, c.w / 2 - side * c.w * c.rng.uniform(0.12, 0.3), front + 10, 420, side)
    if c.pal.wet:
        rain(c)


def _stall(c: Canvas, x: float, y: float, size: float, depth: float) -> None:
    depth = max(0.0, depth)
    wood = ink("8a5f3f")
    shadow(c, x, y, size * 0.7, size * 0.06)
    c.rect(
        x - size * 0.55,
        y - size * 0.34,
        x + size * 0.55,
        y,
        c.tone(mix(wood, c.rng.choice(CLOTH), 0.6), depth, 0.5),
    )
    tints = pick(
        c.rng,
        ((232, 120, 50), (240, 190, 70), (96, 140, 60), (200, 60, 50), (140, 70, 110), (240, 230, 190)),
        4,
    )
    for i, tint in enumerate(tints):
        hx = x + size * (-0.4 + 0.27 * i)
        heap = size * 0.15
        c.poly(
            [
                (hx - heap, y - size * 0.36),
                (hx - heap * 0.3, y - size * 0.5),
                (hx + heap * 0.3, y - size * 0.5),
                (hx + heap, y - size * 0.36),
            ],
            c.tone(tint, depth, 0.45),
        )
        c.poly(
            [
                (hx - heap * 0.5 + c.light * 6, y - size * 0.38),
                (hx + c.light * 6, y - size * 0.5),
                (hx + heap * 0.5 + c.light * 6, y - size * 0.38),
            ],
            c.tone(tint, depth, 0.0),
        )
    c.rect(x - size * 0.58, y - size * 0.38, x + size * 0.58, y - size * 0.33, c.tone(wood, depth, 0.15))


def old_town(c: Canvas) -> None:
    """The mud-brick skyline with its towers."""
    line = c.h * c.rng.uniform(0.62, 0.7)
    light = paint_sky(c, line)
    distance(c, line, 2, 60)
    for depth, low, high, drop in ((0.5, 60, 120, 0), (0.32, 70, 150, 36)):
        town(c, line + drop, low, high, depth)
        for _ in range(3):
            palm(c, c.rng.uniform(0, c.w), line + drop, c.rng.uniform(150, 240), depth)
    where = c.w * (0.36 if light[0] > c.w / 2 else 0.64)
    great_mosque(c, where, line + 66, min(620, c.w * 0.62), min(c.h * 0.48, c.rng.uniform(420, 500)), 0.14)
    mud_tower(c, c.w - where + c.rng.uniform(-60, 60), line + 60, 90, c.rng.uniform(260, 340), 0.26)
    plain(c, line + 62, mix(c.pal.earth, (235, 200, 150), 0.3), 0.12)
    crowd(c, line + 70, line + 130, c.rng.randint(10, 18), 74, 120, 0.16)
    edge = c.w if light[0] < c.w / 2 else 0
    acacia(c, abs(edge - c.w * 0.1), c.h * 0.86, min(c.h * 0.5, 520), 0.02)
    if c.rng.random() < 0.5:
        cyclist(c, c.w * 0.5 + (0.16 if edge == 0 else -0.16) * c.w, c.h * 0.92, 230, 1 if edge else -1)
    else:
        for i in range(3):
            passer_by(c, c.w * 0.5 + (i - 1) * 120, c.h * 0.93 + c.rng.uniform(-16, 12), 240)
    for i in range(c.rng.randint(0, 4)):
        goat(c, c.w * 0.5 + 250 - 130 * i, c.h * 0.96, 74, c.rng.choice((-1, 1)))
    birds(c, light[0], line * 0.3, 8)
