"""Earth and water: ridges, plains, cliffs, rivers, roads, the grass at our feet."""

from collections.abc import Callable, Sequence

from rotative.demo.pictures.canvas import Canvas, Point, profile
from rotative.demo.pictures.palettes import Colour, mix


def ridge(c: Canvas, y: float, amplitude: float, wave: float, fill: Colour) -> Callable[[float], float]:
    """Fill the land below an irregular skyline; give the skyline's height as a function of x."""
    line = profile(c.rng, amplitude, wave)
    top = [(x, y + line(x)) for x in range(-20, round(c.w) + 40, 12)]
    c.poly([*top, (c.w + 40, c.h + 10), (-20, c.h + 10)], fill)
    return lambda x: y + line(x)


def distance(
    c: Canvas, horizon: float, layers: int = 3, height: float = 60, colour: Colour | None = None
) -> None:
    """Lay ridges one behind another, paler with distance, ending near the horizon line."""
    base = colour or mix(c.pal.grass, c.pal.earth, 0.4)
    for i in range(layers):
        depth = 0.86 - 0.5 * i / max(1, layers - 1)
        rise = height * (1 - i / (layers + 0.5))
        ridge(c, horizon - rise, rise * 0.45, c.rng.uniform(500, 1000), c.tone(base, depth, 0.45))


def plain(c: Canvas, top: float, colour: Colour, depth: float = 0.45, bottom: float | None = None) -> None:
    """Spread open ground from the horizon to our feet, with brush strokes that widen as they near."""
    low = bottom or c.h
    c.wash(
        top,
        low,
        [
            c.tone(colour, depth, 0.1),
            c.tone(colour, depth * 0.3, 0.05),
            c.tone(mix(colour, (90, 40, 30), 0.12)),
        ],
    )
    strokes(c, top + 6, low, colour, depth)


def strokes(c: Canvas, top: float, low: float, colour: Colour, depth: float = 0.4, count: int = 70) -> None:
    """Enliven ground with flat lens-shaped strokes, lighter and darker than itself."""
    for _ in range(count):
        near = c.rng.random() ** 1.3
        y = top + (low - top) * near
        reach, thick = 40 + 240 * near * c.rng.random(), 1.5 + 8 * near * c.rng.random()
        x = c.rng.uniform(-50, c.w + 50)
        tint = mix(colour, (255, 236, 190), 0.28) if c.rng.random() < 0.5 else mix(colour, (80, 45, 45), 0.25)
        fill = (*c.tone(tint, depth * (1 - near)), 80)
        c.poly(
            [
                (x - reach, y),
                (x - reach * 0.2, y - thick),
                (x + reach, y + thick * 0.2),
                (x + reach * 0.1, y + thick),
            ],
            fill,
        )


def tufts(
    c: Canvas, top: float, low: float, count: int, colour: Colour | None = None, tall: float = 46
) -> None:
    """Plant tufts of grass, drawn from far to near so that each hides the one behind."""
    base = colour or c.pal.grass
    for near in sorted(c.rng.random() ** 0.8 for _ in range(count)):
        y, x = top + (low - top) * near, c.rng.uniform(-20, c.w + 20)
        size = tall * (0.25 + 0.75 * near) * c.rng.uniform(0.6, 1.2)
        tint = mix(base, c.rng.choice(((60, 50, 40), (250, 230, 150), base)), 0.28)
        fill = c.tone(tint, 0.3 * (1 - near), c.rng.uniform(0.1, 0.6))
        for _ in range(c.rng.randint(4, 7)):
            lean, high = c.rng.gauss(0, 0.42) * size, size * c.rng.uniform(0.5, 1.1)
            foot = x + c.rng.uniform(-0.22, 0.22) * size
            c.poly(
                [
                    (foot - size * 0.05, y),
                    (foot + lean * 0.5, y - high * 0.62),
                    (foot + lean, y - high),
                    (foot + size * 0.06, y),
                ],
                fill,
            )


def reeds(c: Canvas, x: float, y: float, count: int, tall: float) -> None:
    """Stand a clump of reeds at the water's edge, close to us."""
    for _ in range(count):
        fill = c.tone(mix(c.pal.leaf, c.pal.grass, c.rng.random()), 0, c.rng.uniform(0.4, 1))
        foot, high = x + c.rng.gauss(0, tall * 0.34), tall * c.rng.uniform(0.45, 1.05)
        lean = c.rng.gauss(0, 0.16) * high
        c.poly(
            [(foot - 5, y), (foot + lean * 0.35 - 3, y - high * 0.6), (foot + lean, y - high), (foot + 6, y)],
            fill,
        )
        if c.rng.random() < 0.2:
            c.oval(foot + lean * 0.9, y - high * 0.97, 5, 20, c.tone((110, 70, 45), 0, 0.5))


def stones(c: Canvas, top: float, low: float, count: int, colour: Colour, size: float = 34) -> None:
    for near in sorted(c.rng.random() for _ in range(count)):
        y, x, r = (
            top + (low - top) * near,
            c.rng.uniform(0, c.w),
            size * (0.3 + 0.7 * near) * c.rng.uniform(0.4, 1),
        )
        c.oval(x, y, r * 1.5, r * 0.3, (*c.tone((40, 25, 30)), 60))
        c.blob(
            [
                (x - r, y),
                (x - r * 0.7, y - r * 0.7),
                (x + r * 0.3, y - r * 0.9),
                (x + r, y - r * 0.2),
                (x + r * 0.8, y),
            ],
            c.tone(colour, 0, 0.7),
            3,
        )
        lit = c.light * r * 0.15
        c.blob(
            [
                (x - r * 0.6 + lit, y - r * 0.3),
                (x - r * 0.4 + lit, y - r * 0.7),
                (x + r * 0.4 + lit, y - r * 0.75),
                (x + r * 0.5 + lit, y - r * 0.35),
            ],
            c.tone(colour, 0, 0.1),
            3,
        )


def water(
    c: Canvas, y: float, light: Point | None = None, low: float | None = None, ripple: float = 6
) -> None:
    """Pour water from the waterline `y` down to `low`: the sky's colours, a reflection, the light's path."""
    bottom = low or c.h
    tint = c.tone(c.pal.water)
    sky = c.pal.sky
    c.wash(y, bottom, [mix(sky[-1], tint, 0.3), mix(sky[-2], tint, 0.45), mix(sky[0], tint, 0.55)])
    c.mirror(y, min(bottom - y, y * 0.9), mix(sky[-2], tint, 0.5), 0.34, ripple)
    c.veil(y, bottom, mix(sky[0], tint, 0.5), 0.0, 0.62)
    if light and not c.pal.wet:
        glitter(c, light[0], y, bottom)
    ripples(c, y, bottom)


def glitter(c: Canvas, x: float, y: float, bottom: float) -> None:
    """Break the path of sun or moon into short bright strokes, wider towards us."""
    for i in range(46):
        near = (i / 46) ** 1.25
        spread = 14 + 100 * near
        cx, cy = x + c.rng.gauss(0, spread * 0.5), y + 4 + (bottom - y) * near * 0.9
        reach, thick = c.rng.uniform(0.3, 1) * (14 + 60 * near), 1.4 + 3.4 * near
        fill = (*mix(c.pal.sun, c.pal.sky[-1], 0.2), round(225 - 120 * near))
        c.poly([(cx - reach, cy), (cx, cy - thick), (cx + reach, cy), (cx, cy + thick)], fill)


def ripples(c: Canvas, y: float, bottom: float, count: int = 46) -> None:
    for _ in range(count):
        near = c.rng.random() ** 0.9
        cx, cy = c.rng.uniform(0, c.w), y + (bottom - y) * near
        reach, thick = (20 + 150 * near) * c.rng.uniform(0.3, 1), 0.8 + 3 * near
        shade = c.pal.sky[-1] if c.rng.random() < 0.55 else mix(c.pal.sky[0], (0, 20, 40), 0.3)
        c.poly([(cx - reach, cy), (cx, cy - thick), (cx + reach, cy), (cx, cy + thick)], (*shade, 70))


def bank(c: Canvas, y: float, colour: Colour, depth: float, height: float = 18) -> None:
    """Draw the far bank: a thin lit strip of earth above a dark foot, where the water begins."""
    line = profile(c.rng, height * 0.3, 420)
    top = [(x, y - height + line(x)) for x in range(-20, round(c.w) + 40, 16)]
    c.poly([*top, (c.w + 40, y), (-20, y)], c.tone(colour, depth))
    c.poly([(-20, y), (-20, y - 4), (c.w + 40, y - 4), (c.w + 40, y)], c.tone(colour, depth, 1))


def road(
    c: Canvas, horizon: float, vanish: float, left: float, right: float, colour: Colour, bend: float = 0
) -> list[list[Point]]:
    """Run a road from the bottom edge (left to right) to its vanishing point; give its two sides."""
    sides: list[list[Point]] = []
    for foot in (left, right):
        side: list[Point] = []
        for i in range(25):
            near = (i / 24) ** 1.6
            y = horizon + (c.h + 10 - horizon) * near
            sway = bend * (1 - near) * near * 4
            side.append((vanish + (foot - vanish) * near + sway + (3 if foot == right else -3), y))
        sides.append(side)
    c.poly(sides[0] + sides[1][::-1], c.tone(colour, 0.15))
    return sides


def cliff(c: Canvas, top: float, foot: float, start: float, end: float, colour: Colour, depth: float) -> None:
    """Raise a rock wall in vertical slabs, lit on one side, with ledges."""
    x = start
    while x < end:
        wide = c.rng.uniform(50, 130)
        crest = top + c.rng.uniform(-22, 34)
        face = c.tone(mix(colour, (255, 220, 180), c.rng.uniform(0, 0.16)), depth, c.rng.uniform(0.05, 0.4))
        c.poly(
            [
                (x, crest + 10),
                (x + wide * 0.3, crest),
                (x + wide, crest + 14),
                (x + wide * 1.06, foot),
                (x - 4, foot),
            ],
            face,
        )
        dark = x + wide * (0.72 if c.light < 0 else 0.0)
        c.poly(
            [(dark, crest + 14), (dark + wide * 0.28, crest + 14), (dark + wide * 0.34, foot), (dark, foot)],
            c.tone(colour, depth, 0.85),
        )
        for _ in range(2):
            y = c.rng.uniform(top + 50, foot - 20)
            c.poly([(x + 4, y), (x + wide * 0.8, y - 5), (x + wide * 0.7, y + 4)], c.tone(colour, depth, 1))
        x += wide * 0.96
    ledge = profile(c.rng, 16, 300)
    talus = [(x, foot - 30 + ledge(x)) for x in range(round(start) - 20, round(end) + 30, 14)]
    c.poly(
        [*talus, (end + 20, foot + 60), (start - 20, foot + 60)],
        c.tone(mix(colour, c.pal.grass, 0.35), depth, 0.35),
    )


def shadow(c: Canvas, x: float, y: float, reach: float, thick: float, opacity: int = 70) -> None:
    """Cast a soft flat shadow on the ground, away from the light."""
    away = -c.light * reach * 0.45
    dark = mix(c.tone((70, 40, 50), 0, 1), (20, 15, 30), 0.4)
    c.oval(x + away, y, reach, thick, (*dark, opacity))


def rows(c: Canvas, top: float, vanish: float, colours: Sequence[Colour], count: int = 17) -> None:
    """Plough furrows that run to a vanishing point on the line `top`."""
    spread = c.w * 2.6
    for i in range(count):
        a, b = vanish + spread * (i / count - 0.5), vanish + spread * ((i + 1) / count - 0.5)
        c.poly(
            [
                (vanish + (a - vanish) * 0.04, top),
                (vanish + (b - vanish) * 0.04, top),
                (b, c.h + 5),
                (a, c.h + 5),
            ],
            colours[i % len(colours)],
        )
