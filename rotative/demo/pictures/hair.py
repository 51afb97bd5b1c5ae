"""Hair of the portraits: cropped, braids, locks."""

import math

from rotative.demo.pictures.canvas import Canvas, Point, smooth
from rotative.demo.pictures.headwear import drape_scarf, set_cap, tie_wrap, wind_turban
from rotative.demo.pictures.palettes import Colour, mix


def paint_back_hair(
    c: Canvas, style: str, x: float, y: float, hair: Colour, cloth: tuple[Colour, ...]
) -> None:
    """Paint what falls behind the neck, before the neck is drawn."""
    if style == "afro":
        for i in range(22):
            a = math.tau * i / 22
            c.oval(x + math.cos(a) * 178, y - 92 + math.sin(a) * 152, 62, 62, hair)
        c.oval(x, y - 92, 196, 168, hair)
    elif style in ("braids", "locs"):
        count, drop = (13, 380) if style == "braids" else (9, 250)
        for i in range(count):
            at = (i / (count - 1) - 0.5) * 2
            c.limb(
                (x + at * 140, y - 60),
                (x + at * 190, y + drop - 90 * at * at),
                34,
                20,
                mix(hair, (120, 90, 80), 0.12 * (i % 2)),
            )
    elif style == "scarf":
        c.poly(
            smooth(
                [
                    (x - 176, y - 120),
                    (x - 206, y + 120),
                    (x - 250, y + 330),
                    (x + 250, y + 330),
                    (x + 206, y + 120),
                    (x + 176, y - 120),
                    (x, y - 250),
                ]
            ),
            mix(cloth[1], (20, 8, 24), 0.35),
        )
    elif style == "bun":
        c.oval(x, y - 262, 92, 84, hair)
        c.ring(x, y - 210, 66, 22, cloth[2], 12)


def _crown(x: float, y: float, forehead: float, grow: float = 0) -> list[Point]:
    """Outline the scalp down to a hairline `forehead` units above the eyes."""
    return [
        (x - 150 - grow, y + 10),
        (x - 158 - grow, y - 90),
        (x - 118 - grow, y - 190 - grow * 0.6),
        (x, y - 236 - grow),
        (x + 118 + grow, y - 190 - grow * 0.6),
        (x + 158 + grow, y - 90),
        (x + 150 + grow, y + 10),
        (x + 134, y - 60),
        (x + 104, y - forehead),
        (x, y - forehead - 16),
        (x - 104, y - forehead),
        (x - 134, y - 60),
    ]


def paint_hair(c: Canvas, style: str, x: float, y: float, hair: Colour, cloth: tuple[Colour, ...]) -> None:
    """Paint hair or head-covering over the finished face."""
    gleam = mix(hair, (190, 160, 150), 0.2)
    if style in ("cropped", "afro", "flat", "bun", "braids", "locs"):
        grow = {"cropped": 0, "afro": 26, "flat": 14}.get(style, 8)
        outline = _crown(x, y, 128, grow)
        if style == "flat":
            outline[2:5] = [(x - 142, y - 244), (x, y - 262), (x + 142, y - 244)]
        c.poly(smooth(outline), hair)
        c.glow(x + c.light * 64, y - 190, 80, gleam, 0.7)
    if style in ("braids", "locs", "bun"):
        for i in range(9):
            at = (i / 8 - 0.5) * 2
            c.line([(x + at * 92, y - 146), (x + at * 76, y - 196), (x + at * 40, y - 232)], gleam, 5)
    if style == "braids":
        for i in range(6):
            side = -1 if i % 2 else 1
            bx, by = x + side * (166 + 7 * (i // 2)), y + 150 + 50 * (i // 2)
            c.rect(bx - 10, by, bx + 10, by + 22, (cloth[2], cloth[3])[i % 2], 6)
    elif style == "wrap":
        tie_wrap(c, x, y, cloth)
    elif style == "kufi":
        set_cap(c, x, y, cloth)
    elif style == "turban":
        wind_turban(c, x, y, cloth)
    elif style == "scarf":
        drape_scarf(c, x, y, cloth)
