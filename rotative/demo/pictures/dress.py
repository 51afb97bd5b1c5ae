"""What the sitters wear: wax prints, embroidered robes, collars, jackets."""

from rotative.demo.pictures.canvas import Canvas, Point, smooth
from rotative.demo.pictures.palettes import Colour, ink, mix
from rotative.demo.pictures.sitters import Sitter


def paint_garment(c: Canvas, who: Sitter, x: float, y: float) -> None:
    """Dress the shoulders: a wax print, an embroidered robe, a collar, a jacket."""
    main, second, third, _ = who.cloth
    low = c.h + 160
    opening = 84 if who.garment != "print" else 108
    body: list[Point] = [
        (x - opening, y + 236),
        (x - 190, y + 274),
        (x - 318, y + 330),
        (x - 384, y + 440),
        (x - 430, low),
        (x + 430, low),
        (x + 384, y + 440),
        (x + 318, y + 330),
        (x + 190, y + 274),
        (x + opening, y + 236),
        (x + opening * 0.6, y + 292),
        (x, y + 322),
        (x - opening * 0.6, y + 292),
    ]
    outline = smooth(body, 5)
    c.poly(outline, main)
    with c.within(outline):
        if who.garment == "print":
            _wax(c, x, y, second, third)
        far = x - c.light * 460
        c.poly(
            smooth(
                [
                    (far, y + 200),
                    (x - c.light * 190, y + 300),
                    (x - c.light * 130, y + 450),
                    (x - c.light * 170, low + 60),
                    (far, low + 60),
                ],
                4,
            ),
            (24, 8, 28, 62),
        )
        c.oval(x, y + 236, 130, 74, (24, 8, 28, 60))
        if who.garment == "boubou":
            _embroidery(c, x, y, second, mix(main, third, 0.4))
        elif who.garment == "collar":
            pale = mix(main, (255, 255, 255), 0.18)
            for s in (-1, 1):
                c.poly(
                    [(x + s * 84, y + 216), (x + s * 128, y + 262), (x + s * 74, y + 372), (x, y + 312)], pale
                )
            c.line([(x, y + 316), (x, low)], mix(main, (20, 10, 20), 0.3), 5)
            for i in range(5):
                c.oval(x + 12, y + 350 + 66 * i, 8, 8, mix(pale, (255, 255, 255), 0.5))
        elif who.garment == "jacket":
            c.poly([(x - 96, y + 226), (x + 96, y + 226), (x, y + 560)], ink("f4efe4"))
            c.poly(
                [(x - 22, y + 318), (x + 22, y + 318), (x + 34, y + 520), (x, y + 566), (x - 34, y + 520)],
                second,
            )
            dark = mix(main, (18, 16, 30), 0.55)
            for s in (-1, 1):
                c.poly(
                    [
                        (x + s * 92, y + 220),
                        (x + s * 480, y + 300),
                        (x + s * 480, low),
                        (x, low),
                        (x, y + 580),
                    ],
                    dark,
                )
                c.poly(
                    [
                        (x + s * 92, y + 220),
                        (x + s * 176, y + 330),
                        (x + s * 118, y + 380),
                        (x + s * 140, y + 420),
                        (x, y + 590),
                    ],
                    mix(dark, (255, 255, 255), 0.1),
                )


def _wax(c: Canvas, x: float, y: float, second: Colour, third: Colour) -> None:
    motif = c.rng.choice(("suns", "scales", "leaves", "checks"))
    size = c.rng.uniform(74, 104)
    for row in range(7):
        for column in range(-6, 7):
            mx, my = x + (column + row % 2 * 0.5) * size, y + 240 + row * size * 0.8
            if motif == "suns":
                c.oval(mx, my, size * 0.36, size * 0.36, second)
                c.oval(mx, my, size * 0.22, size * 0.22, third)
                c.oval(mx, my, size * 0.09, size * 0.09, second)
            elif motif == "scales":
                for r, tint in ((0.52, second), (0.4, third), (0.26, second)):
                    c.ring(mx, my, size * r, size * r, tint, size * 0.07)
            elif motif == "leaves":
                c.poly(
                    smooth(
                        [
                            (mx - size * 0.34, my),
                            (mx, my - size * 0.22),
                            (mx + size * 0.34, my - size * 0.06),
                            (mx, my + size * 0.2),
                        ],
                        4,
                    ),
                    second,
                )
                c.line([(mx - size * 0.3, my), (mx + size * 0.3, my - size * 0.05)], third, 4)
            else:
                c.poly(
                    [
                        (mx, my - size * 0.4),
                        (mx + size * 0.5, my),
                        (mx, my + size * 0.4),
                        (mx - size * 0.5, my),
                    ],
                    second if (row + column) % 2 else third,
                )


def _embroidery(c: Canvas, x: float, y: float, thread: Colour, panel: Colour) -> None:
    c.poly(
        smooth(
            [(x - 104, y + 240), (x - 96, y + 470), (x, y + 540), (x + 96, y + 470), (x + 104, y + 240)], 4
        ),
        panel,
    )
    for i in range(9):
        at = y + 318 + 24 * i
        half = 62 - 3 * i
        c.line([(x - half, at - 16), (x, at), (x + half, at - 16)], thread, 5)
    for r in (118, 138):
        c.ring(x, y + 230, r, r * 0.72, thread, 6)
    for s in (-1, 1):
        c.ring(x + s * 52, y + 500, 26, 26, thread, 6)
