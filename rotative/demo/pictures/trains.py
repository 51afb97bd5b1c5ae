"""The train: a diesel engine and its cars."""

from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.palettes import PAINT, Colour, ink
from rotative.demo.pictures.vehicles import wheel


def train(c: Canvas, x: float, y: float, high: float, cars: int, facing: int = 1, depth: float = 0) -> None:
    """Draw a diesel engine at x pulling passenger cars away from where it faces; wheels on y."""
    livery, stripe = c.rng.sample(
        (ink("2f6f8f"), ink("b8432f"), ink("3f7a4a"), ink("d98e2c"), ink("7a3347")), 2
    )
    length = high * 2.5
    for i in range(cars, -1, -1):
        cx = x - facing * i * (length * 1.03)
        if cx < -length or cx > c.w + length:
            continue
        c.rect(
            cx - length * 0.48,
            y - high * 0.16,
            cx + length * 0.48,
            y - high * 0.06,
            c.tone(ink("332c30"), depth, 0.6),
        )
        for at in (-0.38, -0.28, 0.28, 0.38):
            wheel(c, cx + at * length, y - high * 0.07, high * 0.075, depth)
        _engine(c, cx, y, length, high, facing, (livery, stripe), depth) if i == 0 else _car(
            c, cx, y, length, high, (livery, stripe), depth
        )


def _car(
    c: Canvas, x: float, y: float, length: float, high: float, colours: tuple[Colour, Colour], depth: float
) -> None:
    c.rect(
        x - length * 0.5,
        y - high,
        x + length * 0.5,
        y - high * 0.14,
        c.tone(colours[0], depth, 0.15),
        high * 0.06,
    )
    c.rect(
        x - length * 0.5,
        y - high,
        x + length * 0.5,
        y - high * 0.9,
        c.tone(ink("d8d2c4"), depth, 0.3),
        high * 0.05,
    )
    c.rect(
        x - length * 0.5, y - high * 0.4, x + length * 0.5, y - high * 0.33, c.tone(ink("f4ead5"), depth, 0.1)
    )
    c.rect(
        x - length * 0.5, y - high * 0.3, x + length * 0.5, y - high * 0.14, c.tone(colours[0], depth, 0.8)
    )
    lamp = c.pal.dark or c.pal.name == "dusk"
    for i in range(7):
        wx = x + length * (-0.44 + 0.128 * i)
        c.rect(
            wx,
            y - high * 0.78,
            wx + length * 0.095,
            y - high * 0.48,
            ink("ffd98a") if lamp else c.tone(ink("31424e"), depth, 0.4),
            4,
        )
        if c.rng.random() < 0.6:
            c.oval(
                wx + length * 0.05,
                y - high * 0.53,
                high * 0.05,
                high * 0.06,
                c.tone(ink("3f261e"), depth, 0.5),
            )
            c.rect(
                wx + length * 0.015,
                y - high * 0.5,
                wx + length * 0.085,
                y - high * 0.46,
                c.tone(c.rng.choice(PAINT), depth, 0.4),
            )


def _engine(
    c: Canvas,
    x: float,
    y: float,
    length: float,
    high: float,
    f: int,
    colours: tuple[Colour, Colour],
    depth: float,
) -> None:
    def place(*points: Point) -> list[Point]:
        return [(x + px * length * f, y - py * high) for px, py in points]

    c.poly(
        place(
            (-0.5, 0.12),
            (-0.5, 0.96),
            (0.2, 0.96),
            (0.24, 1.08),
            (0.42, 1.08),
            (0.47, 0.7),
            (0.5, 0.62),
            (0.5, 0.12),
        ),
        c.tone(colours[1], depth, 0.15),
    )
    c.poly(place((-0.5, 0.12), (-0.5, 0.36), (0.5, 0.36), (0.5, 0.12)), c.tone(colours[1], depth, 0.85))
    c.poly(
        place((-0.5, 0.4), (-0.5, 0.5), (0.3, 0.5), (0.5, 0.42), (0.5, 0.36), (0.28, 0.4)),
        c.tone(ink("f4ead5"), depth, 0.1),
    )
    for i in range(5):
        c.poly(
            place(
                (-0.44 + 0.12 * i, 0.6),
                (-0.44 + 0.12 * i, 0.88),
                (-0.35 + 0.12 * i, 0.88),
                (-0.35 + 0.12 * i, 0.6),
            ),
            c.tone(colours[1], depth, 0.9),
        )
    c.poly(place((0.27, 0.74), (0.27, 0.99), (0.33, 0.99), (0.33, 0.74)), c.tone(ink("253640"), depth, 0.4))
    c.poly(place((0.35, 0.74), (0.35, 0.99), (0.415, 0.99), (0.455, 0.74)), c.tone(ink("253640"), depth, 0.4))
    lx, ly = place((0.49, 0.54))[0]
    c.glow(lx, ly, high * 0.5, ink("fff0b4"), 0.7)
    c.oval(lx, ly, high * 0.05, high * 0.05, ink("fff6d0"))
