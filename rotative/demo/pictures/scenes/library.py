"""Pictures of the library."""

from dataclasses import replace

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.palettes import CLOTH, Colour, ink, mix, pick
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import WOOD, books, room, window


def library(c: Canvas) -> None:
    """Shelves to the ceiling, readers at the tables."""
    line = c.h * 0.64
    room(c, c.rng.choice((ink("c9a87c"), ink("b8a88c"), ink("c99c84"))), ink("8a5a3c"), line)
    bays = max(3, round(c.w / 330))
    wide = c.w / bays
    bright = c.rng.randrange(bays)
    palette = tuple(pick(c.rng, CLOTH, 7))
    _bays(c, line, bays, bright, palette)
    ladder = wide * ((bright + 1.5) % bays)
    _ladder(c, ladder, line)
    person(c, ladder - 8, line - 70, 330, poses.WAVE, look(c.rng), 1, 0, False)
    person(
        c,
        wide * ((bright + 2.4) % bays),
        line + 70,
        380,
        c.rng.choice((poses.WORK, poses.HIP)),
        look(c.rng, "wrap"),
    )
    readers = max(2, round(c.w / 420))
    for i in range(readers):
        x = c.w * (i + 0.5) / readers + c.rng.uniform(-20, 20)
        f = c.rng.choice((-1, 1))
        person(
            c,
            x,
            c.h * 0.93 + 20,
            520,
            replace(poses.SIT, near_hand=(0.24, 0.42), far_hand=(0.27, 0.43), head=(0.07, 0.675)),
            None,
            f,
            0,
            False,
        )
        lamp_x = x - f * 150
        c.line([(lamp_x, c.h * 0.88), (lamp_x, c.h * 0.77)], c.tone(ink("b8862c"), 0, 0.3), 7)
        c.glow(lamp_x, c.h * 0.8, 200, ink("ffe2a0"), 0.6)
        c.poly(
            [
                (lamp_x - 26, c.h * 0.735),
                (lamp_x + 26, c.h * 0.735),
                (lamp_x + 50, c.h * 0.772),
                (lamp_x - 50, c.h * 0.772),
            ],
            c.tone(ink("2f7a5c"), 0, 0.2),
        )
    _table(c, palette)


def _bays(c: Canvas, line: float, bays: int, bright: int, palette: tuple[Colour, ...]) -> None:
    """Fill the wall with shelves, one bay being a window."""
    wide = c.w / bays
    tall = (line - 60) / 4
    for i in range(bays):
        x = wide * i
        if i == bright:
            window(c, x + wide / 2, 120, wide * 0.44, line * 0.5, 1 if i < bays / 2 else -1)
            continue
        c.rect(x + 6, 34, x + wide - 6, line + 8, c.tone(mix(WOOD, (40, 18, 14), 0.5), 0, 0.6))
        for row in range(4):
            y = 60 + tall * (row + 1) - 12
            books(c, x + 22, y, wide - 44, tall * 0.86, palette)
            c.rect(x + 6, y, x + wide - 6, y + 12, c.tone(WOOD, 0, 0.2))
        for edge in (x + 4, x + wide - 20):
            c.rect(edge, 26, edge + 16, line + 10, c.tone(WOOD, 0, 0.35))
        c.rect(x, 20, x + wide, 42, c.tone(mix(WOOD, (255, 220, 170), 0.15), 0, 0.2))


def _ladder(c: Canvas, ladder: float, line: float) -> None:
    """Lean the ladder on the shelves."""
    for at in (-34, 34):
        c.line([(ladder + at - 60, line + 40), (ladder + at + 20, 120)], c.tone(ink("c99a5c"), 0, 0.2), 9)
    for i in range(9):
        y = line + 10 - i * 62
        shift = -52 + (line + 40 - y) * 80 / (line - 80)
        c.line([(ladder - 36 + shift, y), (ladder + 36 + shift, y)], c.tone(ink("c99a5c"), 0, 0.5), 7)


def _table(c: Canvas, palette: tuple[Colour, ...]) -> None:
    """The long table in front, books open and piled."""
    top = c.h * 0.865
    c.rect(-5, top + 6, c.w + 5, top + 30, c.tone(WOOD, 0, 0.05))
    c.rect(-5, top + 28, c.w + 5, c.h + 5, c.tone(mix(WOOD, (40, 18, 14), 0.45), 0, 0.5))
    x = 30.0
    while x < c.w:
        tint = c.rng.choice(palette)
        if c.rng.random() < 0.5:
            for k in range(c.rng.randint(2, 4)):
                c.rect(
                    x + c.rng.uniform(-6, 6),
                    top - 16 * k - 10,
                    x + 110 + c.rng.uniform(-6, 6),
                    top - 16 * k + 5,
                    c.tone(c.rng.choice(palette), 0, 0.3),
                    3,
                )
        else:
            c.poly(
                [
                    (x, top + 6),
                    (x + 14, top - 14),
                    (x + 64, top - 4),
                    (x + 114, top - 14),
                    (x + 128, top + 6),
                ],
                c.tone(ink("f7f0de"), 0, 0.1),
            )
            c.line([(x + 64, top - 4), (x + 64, top + 6)], c.tone(tint, 0, 0.4), 3)
        x += c.rng.uniform(190, 330)
