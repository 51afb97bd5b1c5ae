"""The people in the pictures: passers-by, porters, crowds."""

from collections.abc import Callable

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import STRAW, Look, Person, look
from rotative.demo.pictures.ground import shadow
from rotative.demo.pictures.palettes import Colour, ink, mix
from rotative.demo.pictures.poses import Pose


def person(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    pose: Pose = poses.STAND,
    worn: Look | None = None,
    facing: int = 0,
    depth: float = 0,
    cast: bool = True,
) -> Person:
    """Draw somebody whose feet are at (x, y); facing 1 looks right, -1 left, 0 lets the dice choose."""
    side = facing or c.rng.choice((-1, 1))
    figure = Person(c, x, y, height, worn or look(c.rng), pose, side, depth)
    if cast:
        shadow(c, x, y, height * 0.2, height * 0.028)
    figure.paint()
    return figure


STREET: tuple[Pose, ...] = (
    poses.STAND,
    poses.TALK,
    poses.HIP,
    poses.WALK,
    poses.STRIDE,
    poses.WALK,
    poses.POINT,
)


def passer_by(c: Canvas, x: float, y: float, height: float, facing: int = 0, depth: float = 0) -> Person:
    """Draw somebody in the street: talking, walking, or with a load on the head."""
    if c.rng.random() < 0.28:
        figure = person(c, x, y, height, poses.CARRY, look(c.rng, "wrap", "wrap"), facing, depth)
        load(figure)
        return figure
    if c.rng.random() < 0.14:
        return person(
            c,
            x,
            y,
            height * c.rng.uniform(0.62, 0.74),
            c.rng.choice((poses.WALK, poses.RUN)),
            look(c.rng, "shorts", "short"),
            facing,
            depth,
        )
    return person(c, x, y, height * c.rng.uniform(0.94, 1.04), c.rng.choice(STREET), None, facing, depth)


def load(figure: Person) -> None:
    """Set a basin of fruit, a basket or a water jar on somebody's head."""
    c, h, depth = figure.c, figure.height, figure.depth
    x, y = figure.at((figure.pose.head[0], figure.pose.head[1] + 0.085))
    kind = c.rng.choice(("basin", "basket", "jar"))
    body = c.rng.choice((ink("c9d0d2"), ink("2f7f9a"), STRAW, ink("a8552f")))
    if kind == "jar":
        clay = ink("b5613a")
        c.oval(x, y - h * 0.075, h * 0.085, h * 0.08, c.tone(clay, depth, 0.8))
        c.oval(x + c.light * h * 0.015, y - h * 0.08, h * 0.062, h * 0.065, c.tone(clay, depth, 0.1))
        c.rect(x - h * 0.035, y - h * 0.175, x + h * 0.035, y - h * 0.14, c.tone(clay, depth, 0.5), h * 0.01)
        return
    for i in range(7):
        fx = x + (i / 6 - 0.5) * h * 0.2
        c.oval(
            fx,
            y - h * (0.075 + 0.03 * (1 - abs(i / 3 - 1))),
            h * 0.034,
            h * 0.034,
            c.tone(
                c.rng.choice(((232, 120, 50), (240, 190, 70), (96, 140, 60), (200, 60, 50))),
                depth,
                0.2 + 0.4 * (i % 2),
            ),
        )
    c.poly(
        [
            (x - h * 0.135, y - h * 0.075),
            (x + h * 0.135, y - h * 0.075),
            (x + h * 0.08, y),
            (x - h * 0.08, y),
        ],
        c.tone(body, depth, 0.75),
    )
    c.poly(
        [
            (x - h * 0.135 + (c.light > 0) * h * 0.1, y - h * 0.075),
            (x + h * 0.035 + (c.light > 0) * h * 0.1, y - h * 0.075),
            (x + (c.light > 0) * h * 0.08, y),
            (x - h * 0.08 + (c.light > 0) * h * 0.1, y),
        ],
        c.tone(body, depth, 0.1),
    )
    c.rect(
        x - h * 0.14,
        y - h * 0.083,
        x + h * 0.14,
        y - h * 0.068,
        c.tone(mix(body, (255, 255, 255), 0.25), depth, 0.2),
        h * 0.006,
    )


def crowd(
    c: Canvas,
    top: float,
    low: float,
    count: int,
    small: float,
    tall: float,
    depth: float = 0.3,
    left: float = 0,
    right: float | None = None,
) -> None:
    """Fill a place with people, far ones small and pale, near ones tall, drawn back to front."""
    end = c.w if right is None else right
    for near in sorted(c.rng.random() for _ in range(count)):
        x = c.rng.uniform(left, end)
        passer_by(c, x, top + (low - top) * near, small + (tall - small) * near, 0, depth * (1 - near))


def heads(c: Canvas, y: float, size: float, arms: float, colours: Callable[[], Colour]) -> None:
    """Line up a crowd seen from behind along the foot of the picture, some arms raised."""
    x = -size
    while x < c.w + size:
        r = size * c.rng.uniform(0.85, 1.15)
        lift = y + c.rng.uniform(-0.5, 0.5) * size
        fill = colours()
        c.blob(
            [
                (x - r * 2, c.h + 20),
                (x - r * 1.9, lift + r * 2.4),
                (x - r * 0.6, lift + r * 1.3),
                (x + r * 0.6, lift + r * 1.3),
                (x + r * 1.9, lift + r * 2.4),
                (x + r * 2, c.h + 20),
            ],
            fill,
            4,
        )
        if c.rng.random() < arms:
            side = c.rng.choice((-1, 1))
            elbow = (x + side * r * 2.1, lift + r * 0.6)
            hand = (x + side * r * c.rng.uniform(1.5, 2.4), lift - r * c.rng.uniform(1.2, 2.2))
            c.limb((x + side * r * 1.5, lift + r * 2.4), elbow, r * 0.75, r * 0.6, fill)
            c.limb(elbow, hand, r * 0.6, r * 0.42, fill)
            c.oval(hand[0], hand[1] - r * 0.2, r * 0.3, r * 0.42, fill)
        c.oval(x, lift, r * 0.82, r, fill)
        c.rect(x - r * 0.35, lift, x + r * 0.35, lift + r * 1.6, fill)
        x += r * c.rng.uniform(2.6, 3.6)
