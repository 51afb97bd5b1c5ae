"""Head-coverings of the portraits: wraps, caps, turbans, veils."""

from rotative.demo.pictures.canvas import Canvas, Point, bow, smooth
from rotative.demo.pictures.palettes import Colour, mix


def tie_wrap(c: Canvas, x: float, y: float, cloth: tuple[Colour, ...]) -> None:
    """A tall head-wrap, folded in bands and knotted to one side."""
    main, second = cloth[1], cloth[2]
    side = -c.light
    shape = smooth(
        [
            (x - 164, y - 60),
            (x - 206, y - 200),
            (x - 150, y - 330),
            (x, y - 372),
            (x + 150, y - 330),
            (x + 206, y - 200),
            (x + 164, y - 60),
            (x + 90, y - 124),
            (x, y - 142),
            (x - 90, y - 124),
        ]
    )
    knot = (x + side * 120, y - 310)
    for turn in (-0.5, 0.5):
        tip = (knot[0] + side * 110 + turn * 30, knot[1] - 70 + turn * 130)
        c.poly(
            smooth(
                [knot, (tip[0] - 34, tip[1] - 44), (tip[0] + 34, tip[1] - 20), (tip[0] + 10, tip[1] + 44)], 4
            ),
            mix(main, (20, 8, 24), 0.22 + 0.1 * turn),
        )
    c.poly(shape, main)
    with c.within(shape):
        for i in range(6):
            at = y - 400 + 66 * i
            c.line(
                [
                    (x - side * 250, at + 170),
                    (x - side * 60, at + 60),
                    (x + side * 130, at - 30),
                    (x + side * 250, at - 120),
                ],
                second,
                14,
            )
            for k in range(6):
                c.oval(x - side * (190 - 76 * k), at + 172 - 46 * k, 9, 9, cloth[3])
        c.poly(
            smooth(
                [
                    (x + side * 250, y - 420),
                    (x + side * 60, y - 380),
                    (x + side * 120, y - 220),
                    (x + side * 90, y - 40),
                    (x + side * 260, y),
                ],
                4,
            ),
            (24, 8, 28, 70),
        )
        for i in range(3):
            c.line(
                [
                    (x - 190, y - 96 - 70 * i),
                    (x - 60, y - 160 - 62 * i),
                    (x + 90, y - 158 - 60 * i),
                    (x + 200, y - 100 - 66 * i),
                ],
                (24, 8, 28, 80),
                5,
            )
    c.oval(knot[0], knot[1], 46, 52, mix(main, (255, 255, 255), 0.08))
    c.oval(knot[0] + c.light * 8, knot[1], 22, 40, mix(main, (20, 8, 24), 0.18))


def set_cap(c: Canvas, x: float, y: float, cloth: tuple[Colour, ...]) -> None:
    """A round embroidered cap."""
    shape: list[Point] = [
        (x - 152, y - 106),
        (x - 142, y - 238),
        (x - 90, y - 268),
        (x, y - 276),
        (x + 90, y - 268),
        (x + 142, y - 238),
        (x + 152, y - 106),
        (x + 80, y - 132),
        (x, y - 140),
        (x - 80, y - 132),
    ]
    outline = smooth(shape, 5)
    c.poly(outline, cloth[1])
    with c.within(outline):
        for i in range(11):
            zx = x - 160 + 32 * i
            c.poly([(zx - 16, y - 168), (zx, y - 200), (zx + 16, y - 168), (zx, y - 150)], cloth[2])
            c.oval(zx, y - 226, 7, 7, cloth[3])
        c.line([(x - 170, y - 132), (x - 80, y - 152), (x + 80, y - 152), (x + 170, y - 132)], cloth[3], 9)
        c.poly(
            [
                (x - c.light * 300, y - 300),
                (x - c.light * 70, y - 300),
                (x - c.light * 88, y - 60),
                (x - c.light * 300, y - 60),
            ],
            (24, 8, 28, 64),
        )


def wind_turban(c: Canvas, x: float, y: float, cloth: tuple[Colour, ...]) -> None:
    """A wound turban, its end falling round the neck."""
    main = cloth[1]
    c.poly(
        smooth(
            [
                (x - 150, y + 210),
                (x - 210, y + 300),
                (x, y + 372),
                (x + 210, y + 300),
                (x + 150, y + 210),
                (x, y + 290),
            ]
        ),
        mix(main, (20, 8, 24), 0.14),
    )
    for i in range(3):
        c.line(
            [(x - 176, y + 262 + 22 * i), (x, y + 318 + 20 * i), (x + 176, y + 262 + 22 * i)],
            mix(main, (20, 8, 24), 0.34),
            5,
        )
    for i in range(5):
        lift = y - 128 - 42 * i
        wide = 182 - 9 * i - 8 * i * (i > 2)
        tilt = 26 * (1 if i % 2 else -1)
        c.poly(
            smooth(
                [
                    (x - wide, lift + tilt),
                    (x - wide * 0.5, lift - 44 + tilt * 0.4),
                    (x + wide * 0.5, lift - 44 - tilt * 0.4),
                    (x + wide, lift - tilt),
                    (x + wide * 0.5, lift + 30 - tilt * 0.5),
                    (x - wide * 0.5, lift + 30 + tilt * 0.5),
                ]
            ),
            mix(main, (255, 255, 255) if i % 2 else (30, 10, 30), 0.1),
        )
    c.poly(
        smooth(
            [
                (x - c.light * 196, y - 110),
                (x - c.light * 90, y - 130),
                (x - c.light * 100, y - 330),
                (x - c.light * 170, y - 280),
            ],
            4,
        ),
        (24, 8, 28, 60),
    )


def drape_scarf(c: Canvas, x: float, y: float, cloth: tuple[Colour, ...]) -> None:
    """A veil drawn round the face and over the shoulders."""
    main = cloth[1]
    inner: list[Point] = [
        (x - 126, y - 40),
        (x - 96, y - 142),
        (x, y - 172),
        (x + 96, y - 142),
        (x + 126, y - 40),
        (x + 116, y + 90),
        (x + 62, y + 186),
        (x, y + 206),
        (x - 62, y + 186),
        (x - 116, y + 90),
    ]
    outer: list[Point] = [
        (x - 172, y - 60),
        (x - 138, y - 210),
        (x, y - 262),
        (x + 138, y - 210),
        (x + 172, y - 60),
        (x + 178, y + 110),
        (x + 236, y + 330),
        (x, y + 420),
        (x - 236, y + 330),
        (x - 178, y + 110),
    ]
    inside, outside = smooth(inner), smooth(outer)
    ring = [*outside, outside[0], inside[0], *inside[::-1]]
    c.poly(ring, main)
    with c.within(ring):
        c.poly(
            [
                (x - c.light * 300, y - 300),
                (x - c.light * 60, y - 300),
                (x - c.light * 130, y),
                (x - c.light * 60, y + 440),
                (x - c.light * 300, y + 440),
            ],
            (24, 8, 28, 62),
        )
        for i in range(4):
            top = (x - 176 + 8 * i, y + 130 + 46 * i)
            c.line(bow(top, (x - 30, y + 320 + 34 * i), (x + 200, y + 120 + 58 * i)), (24, 8, 28, 60), 6)
        hem = smooth([(x + (px - x) * 1.07, y + (py - y) * 1.05) for px, py in inner])
        c.line([*hem, hem[0]], cloth[2], 7)
