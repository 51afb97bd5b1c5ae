"""Pictures of the fields: rice under water, market gardens."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.animals import egret
from rotative.demo.pictures.buildings import mud_house
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import distance, rows, strokes, water
from rotative.demo.pictures.palettes import ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.sky import birds, paint_sky, rain
from rotative.demo.pictures.trees import palm, thicket


def rice(c: Canvas) -> None:
    """Rice fields under water, egrets, people bending over the seedlings."""
    line = c.h * c.rng.uniform(0.3, 0.42)
    light = paint_sky(c, line)
    distance(c, line, 3, 80, c.pal.leaf)
    thicket(c, line, 30, 0.4, -20, c.w + 20)
    for _ in range(4):
        palm(c, c.rng.uniform(0, c.w), line + 4, c.rng.uniform(130, 230), 0.34)
    water(c, line + 2, light, ripple=3)
    vanish = c.w * c.rng.uniform(0.3, 0.7)
    green = mix(ink("8fbf4a"), c.pal.grass, 0.4)
    bands, near = 9, 0.0
    for i in range(bands):
        y0, y1 = line + (c.h - line) * near**1.5, line + (c.h - line) * ((i + 0.62) / bands) ** 1.5
        near = (i + 1) / bands
        tilt = (c.rng.random() - 0.5) * 30 * near
        fill = c.tone(mix(green, (250, 230, 120), c.rng.uniform(0, 0.3)), 0.35 * (1 - near), 0.15)
        c.poly(
            [(-10, y0 - tilt), (c.w + 10, y0 + tilt), (c.w + 10, y1 + tilt * 1.3), (-10, y1 - tilt * 1.3)],
            (*fill, 235),
        )
        _seedlings(c, y0 + 4, y1 + 6, near, green)
        if c.rng.random() < 0.6 and 1 < i < bands - 1:
            x = vanish + c.rng.uniform(-0.5, 0.5) * c.w
            egret(c, x, y1 + 6, 40 + 70 * near, c.rng.choice((-1, 1)), 0.25 * (1 - near))
        if i in (4, 6):
            for _ in range(c.rng.randint(2, 3)):
                px = c.w * c.rng.uniform(0.06, 0.94)
                person(
                    c,
                    px,
                    y1 + 4,
                    60 + 240 * near**1.2,
                    poses.BEND,
                    look(c.rng, c.rng.choice(("wrap", "trousers")), "straw"),
                    c.rng.choice((-1, 1)),
                    0.2 * (1 - near),
                )
    birds(c, c.w * 0.5, line * 0.5, 8, 22)
    if c.pal.wet:
        rain(c)


def _seedlings(c: Canvas, y0: float, y1: float, near: float, green: tuple[int, ...]) -> None:
    step = 14 + 30 * near
    x = c.rng.uniform(-step, 0)
    while x < c.w:
        fill = c.tone(mix(green, (40, 80, 40), c.rng.uniform(0.1, 0.5)), 0.3 * (1 - near), 0.4)
        high = 12 + 30 * near
        foot = y1 + c.rng.uniform(-3, 3)
        c.poly(
            [
                (x - high * 0.28, foot - high),
                (x, foot),
                (x + high * 0.25, foot - high * 0.9),
                (x + high * 0.06, foot + 2),
                (x - high * 0.06, foot + 2),
            ],
            fill,
        )
        x += step * c.rng.uniform(0.7, 1.3)


def garden(c: Canvas) -> None:
    """Market gardens: green beds, watering cans, the well."""
    line = c.h * c.rng.uniform(0.32, 0.4)
    paint_sky(c, line)
    distance(c, line, 3, 60)
    thicket(c, line + 4, 30, 0.34, -20, c.w + 20)
    mud_house(c, c.w * c.rng.uniform(0.1, 0.7), line + 18, 170, 90, 0.26)
    vanish = c.w * c.rng.uniform(0.35, 0.65)
    soil = mix(ink("7a4a32"), c.pal.earth, 0.4)
    crop = c.pal.leaf
    c.rect(0, line + 10, c.w, c.h, c.tone(soil, 0.1, 0.3))
    rows(
        c,
        line + 10,
        vanish,
        [
            c.tone(soil, 0.08, 0.1),
            c.tone(mix(crop, c.pal.grass, 0.5), 0.08, 0.2),
            c.tone(soil, 0.08, 0.5),
            c.tone(crop, 0.08, 0.2),
        ],
        24,
    )
    c.veil(line + 10, line + (c.h - line) * 0.6, c.pal.haze, 0.45, 0)
    strokes(c, line + 30, c.h, crop, 0.2, 26)
    for near in sorted(c.rng.uniform(0.12, 0.62) for _ in range(c.rng.randint(4, 6))):
        y = line + 10 + (c.h - line) * near
        person(
            c,
            c.w * c.rng.uniform(0.06, 0.94),
            y,
            70 + 190 * near,
            c.rng.choice((poses.BEND, poses.WORK, poses.SQUAT, poses.CARRY)),
            look(c.rng, None, "straw"),
            0,
            0.2 * (1 - near),
        )
    facing = c.rng.choice((-1, 1))
    hero = person(
        c,
        c.w * (0.34 if facing > 0 else 0.66),
        c.h * 0.93,
        380,
        poses.WORK,
        look(c.rng, "wrap", "wrap"),
        facing,
    )
    _watering_can(c, hero.at((0.28, 0.56)), facing)
    for i in range(26):
        x = c.w * (i / 25)
        r = c.rng.uniform(30, 52)
        y = c.h * 0.985 + c.rng.uniform(-16, 16)
        for shade, share in ((0.9, 1.0), (0.4, 0.7), (0.0, 0.4)):
            c.oval(
                x,
                y - r * 0.4 * (1 - share),
                r * share * 1.15,
                r * 0.7 * share,
                c.tone(mix(crop, ink("9cc45a"), 0.5 * (1 - share)), 0, shade),
            )


def _watering_can(c: Canvas, hand: Point, facing: int) -> None:
    x, y = hand[0] + facing * 26, hand[1] + 22
    metal = c.tone(ink("3f8f8a"), 0, 0.3)
    c.ring(x - facing * 4, y - 30, 24, 20, c.tone(ink("3f8f8a"), 0, 0.8), 6)
    c.poly([(x - 30, y - 24), (x + 30, y - 24), (x + 26, y + 30), (x - 26, y + 30)], metal)
    spout = (x + facing * 84, y - 16)
    c.limb((x + facing * 24, y + 16), spout, 14, 9, metal)
    c.oval(spout[0], spout[1], 9, 13, metal)
    for i in range(14):
        a = i / 13
        sx, sy = spout[0] + facing * (8 + 60 * a), spout[1] + 8 + a * 26
        c.line(
            [(sx, sy), (sx + facing * (14 + 18 * a), sy + 110 + 26 * c.rng.random())], (235, 246, 250, 150), 2
        )
