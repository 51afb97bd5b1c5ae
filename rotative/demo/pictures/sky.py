"""Skies over the demo newspaper's country: sun, moon, clouds, stars, rain."""

import math

from rotative.demo.pictures.canvas import Canvas, Point, between
from rotative.demo.pictures.palettes import Colour, mix


def paint_sky(c: Canvas, horizon: float, sun_x: float | None = None) -> Point:
    """Paint the sky down to the horizon, with its sun or moon; give the place of the light."""
    c.wash(0, horizon + 4, c.pal.sky)
    c.rect(0, horizon, c.w, c.h, c.pal.haze)
    x = c.w * (sun_x if sun_x is not None else 0.5 + c.light * c.rng.uniform(0.12, 0.34))
    y = horizon * (1 - c.rng.uniform(*c.pal.sun_height))
    if c.pal.dark:
        _stars(c, horizon)
        _moon(c, x, y)
    elif not c.pal.wet:
        _sun(c, x, y, horizon)
    if c.pal.wet:
        _overcast(c, horizon)
    else:
        _clouds(c, horizon)
    c.light = 1 if x > c.w / 2 else -1
    return (x, y)


def _sun(c: Canvas, x: float, y: float, horizon: float) -> None:
    low = y > horizon * 0.55
    c.glow(x, y, 620 if low else 420, mix(c.pal.sun, c.pal.sky[-1], 0.4), 0.75)
    radius = c.rng.uniform(52, 84) if low else c.rng.uniform(34, 50)
    c.oval(x, y, radius * 1.28, radius * 1.28, (*mix(c.pal.sun, c.pal.sky[-1], 0.35), 90))
    c.oval(x, y, radius, radius, c.pal.sun)


def _moon(c: Canvas, x: float, y: float) -> None:
    radius = c.rng.uniform(38, 58)
    c.glow(x, y, radius * 7, mix(c.pal.sun, c.pal.sky[-1], 0.5), 0.6)
    c.oval(x, y, radius, radius, c.pal.sun)
    dim = mix(c.pal.sun, c.pal.sky[1], 0.16)
    for dx, dy, r in ((-0.3, -0.2, 0.24), (0.22, 0.3, 0.3), (0.35, -0.35, 0.14), (-0.35, 0.45, 0.13)):
        c.oval(x + dx * radius, y + dy * radius, r * radius, r * radius, dim)


def _stars(c: Canvas, horizon: float) -> None:
    for _ in range(round(c.w * horizon / 6500)):
        x, y = c.rng.uniform(0, c.w), horizon * c.rng.random() ** 1.5
        size = c.rng.choice((1.2, 1.2, 1.7, 2.4))
        c.oval(x, y, size, size, (244, 240, 220, c.rng.randint(110, 255)))


def _clouds(c: Canvas, horizon: float) -> None:
    """Long flat-bottomed clouds, pale on the lit side; some days have none."""
    if c.pal.name == "harmattan":
        return
    for _ in range(c.rng.randint(1, 5)):
        depth = c.rng.uniform(0.15, 0.85)
        y, length = horizon * depth, c.rng.uniform(160, 460) * (1.25 - depth)
        x = c.rng.uniform(-50, c.w + 50)
        sky = c.pal.sky[min(len(c.pal.sky) - 1, int(depth * len(c.pal.sky)))]
        body = mix(sky, c.pal.sun if not c.pal.dark else c.pal.sky[-1], 0.34)
        _cumulus(c, x, y, length, length * c.rng.uniform(0.07, 0.16), body, mix(body, c.pal.sun, 0.3))


def _cumulus(c: Canvas, x: float, y: float, length: float, height: float, body: Colour, lit: Colour) -> None:
    """Heap round tops on a flat base; what hangs below the base is cut off."""
    bumps: list[tuple[float, float, float]] = []
    for i in range(c.rng.randint(4, 7)):
        at = c.rng.uniform(-0.8, 0.8)
        radius = height * (1.15 - 0.75 * abs(at)) * c.rng.uniform(0.7, 1.1)
        bumps.append((x + at * length * 0.45, y - radius * 0.35, radius * (1.3 + 0.1 * i)))
    bumps.append((x, y, height * 0.9))
    for colour, share, lift in ((body, 1.0, 0.0), (lit, 0.72, 0.2)):
        for bx, by, r in bumps:
            outline = [
                (
                    bx + c.light * r * lift + r * 1.25 * share * math.cos(a * math.tau / 18),
                    by - r * lift + r * 0.8 * share * math.sin(a * math.tau / 18),
                )
                for a in range(18)
            ]
            c.poly(between(outline, -999, y + height * 0.12 * share), colour)
    c.poly(
        [
            (x - length * 0.5, y),
            (x, y - height * 0.2),
            (x + length * 0.5, y),
            (x + length * 0.3, y + height * 0.13),
            (x - length * 0.3, y + height * 0.13),
        ],
        body,
    )


def _overcast(c: Canvas, horizon: float) -> None:
    """Heavy banks of rain cloud, darkest on top."""
    for row in range(5):
        y = horizon * (0.04 + 0.15 * row)
        colour = mix(c.pal.sky[0], c.pal.sky[-1], 0.12 + 0.17 * row)
        points: list[Point] = [(-200, y - 260), (c.w + 200, y - 260)]
        x = c.w + 200.0
        while x > -200:
            points.append((x, y + c.rng.uniform(-18, 46)))
            x -= c.rng.uniform(70, 170)
        c.blob(points, (*colour, 150))


def rain(c: Canvas, density: float = 1.0) -> None:
    """Let it rain over everything drawn so far, slanting with the wind."""
    slant = c.light * c.rng.uniform(0.12, 0.3)
    pale = (*mix(c.pal.haze, (255, 255, 255), 0.35), 95)
    for _ in range(round(190 * density * c.w * c.h / 1.5e6)):
        x, y = c.rng.uniform(-100, c.w + 100), c.rng.uniform(-50, c.h)
        length = c.rng.uniform(24, 80)
        c.line([(x, y), (x + slant * length, y + length)], pale, 1.6)


def birds(c: Canvas, x: float, y: float, count: int, span: float = 26) -> None:
    """A flight of birds, a few strokes each."""
    colour = c.tone((60, 50, 55), 0.25, 0.5)
    for _ in range(count):
        bx, by = x + c.rng.gauss(0, span * 4.5), y + c.rng.gauss(0, span * 1.6)
        s = span * c.rng.uniform(0.5, 1)
        lift = s * c.rng.uniform(0.15, 0.5)
        c.poly(
            [
                (bx - s, by - lift),
                (bx - s * 0.45, by - lift * 1.1),
                (bx, by),
                (bx - s * 0.4, by - lift * 0.6),
            ],
            colour,
        )
        c.poly(
            [
                (bx + s, by - lift),
                (bx + s * 0.45, by - lift * 1.1),
                (bx, by),
                (bx + s * 0.4, by - lift * 0.6),
            ],
            colour,
        )
