"""Portraits of the newspaper's people: head and shoulders before a plain ground."""

from rotative.demo.pictures.canvas import Canvas, Point, smooth
from rotative.demo.pictures.dress import paint_garment
from rotative.demo.pictures.faces import paint_beard, paint_features
from rotative.demo.pictures.hair import paint_back_hair, paint_hair
from rotative.demo.pictures.palettes import Colour, ink, mix
from rotative.demo.pictures.sitters import GROUNDS, Sitter, sitter


def paint_portrait(c: Canvas, seed: int) -> None:
    """Paint the sitter of a seed over the whole sheet."""
    who = sitter(c.rng, seed)
    ground = GROUNDS[(seed * 3 + 1) % len(GROUNDS)]
    c.wash(0, c.h, [mix(ground, (255, 246, 224), 0.18), ground, mix(ground, (50, 26, 40), 0.14)])
    x, y = c.w / 2, c.h * 0.41
    c.oval(x, y + 20, 390, 390, (*mix(ground, (255, 246, 224), 0.34), 130))
    shade, lit = mix(who.skin, (34, 12, 26), 0.42), mix(who.skin, (224, 140, 84), 0.2)
    paint_back_hair(c, who.style, x, y, who.hair, who.cloth)
    c.poly(
        smooth(
            [
                (x - 74, y + 90),
                (x - 78, y + 250),
                (x - 150, y + 330),
                (x + 150, y + 330),
                (x + 78, y + 250),
                (x + 74, y + 90),
            ]
        ),
        shade,
    )
    c.poly(
        smooth(
            [
                (x - 40 + c.light * 26, y + 150),
                (x - 44 + c.light * 26, y + 260),
                (x - 90 + c.light * 30, y + 330),
                (x + 90 + c.light * 30, y + 330),
                (x + 40 + c.light * 26, y + 260),
                (x + 40 + c.light * 26, y + 150),
            ]
        ),
        mix(shade, lit, 0.45),
    )
    paint_garment(c, who, x, y)
    _head(c, who, x, y, shade, lit)
    paint_hair(c, who.style, x, y, who.hair, who.cloth)
    if who.earrings and who.style != "scarf":
        for side in (-1, 1):
            ex = x + side * 150 * who.cheek
            c.ring(ex, y + 92, 20, 26, ink("e8b84a"), 7)


def _head(c: Canvas, who: Sitter, x: float, y: float, shade: Colour, lit: Colour) -> None:
    wide, jaw, turn = 146 * who.cheek, who.jaw, who.turn
    for side in () if who.style == "scarf" else (-1, 1):
        c.oval(x + side * wide, y + 26, 24, 44, shade if side == -c.light else lit)
        c.oval(x + side * wide * 1.02, y + 28, 12, 26, mix(shade, (20, 6, 10), 0.2))
    face: list[Point] = [
        (x, y - 205),
        (x - wide * 0.72, y - 168),
        (x - wide, y - 60),
        (x - wide * 0.97, y + 50),
        (x - wide * 0.8 * jaw, y + 138),
        (x - wide * 0.4 * jaw, y + 200),
        (x, y + 216),
        (x + wide * 0.4 * jaw, y + 200),
        (x + wide * 0.8 * jaw, y + 138),
        (x + wide * 0.97, y + 50),
        (x + wide, y - 60),
        (x + wide * 0.72, y - 168),
    ]
    outline = smooth(face)
    c.poly(outline, lit)
    with c.within(outline):
        dim = mix(lit, shade, 0.62)
        far = x - c.light * 400
        c.poly(
            smooth(
                [
                    (far, y - 300),
                    (x - c.light * 70 + turn, y - 240),
                    (x - c.light * 92 + turn, y - 60),
                    (x - c.light * 60 + turn, y + 60),
                    (x - c.light * 74 + turn, y + 150),
                    (x - c.light * 20, y + 260),
                    (far, y + 300),
                ]
            ),
            dim,
        )
        c.glow(x + c.light * 84 + turn, y + 44, 70, mix(lit, (255, 190, 140), 0.5), 0.5)
        c.glow(x + c.light * 30 + turn, y - 128, 90, mix(lit, (255, 200, 150), 0.5), 0.4)
        paint_beard(c, who, x + turn * 0.6, y, wide)
    paint_features(c, who, x + turn, y, shade, lit)
