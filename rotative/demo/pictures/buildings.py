"""Walls and roofs: mud-brick houses, the great mosque, granaries."""

from rotative.demo.pictures.canvas import Canvas, smooth
from rotative.demo.pictures.ground import shadow
from rotative.demo.pictures.palettes import PAINT, Colour, ink, mix

MUD = ink("c98d5e")


LAMP = ink("ffd27a")


def mud_house(
    c: Canvas, x: float, y: float, wide: float, high: float, depth: float = 0, colour: Colour = MUD
) -> None:
    """Draw an earthen house, x being its left corner: rounded parapet, one side in shade, small openings."""
    earth = mix(
        colour, c.rng.choice(((235, 190, 140), (160, 90, 60), (200, 150, 110))), c.rng.uniform(0, 0.4)
    )
    lit, dim, dark = (
        c.tone(earth, depth, 0.1),
        c.tone(earth, depth, 0.8),
        c.tone(ink("3b2218"), depth * 0.9, 0.6),
    )
    side = wide * c.rng.uniform(0.2, 0.34)
    split = x + wide - side if c.light < 0 else x + side
    c.poly([(x - 2, y), (x + 1, y - high), (x + wide - 1, y - high), (x + wide + 2, y)], lit)
    if c.light < 0:
        c.poly([(split, y), (split, y - high), (x + wide - 1, y - high), (x + wide + 2, y)], dim)
    else:
        c.poly([(x - 2, y), (x + 1, y - high), (split, y - high), (split, y)], dim)
    teeth = c.rng.random()
    if teeth < 0.55:
        step = high * 0.16
        for i in range(max(2, int(wide / step / 1.6))):
            tx = x + step * (0.4 + 1.6 * i)
            if tx + step * 0.8 < x + wide:
                shaded = tx > split if c.light < 0 else tx < split
                c.poly(
                    [
                        (tx, y - high + 1),
                        (tx + step * 0.2, y - high - step * 0.7),
                        (tx + step * 0.6, y - high - step * 0.7),
                        (tx + step * 0.8, y - high + 1),
                    ],
                    dim if shaded else lit,
                )
    front, back = (x, split) if c.light < 0 else (split, x + wide)
    span = back - front
    if span > 20 and high > 30:
        door = min(high * 0.5, 70)
        dx = front + span * c.rng.uniform(0.2, 0.6)
        c.rect(dx, y - door, dx + door * 0.5, y, dark, door * 0.08)
        if c.rng.random() < 0.4:
            c.rect(
                dx + door * 0.06,
                y - door * 0.94,
                dx + door * 0.44,
                y,
                c.tone(c.rng.choice(PAINT), depth, 0.5),
            )
        for at in (0.12, 0.5, 0.85):
            if c.rng.random() < 0.6:
                hole = high * 0.1
                fill = LAMP if c.pal.dark and c.rng.random() < 0.5 else dark
                c.rect(
                    front + span * at,
                    y - high * 0.78,
                    front + span * at + hole,
                    y - high * 0.78 + hole * 1.3,
                    fill,
                )
        for i in range(int(span / (high * 0.2))):
            bx = front + high * 0.2 * (i + 0.4)
            c.line(
                [(bx, y - high * 0.9), (bx - c.light * high * 0.05, y - high * 0.86)],
                dark,
                max(1.4, high * 0.022),
            )


def mud_tower(
    c: Canvas, x: float, y: float, wide: float, high: float, depth: float, colour: Colour = MUD
) -> None:
    """Draw a tapering tower with its wooden beams and its crown of pinnacles, x being its middle."""
    lit, dim, beam = (
        c.tone(colour, depth, 0.08),
        c.tone(colour, depth, 0.85),
        c.tone(ink("4a2c1c"), depth, 0.7),
    )
    top = y - high
    taper = wide * 0.34
    c.poly(
        smooth(
            [
                (x - wide / 2, y),
                (x - wide * 0.46, y - high * 0.3),
                (x - taper, top + high * 0.12),
                (x - taper * 0.5, top + high * 0.02),
                (x + taper * 0.5, top + high * 0.02),
                (x + taper, top + high * 0.12),
                (x + wide * 0.46, y - high * 0.3),
                (x + wide / 2, y),
            ],
            4,
        ),
        dim,
    )
    edge = c.light
    c.poly(
        [
            (x + edge * wide / 2, y),
            (x + edge * taper, top + high * 0.1),
            (x - edge * taper * 0.1, top + high * 0.04),
            (x - edge * wide * 0.12, y),
        ],
        lit,
    )
    for at in (-0.8, 0, 0.8):
        px, size = x + at * taper, wide * (0.13 if at else 0.18)
        peak = top - high * (0.1 if at else 0.2)
        c.poly(
            [
                (px - size, top + high * 0.1),
                (px - size * 0.35, peak),
                (px + size * 0.35, peak),
                (px + size, top + high * 0.1),
            ],
            lit if at * edge >= 0 else dim,
        )
    for row in range(max(2, int(high / (wide * 0.42)))):
        by = top + high * 0.2 + row * wide * 0.42
        if by < y - high * 0.1:
            for at in (-0.5, 0, 0.5):
                bx = x + at * taper
                c.line([(bx, by), (bx - edge * wide * 0.07, by + wide * 0.06)], beam, max(1.6, wide * 0.035))


def great_mosque(
    c: Canvas, x: float, y: float, wide: float, high: float, depth: float, colour: Colour = MUD
) -> None:
    """Draw the earthen mosque of the old town: a buttressed wall and three towers, x being its middle."""
    lit, dim = c.tone(colour, depth, 0.15), c.tone(colour, depth, 0.85)
    wall = high * 0.46
    c.rect(x - wide / 2, y - wall, x + wide / 2, y, dim)
    count = 13
    step = wide / count
    for i in range(count):
        bx = x - wide / 2 + step * (i + 0.5)
        c.poly(
            [
                (bx - step * 0.34, y),
                (bx - step * 0.22, y - wall),
                (bx - step * 0.07, y - wall * 1.2),
                (bx + step * 0.07, y - wall * 1.2),
                (bx + step * 0.22, y - wall),
                (bx + step * 0.34, y),
            ],
            lit,
        )
        inner = step * 0.12 * c.light
        c.poly(
            [(bx - inner * 0.4, y), (bx - inner * 0.3, y - wall * 1.15), (bx - step * 0.3 * c.light, y)],
            (*dim, 120),
        )
    for at, share in ((-0.33, 0.86), (0.33, 0.86), (0, 1.0)):
        mud_tower(c, x + at * wide, y, wide * 0.15 * (0.9 + 0.2 * share), high * share, depth, colour)
    c.rect(
        x - wide * 0.025, y - wall * 0.5, x + wide * 0.025, y, c.tone(ink("3b2218"), depth, 0.7), wide * 0.01
    )


def granary(c: Canvas, x: float, y: float, wide: float, depth: float = 0) -> None:
    """Draw a round granary on stones under its cap of straw, x being its middle."""
    lit, dim = c.tone(MUD, depth, 0.1), c.tone(MUD, depth, 0.8)
    high = wide * 1.15
    shadow(c, x, y, wide * 0.8, wide * 0.08)
    for at in (-0.3, 0.3):
        c.oval(x + at * wide, y - 3, wide * 0.1, wide * 0.07, c.tone(ink("7a6a60"), depth, 0.6))
    c.blob(
        [
            (x - wide * 0.4, y - 4),
            (x - wide * 0.5, y - high * 0.5),
            (x - wide * 0.42, y - high),
            (x + wide * 0.42, y - high),
            (x + wide * 0.5, y - high * 0.5),
            (x + wide * 0.4, y - 4),
        ],
        dim,
        4,
    )
    s = c.light * wide * 0.13
    c.blob(
        [
            (x - wide * 0.24 + s, y - 6),
            (x - wide * 0.32 + s, y - high * 0.5),
            (x - wide * 0.25 + s, y - high),
            (x + wide * 0.28 + s, y - high),
            (x + wide * 0.33 + s, y - high * 0.5),
            (x + wide * 0.25 + s, y - 6),
        ],
        lit,
        4,
    )
    c.rect(x - wide * 0.1, y - high * 0.74, x + wide * 0.1, y - high * 0.5, c.tone(ink("4a2c1c"), depth, 0.6))
    straw = ink("d6b060")
    peak = (x, y - high - wide * 0.72)
    c.poly(
        [(x - wide * 0.66, y - high * 0.93), peak, (x + wide * 0.66, y - high * 0.93), (x, y - high * 0.82)],
        c.tone(straw, depth, 0.85),
    )
    c.poly(
        [(x + c.light * wide * 0.66, y - high * 0.93), peak, (x - c.light * wide * 0.12, y - high * 0.83)],
        c.tone(straw, depth, 0.05),
    )


def town(
    c: Canvas, y: float, low: float, high: float, depth: float, start: float = -40, end: float | None = None
) -> None:
    """Crowd mud houses along a line, heights between low and high."""
    x, stop = start, c.w + 40 if end is None else end
    while x < stop:
        wide = c.rng.uniform(0.7, 1.7) * high * 0.9
        mud_house(c, x, y + c.rng.uniform(-4, 6), wide, c.rng.uniform(low, high), depth)
        if c.rng.random() < 0.22:
            granary(c, x + wide * 0.9, y + 8, high * 0.42, depth)
        x += wide * c.rng.uniform(0.72, 1.02)
