"""The features of a portrait: eyes, nose, mouth, beard, glasses."""

from rotative.demo.pictures.canvas import Canvas, bow, smooth
from rotative.demo.pictures.palettes import Colour, ink, mix
from rotative.demo.pictures.sitters import Sitter


def paint_features(c: Canvas, who: Sitter, x: float, y: float, shade: Colour, lit: Colour) -> None:
    """Paint the features of a face whose middle, between the eyes, is (x, y)."""
    for side in (-1, 1):
        _eye(c, who, x, y, side, shade, lit)
    _nose(c, x, y, shade, lit)
    _mouth(c, who, x, y + 134, shade, lit)
    if who.glasses:
        _glasses(c, who, x, y)


def _mouth(c: Canvas, who: Sitter, x: float, y: float, shade: Colour, lit: Colour) -> None:
    up = 12 * who.smile
    upper, lower = mix(mix(lit, shade, 0.6), (130, 40, 48), 0.26), mix(lit, (176, 74, 74), 0.3)
    c.poly(
        smooth(
            [
                (x - 56, y - up),
                (x - 22, y - 15),
                (x, y - 10),
                (x + 22, y - 15),
                (x + 56, y - up),
                (x + 20, y + 5),
                (x - 20, y + 5),
            ],
            4,
        ),
        upper,
    )
    c.poly(
        smooth(
            [(x - 48, y - up * 0.7), (x, y + 4), (x + 48, y - up * 0.7), (x + 24, y + 22), (x - 24, y + 22)],
            4,
        ),
        lower,
    )
    c.line(
        [(x - 54, y - up), (x - 20, y + 1), (x + 20, y + 1), (x + 54, y - up)],
        mix(shade, (30, 8, 14), 0.5),
        4,
    )
    c.oval(x + c.light * 10, y + 13, 13, 4, (*mix(lower, (255, 220, 200), 0.5), 120))
    c.line([(x - 16, y + 34), (x + 16, y + 34)], mix(lit, shade, 0.5), 4)
    if who.smile > 0.5 or who.old:
        for s in (-1, 1):
            c.line(
                bow((x + s * 48, y - 62), (x + s * 80, y - 42), (x + s * 76, y - 6)),
                mix(lit, shade, 0.45),
                3.5,
            )


def paint_beard(c: Canvas, who: Sitter, x: float, y: float, wide: float) -> None:
    if not who.beard:
        return
    tint = mix(who.hair, who.skin, 0.12)
    if who.beard in ("short", "full"):
        high = y + (64 if who.beard == "full" else 96)
        c.poly(
            smooth(
                [
                    (x - wide * 1.1, high - 60),
                    (x - wide * 0.82, high + 10),
                    (x - wide * 0.5, y + 118),
                    (x - 58, y + 104),
                    (x, y + 108),
                    (x + 58, y + 104),
                    (x + wide * 0.5, y + 118),
                    (x + wide * 0.82, high + 10),
                    (x + wide * 1.1, high - 60),
                    (x + wide * 1.2, y + 260),
                    (x - wide * 1.2, y + 260),
                ],
                4,
            ),
            (*tint, 235),
        )
    if who.beard == "goatee":
        c.poly(
            smooth(
                [(x - 40, y + 160), (x, y + 152), (x + 40, y + 160), (x + 34, y + 230), (x - 34, y + 230)], 4
            ),
            tint,
        )
    if who.beard in ("goatee", "moustache"):
        c.poly(
            smooth(
                [
                    (x - 66, y + 122),
                    (x - 30, y + 100),
                    (x, y + 104),
                    (x + 30, y + 100),
                    (x + 66, y + 122),
                    (x + 24, y + 116),
                    (x - 24, y + 116),
                ],
                4,
            ),
            tint,
        )


def _eye(c: Canvas, who: Sitter, x: float, y: float, side: int, shade: Colour, lit: Colour) -> None:
    """One eye under its brow."""
    dark = mix(shade, (16, 6, 10), 0.55)
    brow = mix(who.hair, dark, 0.3) if who.old else dark
    ex, ey = x + side * 62, y + 2
    reach = 30 - side * who.turn * 0.12
    c.poly(
        smooth(
            [
                (ex - reach, ey + 3),
                (ex - reach * 0.4, ey - 12),
                (ex + reach * 0.4, ey - 12),
                (ex + reach, ey + 3),
                (ex, ey + 10),
            ],
            4,
        ),
        ink("efe4d6"),
    )
    c.oval(ex + who.turn * 0.22, ey - 2, 12.5, 12.5, ink("2a1712"))
    c.oval(ex + who.turn * 0.22 + c.light * 4, ey - 6, 3.4, 3.4, ink("fff8ee"))
    c.poly(
        smooth(
            [
                (ex - reach - 3, ey + 5),
                (ex - reach * 0.4, ey - 17),
                (ex + reach * 0.4, ey - 17),
                (ex + reach + 3, ey + 4),
                (ex + reach * 0.4, ey - 9),
                (ex - reach * 0.4, ey - 9),
            ],
            4,
        ),
        dark,
    )
    c.line([(ex - reach * 0.7, ey + 18), (ex, ey + 22), (ex + reach * 0.7, ey + 17)], mix(lit, shade, 0.6), 3)
    c.poly(
        smooth([(ex - side * 36, ey - 40), (ex, ey - 54), (ex + side * 42, ey - 40), (ex, ey - 43)], 4),
        brow,
    )
    if who.old:
        c.line([(ex + side * 40, ey + 12), (ex + side * 56, ey + 24)], mix(lit, shade, 0.7), 3)


def _nose(c: Canvas, x: float, y: float, shade: Colour, lit: Colour) -> None:
    """The nose, modelled by the light."""
    dark = mix(shade, (16, 6, 10), 0.55)
    side = -c.light
    c.poly(
        smooth(
            [
                (x + side * 8, y - 30),
                (x + side * 14, y + 40),
                (x + side * 34, y + 74),
                (x + side * 10, y + 84),
                (x + side * 2, y + 40),
            ],
            4,
        ),
        mix(lit, shade, 0.72),
    )
    c.poly(
        smooth(
            [
                (x - 36, y + 72),
                (x - 18, y + 60),
                (x, y + 66),
                (x + 18, y + 60),
                (x + 36, y + 72),
                (x + 16, y + 88),
                (x, y + 92),
                (x - 16, y + 88),
            ],
            4,
        ),
        mix(lit, shade, 0.42),
    )
    c.oval(x + c.light * 5, y + 62, 12, 15, mix(lit, (255, 200, 150), 0.28))
    for s in (-1, 1):
        c.oval(x + s * 17, y + 83, 8, 4.5, dark)


def _glasses(c: Canvas, who: Sitter, x: float, y: float) -> None:
    """Spectacles, round or square."""
    frame = who.cloth[3] if sum(who.cloth[3]) < 420 else ink("2a2226")
    for s in (-1, 1):
        if who.glasses == "round":
            c.oval(x + s * 64, y, 50, 48, (255, 255, 255, 26))
            c.ring(x + s * 64, y, 51, 49, frame, 8)
        else:
            c.rect(x + s * 64 - 50, y - 34, x + s * 64 + 50, y + 34, (255, 255, 255, 26), 12)
            for a, b in (
                ((-50, -34), (50, -34)),
                ((50, -34), (46, 34)),
                ((46, 34), (-46, 34)),
                ((-46, 34), (-50, -34)),
            ):
                c.limb(
                    (x + s * 64 + a[0], y + a[1]),
                    (x + s * 64 + b[0], y + b[1]),
                    10 if a[1] == b[1] == -34 else 7,
                    7,
                    frame,
                )
        c.line([(x + s * 114, y - 8), (x - who.turn + s * 150 * who.cheek, y - 2)], frame, 7)
    c.line([(x - 14, y - 6), (x, y - 12), (x + 14, y - 6)], frame, 8)
