"""Pictures of the press hall: the rotary press, the web of paper, bundles, printers."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import Look
from rotative.demo.pictures.ground import shadow
from rotative.demo.pictures.palettes import PAINT, SKIN, Colour, ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import room


def printing(c: Canvas) -> None:
    """The rotary press at full speed: the web of paper, cylinders, bundles, printers."""
    line = c.h * 0.66
    room(c, c.rng.choice((ink("a9b8b4"), ink("c9b79a"), ink("9fa8b8"))), ink("8f7a6c"), line)
    for i in range(5):
        x = c.w * (0.1 + 0.2 * i)
        c.rect(x - 60, 70, x + 60, 210, mix(c.pal.sky[-1], (255, 255, 255), 0.3), 4)
        for k in (-20, 20):
            c.rect(x + k - 3, 70, x + k + 3, 210, c.tone(ink("5a5654"), 0, 0.5))
        c.rect(x - 60, 136, x + 60, 142, c.tone(ink("5a5654"), 0, 0.5))
        c.beam([(x - 60, 70), (x + 60, 70), (x + 320, c.h), (x + 90, c.h)], ink("fff0c4"), 0.09)
    side = c.rng.choice((-1, 1))
    green = c.rng.choice((ink("2f6a5c"), ink("2f4f78"), ink("7a3a34"), ink("4a5560")))
    floor = c.h * 0.82
    units = max(2, round(c.w / 430))
    wide = c.w * 0.86 / units
    left = c.w * 0.07
    paper = c.tone(ink("f4efe2"), 0, 0.05)
    webs = [_tower(c, left + wide * (i + 0.5), floor, wide * 0.7, c.h * 0.46, green) for i in range(units)]
    gone = left + wide * (units - 0.5) if side > 0 else left + wide * 0.5
    for i, web in enumerate(webs if side > 0 else webs[::-1]):
        if i < units - 1:
            level = web[-1][1] - 22 * (units - 2 - i)
            c.line([*web, (web[-1][0], level), (gone, level)], paper, 12)
            c.line([(web[-1][0], level + 7), (gone, level + 7)], c.tone(ink("b8b0a0"), 0, 0.4), 3)
            for x, y in web:
                _cylinder(c, x, y, 31)
    _folder(c, gone, floor, wide * 0.8, c.h * 0.5, green, paper)
    base = c.h * 0.945
    c.rect(-5, base - 96, c.w + 5, base - 74, c.tone(ink("4a4a50"), 0, 0.3))
    for x in range(0, round(c.w) + 50, 46):
        c.oval(x, base - 74, 13, 13, c.tone(ink("8a8a8c"), 0, 0.4))
    x = c.rng.uniform(0, 40)
    while x < c.w:
        _copies(c, x, base - 96, 96, c.rng.randint(1, 6))
        x += c.rng.uniform(116, 220)
    spots = c.rng.sample((0.12, 0.3, 0.5, 0.68, 0.88), 3) if c.w > 1100 else [0.24, 0.74]
    for at in spots:
        worn = Look(
            c.rng.choice(SKIN),
            c.rng.choice((ink("2f5f8f"), ink("c9702c"), ink("3f6a5a"))),
            ink("2f3f5f"),
            c.rng.choice(PAINT),
            "trousers",
            c.rng.choice(("cap", "short")),
        )
        person(
            c,
            c.w * at + c.rng.uniform(-40, 40),
            c.h * 0.99,
            430,
            c.rng.choice((poses.WORK, poses.POINT, poses.HIP, poses.TALK)),
            worn,
        )


def _tower(c: Canvas, x: float, y: float, wide: float, high: float, paint: Colour) -> list[Point]:
    """Draw one printing unit; give the places of its cylinders, in the order the paper takes."""
    _cabinet(c, x, y, wide, high, paint)
    c.rect(
        x - wide * 0.32,
        y - high * 0.93,
        x + wide * 0.32,
        y - high * 0.12,
        c.tone(mix(paint, (10, 10, 16), 0.66), 0, 0.6),
        12,
    )
    for i in range(4):
        c.oval(
            x + wide * 0.42 * c.light,
            y - high * (0.3 + 0.07 * i),
            9,
            9,
            (ink("e8432f"), ink("f2c53d"), ink("4fae6a"), ink("f4ead5"))[i],
        )
    c.ring(x + wide * 0.42 * c.light, y - high * 0.74, 26, 26, c.tone(ink("d8d4cc"), 0, 0.2), 6)
    shifts = ((0.0, 0.16), (-0.17, 0.3), (0.17, 0.44), (-0.17, 0.6), (0.17, 0.76), (0.0, 0.9), (0.0, 1.1))
    return [(x + wide * dx, y - high * dy) for dx, dy in shifts]


def _cabinet(c: Canvas, x: float, y: float, wide: float, high: float, paint: Colour) -> None:
    shadow(c, x, y, wide * 0.62, 18, 110)
    c.rect(x - wide / 2, y - high, x + wide / 2, y, c.tone(paint, 0, 0.1), 16)
    edge = -c.light
    c.rect(
        x + edge * wide * 0.5,
        y - high,
        x + edge * wide * 0.36,
        y,
        c.tone(mix(paint, (10, 10, 20), 0.3), 0, 0.6),
        10,
    )
    c.rect(
        x - wide / 2 - 12,
        y - high - 18,
        x + wide / 2 + 12,
        y - high + 8,
        c.tone(mix(paint, (255, 255, 255), 0.25), 0, 0.2),
        6,
    )
    c.rect(x - wide / 2, y - high * 0.1, x + wide / 2, y - high * 0.06, c.tone(ink("e8c23d"), 0, 0.2))


def _folder(c: Canvas, x: float, y: float, wide: float, high: float, paint: Colour, paper: Colour) -> None:
    """The folder: the webs meet over the former, a triangle that halves them, and leave as newspapers."""
    _cabinet(c, x, y, wide, high, mix(paint, (255, 240, 220), 0.14))
    c.rect(
        x - wide * 0.38,
        y - high * 0.94,
        x + wide * 0.38,
        y - high * 0.14,
        c.tone(mix(paint, (10, 10, 16), 0.66), 0, 0.6),
        12,
    )
    top, tip = y - high * 1.02, y - high * 0.36
    c.poly([(x - wide * 0.32, top), (x + wide * 0.32, top), (x + 8, tip), (x - 8, tip)], paper)
    c.poly([(x, top), (x + wide * 0.32, top), (x + 8, tip), (x, tip)], c.tone(ink("cfc8b6"), 0, 0.2))
    for i in range(7):
        ly = top + (tip - top) * (0.1 + 0.11 * i)
        half = wide * 0.32 * (0.82 - 0.11 * i)
        c.line([(x - half, ly), (x - half * 0.16, ly)], c.tone(ink("4a4446"), 0, 0.2), 5 if i == 0 else 2.5)
        if i not in (1, 2):
            c.line([(x + half * 0.16, ly), (x + half, ly)], c.tone(ink("4a4446"), 0, 0.3), 2.5)
    c.rect(
        x + wide * 0.04,
        top + (tip - top) * 0.18,
        x + wide * 0.17,
        top + (tip - top) * 0.36,
        c.tone(c.rng.choice(PAINT), 0, 0.1),
    )
    for at, level in ((-0.2, 0.3), (0.2, 0.3), (0, 0.2)):
        _cylinder(c, x + at * wide, y - high * level, 34 if at else 40)
    _cylinder(c, x, top - 12, 24)


def _cylinder(c: Canvas, x: float, y: float, r: float) -> None:
    c.oval(x, y, r, r, c.tone(ink("8a8a90"), 0, 0.8))
    c.oval(x + c.light * 4, y - 4, r * 0.82, r * 0.82, c.tone(ink("c9ccd0"), 0, 0.1))
    c.oval(x, y, r * 0.4, r * 0.4, c.tone(ink("4a4a52"), 0, 0.4))


def _copies(c: Canvas, x: float, y: float, wide: float, count: int) -> None:
    """A pile of newspapers: folded sheets with a headline and a picture on the topmost edge."""
    for i in range(count):
        top = y - 20 * (i + 1)
        nudge = c.rng.uniform(-5, 5)
        c.rect(x + nudge, top, x + wide + nudge, top + 19, c.tone(ink("f2ecdc"), 0, 0.1), 5)
        c.rect(x + nudge, top + 14, x + wide + nudge, top + 19, c.tone(ink("cfc6b2"), 0, 0.4), 3)
        c.rect(x + nudge + 8, top + 4, x + nudge + wide * 0.6, top + 8, c.tone(ink("3a3436")))
        c.rect(
            x + nudge + wide * 0.68,
            top + 3,
            x + nudge + wide * 0.92,
            top + 12,
            c.tone(c.rng.choice(PAINT), 0, 0.2),
        )
