"""What works on the water: pirogues, harbour cranes."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.palettes import PAINT, Colour, ink, mix, pick
from rotative.demo.pictures.people import person


def pirogue(
    c: Canvas,
    x: float,
    y: float,
    length: float,
    depth: float = 0,
    crew: int = 1,
    facing: int = 1,
    pose: poses.Pose = poses.POLE,
) -> None:
    """Draw a painted pirogue afloat at y, its crew and its broken reflection."""
    wood = c.rng.choice((ink("5a3a2a"), ink("7a4a30"), ink("3f3a44")))
    bands = pick(c.rng, PAINT, 2)
    below = [
        (x + at * length * 0.5, y + length * 0.03 + length * 0.055 * (1 - at * at))
        for at in (-0.9, -0.5, 0, 0.5, 0.9)
    ]
    c.blob(
        [*below, (x + length * 0.36, y), (x - length * 0.36, y)],
        (*c.tone(mix(wood, bands[0], 0.35), depth, 0.9), 120),
    )
    for _ in range(7):
        sx, sy, reach = (
            x + c.rng.uniform(-0.46, 0.46) * length,
            y + length * c.rng.uniform(0.03, 0.085),
            length * c.rng.uniform(0.04, 0.12),
        )
        c.poly(
            [(sx - reach, sy), (sx, sy - length * 0.004), (sx + reach, sy), (sx, sy + length * 0.004)],
            (*c.pal.sky[-1], 90),
        )
    tall = length * c.rng.uniform(0.34, 0.4) if crew < 4 else length * 0.3
    sail: list[float] = [-0.36, 0.2, -0.08, 0.08, 0.3][:crew]
    for i, at in enumerate(sorted(sail)):
        standing = i == 0
        figure = person(
            c,
            x + at * length * facing,
            y + length * (0.004 - 0.11 * abs(at * 2) ** 2.6),
            tall,
            pose if standing else poses.FLOOR,
            look(c.rng, None if not standing else "trousers"),
            facing,
            depth,
            False,
        )
        if standing and pose is poses.POLE:
            hand, other = figure.at(pose.near_hand), figure.at(pose.far_hand)
            dx, dy = hand[0] - other[0] + facing * 6, hand[1] - other[1]
            c.line(
                [(hand[0] + dx * 1.4, hand[1] + dy * 1.4), (other[0] - dx * 2.6, other[1] - dy * 2.2)],
                c.tone(ink("8a6a48"), depth, 0.4),
                max(1.8, tall * 0.016),
            )

    def rim(at: float, low: float) -> Point:
        lift = abs(at) ** 2.6 * length * 0.11
        return (x + at * length * 0.5, y - length * 0.045 - lift + low * length * (1 - abs(at) ** 3))

    spots = [i / 12 - 1 for i in range(25)]
    c.poly([rim(s, 0) for s in spots] + [rim(s, 0.075) for s in spots[::-1]], c.tone(wood, depth, 0.75))
    c.poly([rim(s, 0) for s in spots] + [rim(s, 0.034) for s in spots[::-1]], c.tone(bands[0], depth, 0.2))
    c.poly(
        [rim(s, 0.026) for s in spots[3:-3]] + [rim(s, 0.038) for s in spots[3:-3][::-1]],
        c.tone(ink("f4ead5"), depth, 0.1),
    )
    for side in (-1, 1):
        edge = [rim(side * s, 0) for s in (0.72, 0.86)] + [rim(side * s, 0.05) for s in (0.86, 0.72)]
        c.poly(edge, c.tone(bands[1], depth, 0.2))


def crane(
    c: Canvas, x: float, y: float, high: float, depth: float, facing: int = 1, colour: Colour = (216, 110, 48)
) -> None:
    """Draw a harbour gantry: four legs, a long jib over the water, a hanging container."""
    fill, dim = c.tone(colour, depth, 0.2), c.tone(colour, depth, 0.85)
    w = high * 0.3
    for at, tint in ((-0.5, dim), (0.35, dim), (-0.35, fill), (0.5, fill)):
        c.line([(x + at * w, y), (x + at * w * 0.85, y - high * 0.62)], tint, high * 0.026)
    c.line([(x - w * 0.5, y - high * 0.3), (x + w * 0.5, y - high * 0.3)], fill, high * 0.022)
    c.rect(x - w * 0.55, y - high * 0.66, x + w * 0.55, y - high * 0.6, fill)
    c.line([(x, y - high * 0.62), (x - facing * w * 0.1, y - high)], fill, high * 0.022)
    tip, tail = (x + facing * high * 0.62, y - high * 0.64), (x - facing * high * 0.34, y - high * 0.64)
    c.line([tail, tip], fill, high * 0.034)
    for end in (tip, tail, (x + facing * high * 0.34, y - high * 0.64)):
        c.line([(x - facing * w * 0.1, y - high), end], dim, high * 0.008)
    hx, drop = x + facing * high * c.rng.uniform(0.34, 0.52), c.rng.uniform(0.25, 0.45)
    c.line([(hx, y - high * 0.63), (hx, y - high * (0.63 - drop))], dim, high * 0.007)
    c.rect(
        hx - high * 0.1,
        y - high * (0.63 - drop),
        hx + high * 0.1,
        y - high * (0.55 - drop),
        c.tone(c.rng.choice(PAINT), depth, 0.3),
    )
    c.rect(x - w * 0.2, y - high * 0.74, x + w * 0.2, y - high * 0.65, c.tone(ink("e8e2d4"), depth, 0.2))
