"""Pictures of the tailor's shop."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.ground import strokes
from rotative.demo.pictures.palettes import CLOTH, Colour, ink, mix, pick
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import WOOD, lamp, room, shelf, window


def workshop(c: Canvas) -> None:
    """The tailor's shop: machines, bolts of cloth, a robe on its stand."""
    line = c.h * 0.62
    wall = c.rng.choice((ink("9fc4b8"), ink("e8c48a"), ink("d99a78"), ink("b8bcd0")))
    room(c, wall, ink("a87850"), line)
    side = c.rng.choice((-1, 1))
    window(c, c.w / 2 - side * c.w * 0.36, 130, 240, 330, -side)
    wide = min(c.w * 0.52, 760)
    cx = c.w / 2 + side * c.w * 0.14
    for y in (200, 330, 460):
        shelf(c, cx, y, wide)
        x = cx - wide * 0.48
        while x < cx + wide * 0.42:
            bolt = c.rng.uniform(26, 60)
            high = c.rng.uniform(62, 104)
            _bolt(c, x, y, bolt, high)
            x += bolt + 3
    lamp(c, c.w / 2, 0, 190, 0.5)
    floor = c.h * 0.86
    for i in range(2 if c.w > 1200 else 1):
        x = c.w / 2 + (i * 2 - 1) * min(280, c.w * 0.2) * (1 if c.w > 1200 else 0)
        f = side if i == 0 else -side
        tailor = person(c, x - f * 150, floor, 540, poses.SIT, look(c.rng), f)
        c.rect(x - f * 150 - 54, floor - 128, x - f * 150 + 46, floor - 108, c.tone(WOOD, 0, 0.6), 5)
        for at in (-40, 34):
            c.line([(x - f * 150 + at, floor - 110), (x - f * 150 + at, floor + 4)], c.tone(WOOD, 0, 0.8), 9)
        _machine(c, x + f * 60, floor, f, tailor.worn.accent)
    mx, stand = c.w / 2 + side * c.w * 0.4, c.h * 0.93
    tint, trim = pick(c.rng, CLOTH, 2)
    c.line([(mx, stand), (mx, stand - 300)], c.tone(WOOD, 0, 0.6), 12)
    c.limb((mx - 50, stand), (mx + 50, stand), 14, 14, c.tone(WOOD, 0, 0.7))
    c.blob(
        [
            (mx - 66, stand - 470),
            (mx - 30, stand - 500),
            (mx + 30, stand - 500),
            (mx + 66, stand - 470),
            (mx + 56, stand - 360),
            (mx + 120, stand - 70),
            (mx - 120, stand - 70),
            (mx - 56, stand - 360),
        ],
        c.tone(tint, 0, 0.6),
        4,
    )
    c.blob(
        [
            (mx - 30 + c.light * 20, stand - 486),
            (mx + 30 + c.light * 20, stand - 486),
            (mx + 26 + c.light * 24, stand - 340),
            (mx + 60 + c.light * 30, stand - 84),
            (mx - 60 + c.light * 30, stand - 84),
            (mx - 26 + c.light * 20, stand - 340),
        ],
        c.tone(tint, 0, 0.05),
        4,
    )
    for i in range(7):
        c.oval(mx, stand - 480 + 28 * i, 12 - i, 10, c.tone(trim, 0, 0.2))
    for i in range(9):
        c.oval(mx - 104 + 26 * i, stand - 84, 9, 9, c.tone(trim, 0, 0.2))
    for _ in range(16):
        sx, sy = c.rng.uniform(0.05, 0.95) * c.w, c.rng.uniform(0.91, 0.99) * c.h
        snip: list[Point] = [(sx, sy), (sx + 40, sy - 9), (sx + 62, sy + 4), (sx + 20, sy + 10)]
        c.poly(snip, c.tone(c.rng.choice(CLOTH), 0, 0.3))
    strokes(c, line, c.h, ink("a87850"), 0, 12)


def _bolt(c: Canvas, x: float, y: float, wide: float, high: float) -> None:
    tint, mark = pick(c.rng, CLOTH, 2)
    c.rect(x, y - high, x + wide, y, c.tone(tint, 0, 0.2), 5)
    c.rect(
        x + wide * 0.66 if c.light < 0 else x,
        y - high,
        x + wide if c.light < 0 else x + wide * 0.34,
        y,
        c.tone(tint, 0, 0.65),
        5,
    )
    kind = c.rng.randrange(3)
    fill: Colour = c.tone(mark, 0, 0.25)
    for i in range(4):
        yy = y - high * (0.14 + 0.22 * i)
        if kind == 0:
            c.rect(x, yy - 5, x + wide, yy + 3, fill)
        elif kind == 1:
            c.poly(
                [(x + wide / 2, yy - 9), (x + wide * 0.8, yy), (x + wide / 2, yy + 9), (x + wide * 0.2, yy)],
                fill,
            )


def _machine(c: Canvas, x: float, y: float, f: int, cloth: Colour) -> None:
    """A treadle sewing machine with a length of cloth running off the table."""
    iron = c.tone(ink("2c2c34"), 0, 0.4)
    for at in (-110, 110):
        c.line([(x + at, y), (x + at * 0.86, y - 200)], iron, 10)
    c.line([(x - 100, y - 40), (x + 100, y - 40)], iron, 12)
    c.ring(x + f * 74, y - 100, 50, 54, iron, 8)
    c.rect(x - 160, y - 222, x + 160, y - 200, c.tone(WOOD, 0, 0.15), 4)
    c.poly(
        [
            (x - 40, y - 228),
            (x + f * 160, y - 226),
            (x + f * 196, y - 60),
            (x + f * 120, y - 80),
            (x + f * 100, y - 206),
            (x - 40, y - 214),
        ],
        c.tone(cloth, 0, 0.2),
    )
    for k in range(4):
        c.oval(
            x + f * (124 + 14 * k), y - 200 + 34 * k, 9, 9, c.tone(mix(cloth, (255, 255, 255), 0.6), 0, 0.1)
        )
    c.rect(x - 74, y - 240, x + 84, y - 222, iron, 5)
    c.poly(
        [
            (x + f * 84, y - 226),
            (x + f * 84, y - 330),
            (x - f * 66, y - 330),
            (x - f * 66, y - 250),
            (x - f * 44, y - 250),
            (x - f * 40, y - 300),
            (x + f * 44, y - 300),
            (x + f * 50, y - 226),
        ],
        iron,
    )
    c.oval(x + f * 98, y - 310, 22, 34, c.tone(ink("4a4a52"), 0, 0.2))
    c.line([(x - f * 30, y - 322), (x + f * 60, y - 322)], c.tone(ink("e8b84a"), 0, 0.1), 4)
