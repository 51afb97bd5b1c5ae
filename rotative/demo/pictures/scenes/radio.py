"""Pictures of the radio studio."""

import math
from dataclasses import replace

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import Person, look
from rotative.demo.pictures.palettes import PAINT, Colour, ink, mix
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import room


def radio(c: Canvas) -> None:
    """On air: two voices, microphones, the technician behind the glass."""
    hue = c.rng.choice((ink("2f5a6a"), ink("6a3a52"), ink("3f5a48"), ink("7a4a34")))
    line = c.h * 0.72
    room(c, hue, mix(hue, ink("5a3a2c"), 0.6), line)
    _foam(c, line, hue)
    side = c.rng.choice((-1, 1))
    gx, gw, gy, gh = c.w / 2 + side * c.w * 0.16, min(c.w * 0.5, 700), 130.0, line - 330
    _control_room(c, gx, gy, gw, gh, hue, side)
    ax = c.w / 2 - side * c.w * 0.32
    c.glow(ax, 150, 240, ink("ff5a3c"), 0.75)
    c.rect(ax - 96, 116, ax + 96, 184, ink("d8321f"), 12)
    for i in range(5):
        c.rect(ax - 68 + 30 * i, 140, ax - 50 + 30 * i, 160, ink("fff0d8"), 3)
    table = c.h * 0.8
    for i, f in enumerate((1, -1)):
        x = c.w / 2 - f * min(c.w * 0.26, 330)
        hat = c.rng.choice(("bun", "wrap", "short", "cap"))
        speaker = person(
            c,
            x,
            c.h * 1.06,
            720,
            replace(
                poses.SIT,
                near_elbow=(0.14, 0.44),
                near_hand=((0.27, 0.47), (0.25, 0.41))[i],
                far_hand=(0.3, 0.42),
            ),
            look(c.rng, None, hat),
            f,
            0,
            False,
        )
        _headset(c, speaker, f, table)
    _table(c, table)


def _foam(c: Canvas, line: float, hue: Colour) -> None:
    """Line the wall with foam wedges that swallow the echo."""
    size = 62.0
    for row in range(int((line - 116) / size) + 1):
        for column in range(int(c.w / size) + 1):
            x, y = column * size, row * size
            tint = mix(hue, (255, 230, 190) if (row + column) % 2 else (10, 10, 20), 0.1)
            if y + size < line - 110:
                c.poly(
                    [(x + 3, y + size - 3), (x + size / 2, y + 8), (x + size - 3, y + size - 3)],
                    c.tone(tint, 0, 0.3),
                )


def _control_room(c: Canvas, gx: float, gy: float, gw: float, gh: float, hue: Colour, side: int) -> None:
    """The technician and the console behind the glass."""
    c.rect(gx - gw / 2 - 16, gy - 16, gx + gw / 2 + 16, gy + gh + 16, c.tone(ink("c99a5c"), 0, 0.4), 8)
    c.rect(gx - gw / 2, gy, gx + gw / 2, gy + gh, mix(c.tone(ink("f0c47c")), hue, 0.25))
    c.glow(gx, gy + gh * 0.3, gw * 0.45, ink("fff0c0"), 0.7)
    with c.within([(gx - gw / 2, gy), (gx + gw / 2, gy), (gx + gw / 2, gy + gh), (gx - gw / 2, gy + gh)]):
        person(
            c,
            gx - side * gw * 0.1,
            gy + gh + 220,
            470,
            poses.WORK,
            look(c.rng, None, c.rng.choice(("cap", "short", "bun", "wrap"))),
            side,
            0.04,
            False,
        )
    for i in range(6):
        x = gx - gw * 0.42 + gw * 0.14 * i
        c.rect(x, gy + gh - 66, x + gw * 0.11, gy + gh, c.tone(ink("3a3a44"), 0, 0.4), 4)
        for k in range(3):
            c.oval(
                x + 14 + 20 * k,
                gy + gh - 44,
                5,
                5,
                c.rng.choice((ink("4fd06a"), ink("f2c53d"), ink("e8432f"))),
            )
            c.line([(x + 14 + 20 * k, gy + gh - 30), (x + 14 + 20 * k, gy + gh - 8)], ink("d8d4cc"), 3)
    c.beam(
        [(gx - gw * 0.3, gy), (gx - gw * 0.16, gy), (gx - gw * 0.36, gy + gh), (gx - gw * 0.5, gy + gh)],
        (255, 255, 255),
        0.14,
    )


def _table(c: Canvas, table: float) -> None:
    """The round table, its notes and a cup."""
    c.blob(
        [
            (-60, table + 70),
            (c.w * 0.2, table + 8),
            (c.w * 0.8, table + 8),
            (c.w + 60, table + 70),
            (c.w + 60, c.h + 90),
            (-60, c.h + 90),
        ],
        c.tone(ink("a8713f"), 0, 0.15),
        6,
    )
    c.blob(
        [
            (-60, table + 96),
            (c.w * 0.2, table + 36),
            (c.w * 0.8, table + 36),
            (c.w + 60, table + 96),
            (c.w + 60, c.h + 90),
            (-60, c.h + 90),
        ],
        c.tone(ink("7a4a2c"), 0, 0.4),
        6,
    )
    for i in range(4):
        x = c.w * (0.3 + 0.13 * i)
        c.poly(
            [(x, table + 12), (x + 90, table + 12), (x + 104, table + 34), (x - 10, table + 34)],
            c.tone(ink("f4efe2"), 0, 0.15 + 0.1 * (i % 2)),
        )
    c.rect(c.w / 2 - 20, table - 36, c.w / 2 + 16, table + 22, c.tone(c.rng.choice(PAINT), 0, 0.3), 6)


def _headset(c: Canvas, speaker: Person, f: int, table: float) -> None:
    """Headphones on the speaker, the microphone on its arm."""
    hx, hy = speaker.at((0.05, 0.685))
    pad, band = c.tone(ink("26262c"), 0, 0.3), c.tone(ink("55555f"), 0, 0.2)
    c.line(
        [(hx + math.cos(a * 0.3) * 44 - f * 10, hy - 8 - math.sin(a * 0.3) * 58) for a in range(1, 10)],
        pad,
        9,
    )
    c.oval(hx - f * 22, hy + 2, 18, 26, pad)
    c.oval(hx - f * 22, hy + 2, 10, 16, band)
    mx, my = hx + f * 132, hy + 46
    c.line(
        [(mx + f * 20, table + 20), (mx + f * 90, my + 90), (mx + f * 16, my)],
        c.tone(ink("3a3a42"), 0, 0.3),
        9,
    )
    c.limb((mx - f * 18, my - 4), (mx + f * 26, my + 6), 46, 40, c.tone(ink("2c2c34"), 0, 0.3))
    c.limb((mx - f * 26, my - 6), (mx - f * 14, my - 3), 48, 48, c.tone(ink("8a8a92"), 0, 0.3))
