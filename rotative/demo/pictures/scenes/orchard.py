"""Pictures under the trees: mangoes and hives."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import distance, plain, shadow, tufts
from rotative.demo.pictures.palettes import PAINT, ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.sky import paint_sky
from rotative.demo.pictures.trees import acacia, mango, shrub


def orchard(c: Canvas) -> None:
    """Mango trees in rows, baskets filling."""
    line = c.h * c.rng.uniform(0.4, 0.48)
    paint_sky(c, line)
    distance(c, line, 2, 56, c.pal.leaf)
    plain(c, line, mix(c.pal.grass, c.pal.earth, c.rng.uniform(0.1, 0.7)), 0.34)
    vanish = c.w * c.rng.uniform(0.4, 0.6)
    for near in (0.06, 0.14, 0.26, 0.44):
        y = line + (c.h - line) * near
        for side in (-3, -2, -1, 1, 2, 3):
            x = vanish + side * (100 + 620 * near)
            if -250 < x < c.w + 250:
                mango(c, x, y, 110 + 720 * near, 0.34 * (1 - near * 2))
    for i in range(c.rng.randint(3, 5)):
        x = vanish + (i - 2) * 120 + c.rng.uniform(-30, 30)
        person(
            c,
            x,
            line + (c.h - line) * c.rng.uniform(0.42, 0.55),
            165,
            c.rng.choice((poses.WAVE, poses.POINT, poses.CHEER, poses.WALK)),
            None,
            0,
            0.05,
        )
    front = c.h * 0.9
    for i in range(c.rng.randint(2, 3)):
        x = vanish + (i - 1) * 270 + c.rng.uniform(-40, 40)
        fruit_basket(c, x, front, 120)
        person(
            c,
            x + 110,
            front + 8,
            300,
            c.rng.choice((poses.BEND, poses.SQUAT, poses.WORK)),
            look(c.rng, "wrap"),
            -1,
        )
    tufts(c, c.h * 0.92, c.h + 16, 40, c.pal.grass)


def fruit_basket(c: Canvas, x: float, y: float, size: float) -> None:
    """Draw a basket heaped with mangoes, `size` wide."""
    shadow(c, x, y, size * 0.7, size * 0.09)
    straw = ink("c99a50")
    for row in range(3):
        for i in range(6 - row):
            fx = x + (i - (5 - row) / 2) * size * 0.15
            ripe = c.rng.choice(((240, 170, 50), (226, 106, 54), (180, 180, 70), (214, 70, 50)))
            c.oval(fx, y - size * (0.52 + 0.1 * row), size * 0.095, size * 0.08, c.tone(ripe, 0, 0.6))
            c.oval(
                fx + c.light * size * 0.02,
                y - size * (0.53 + 0.1 * row),
                size * 0.07,
                size * 0.06,
                c.tone(ripe, 0, 0.0),
            )
    c.poly(
        [
            (x - size * 0.55, y - size * 0.5),
            (x + size * 0.55, y - size * 0.5),
            (x + size * 0.4, y),
            (x - size * 0.4, y),
        ],
        c.tone(straw, 0, 0.3),
    )
    for row in range(4):
        wide = size * (0.54 - 0.035 * row)
        for i in range(9):
            bx = x + (i / 4.5 - 1) * wide + (row % 2) * size * 0.05
            c.rect(
                bx,
                y - size * (0.46 - 0.12 * row),
                bx + size * 0.055,
                y - size * (0.38 - 0.12 * row),
                c.tone(straw, 0, 0.75),
            )
    c.rect(
        x - size * 0.58, y - size * 0.53, x + size * 0.58, y - size * 0.46, c.tone(straw, 0, 0.1), size * 0.03
    )


def beehives(c: Canvas) -> None:
    """Hives under flowering trees, a keeper in white with the smoker."""
    line = c.h * c.rng.uniform(0.42, 0.5)
    paint_sky(c, line)
    distance(c, line, 3, 64, c.pal.leaf)
    plain(c, line, mix(c.pal.grass, c.pal.leaf, 0.3), 0.34)
    for _ in range(4):
        acacia(c, c.w * c.rng.uniform(0, 1), line + c.rng.uniform(8, 40), c.rng.uniform(120, 220), 0.32)
    shrub(c, c.w * 0.06, line + 130, 200)
    mango(c, c.w * c.rng.choice((0.1, 0.92)), line + (c.h - line) * 0.3, min(470, line), 0.04, False)
    for near in (0.3, 0.52):
        y = line + (c.h - line) * near
        for i in range(7):
            _hive(
                c,
                c.w * (0.12 + 0.14 * i) + near * 60,
                y + c.rng.uniform(-6, 6),
                60 + 70 * near,
                0.14 * (1 - near),
            )
    facing = c.rng.choice((-1, 1))
    hero = c.w * 0.5 - facing * min(190, c.w * 0.16)
    _hive(c, hero + facing * 205, c.h * 0.93, 190, 0)
    veiled = look(c.rng, "trousers", "straw")
    white = type(veiled)(veiled.skin, ink("f4efe2"), ink("e6dfcf"), veiled.accent, "trousers", "straw")
    keeper = person(c, hero, c.h * 0.94, 410, poses.WORK, white, facing)
    hand = keeper.at((0.29, 0.6))
    c.rect(hand[0] - 16, hand[1] - 30, hand[0] + 16, hand[1] + 18, c.tone(ink("9aa2a6"), 0, 0.4), 5)
    for i in range(6):
        c.glow(
            hand[0] + facing * (20 + 20 * i), hand[1] - 50 - 34 * i, 36 + 14 * i, c.tone((245, 242, 236)), 0.5
        )
    honey = c.tone(ink("2f2010"), 0, 0.4)
    for _ in range(34):
        x, y = hero + facing * 200 + c.rng.gauss(0, 190), c.h * 0.66 + c.rng.gauss(0, 100)
        c.oval(x, y, 4.2, 3, c.tone(ink("f2b632")))
        c.rect(x - 1, y - 3, x + 1, y + 3, honey)
        c.oval(x - 1, y - 4.5, 3.2, 2.2, (255, 255, 255, 150))
    tufts(c, c.h * 0.93, c.h + 16, 50, c.pal.grass)
    for _ in range(60):
        x, y = c.rng.uniform(0, c.w), c.rng.uniform(line + (c.h - line) * 0.7, c.h)
        c.oval(x, y, 5, 4, c.tone(c.rng.choice(((250, 240, 220), (240, 190, 60), (210, 110, 150)))))


def _hive(c: Canvas, x: float, y: float, size: float, depth: float) -> None:
    shadow(c, x, y, size * 0.6, size * 0.07)
    paint = c.rng.choice(PAINT)
    for at in (-0.34, 0.34):
        c.line(
            [(x + at * size, y), (x + at * size, y - size * 0.3)],
            c.tone(ink("5a4030"), depth, 0.7),
            size * 0.06,
        )
    for low, high in ((0.22, 0.58), (0.6, 0.92)):
        c.rect(x - size * 0.45, y - size * high, x + size * 0.45, y - size * low, c.tone(paint, depth, 0.15))
        edge = x - c.light * size * 0.45
        c.rect(
            edge, y - size * high, edge + c.light * size * 0.16, y - size * low, c.tone(paint, depth, 0.85)
        )
    c.rect(
        x - size * 0.2, y - size * 0.29, x + size * 0.2, y - size * 0.25, c.tone(ink("2a1c18"), depth, 0.6)
    )
    c.rect(
        x - size * 0.53, y - size * 1.01, x + size * 0.53, y - size * 0.91, c.tone(ink("c9cccb"), depth, 0.2)
    )
