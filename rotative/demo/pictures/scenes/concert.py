"""Pictures of the concert: beams of light, musicians, raised hands."""

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas, Point
from rotative.demo.pictures.figures import HAIR, look
from rotative.demo.pictures.palettes import Colour, ink, mix, pick
from rotative.demo.pictures.people import heads, person


def concert(c: Canvas) -> None:
    """The stage at night: beams, musicians, raised hands."""
    hues = pick(
        c.rng, (ink("e8457a"), ink("f29a2e"), ink("35b6c9"), ink("7a5cd6"), ink("4fc27a"), ink("f2d24a")), 3
    )
    deep = mix(ink("120c28"), hues[0], 0.12)
    c.wash(0, c.h, [deep, mix(deep, hues[0], 0.4), mix(deep, hues[1], 0.6)])
    stage = c.h * c.rng.uniform(0.64, 0.7)
    c.glow(c.w / 2, stage - 120, c.w * 0.5, mix(hues[1], (255, 255, 255), 0.4), 0.8)
    for i in range(9):
        x = c.w * (0.06 + 0.11 * i)
        sweep = c.rng.uniform(-0.3, 0.3) * c.w
        c.beam(
            [(x - 9, 40), (x + 9, 40), (x + sweep + 110, stage), (x + sweep - 110, stage)],
            mix(c.rng.choice(hues), (255, 255, 255), 0.25),
            0.24,
        )
    truss = ink("1a1426")
    c.rect(0, 22, c.w, 34, truss)
    c.rect(0, 62, c.w, 72, truss)
    for x in range(0, round(c.w) + 40, 40):
        c.line([(x, 30), (x + 20, 66), (x + 40, 30)], truss, 5)
    for i in range(9):
        x = c.w * (0.06 + 0.11 * i)
        c.rect(x - 18, 60, x + 18, 96, truss, 6)
        c.glow(x, 96, 90, mix(hues[i % 3], (255, 255, 255), 0.5), 0.8)
        c.oval(x, 96, 13, 9, (255, 252, 236))
    for side in (0.0, c.w):
        for level in range(4):
            y = stage - level * 92
            c.rect(side - 100, y - 88, side + 100, y, mix(truss, (255, 255, 255), 0.06), 8)
            for at in (-50, 50):
                c.oval(side + at, y - 44, 32, 32, mix(truss, (0, 0, 0), 0.5))
                c.ring(side + at, y - 44, 32, 32, mix(truss, hues[1], 0.4), 3)
    c.rect(0, stage - 6, c.w, stage + 120, mix(truss, hues[0], 0.25))
    c.rect(0, stage - 8, c.w, stage + 4, mix(hues[1], (255, 255, 255), 0.3))
    tall = 330.0
    middle = c.w / 2
    singer = person(
        c,
        middle,
        stage,
        tall * 1.08,
        poses.SING,
        look(c.rng, "boubou", c.rng.choice(("wrap", "turban", "scarf"))),
        0,
        0,
        False,
    )
    mic = singer.at((0.075, 0.885))
    c.oval(mic[0], mic[1], 10, 12, (60, 58, 66))
    for at in (-1, 1):
        x = middle + at * min(270, c.w * 0.24)
        player = person(c, x, stage - 4, tall, poses.PLAY, look(c.rng), -at, 0, False)
        if at < 0:
            kora(c, player.at((0.12, 0.53)), tall, -at)
        else:
            guitar(c, player.at((0.03, 0.55)), player.at((0.36, 0.74)), tall)
    if c.w > 1200:
        for at in (-1, 1):
            x = middle + at * 480
            player = person(
                c, x, stage - 10, tall * 0.92, poses.WORK, look(c.rng, None, "cap"), -at, 0, False
            )
            drum(c, player.at((0.24, 0.55)), 84)
    night: list[Colour] = [mix(deep, HAIR, 0.4), mix(deep, hues[0], 0.14), mix(deep, (0, 0, 0), 0.4)]
    heads(c, c.h * 0.84, 30, 0.3, lambda: mix(night[0], hues[1], 0.3))
    heads(c, c.h * 0.93, 44, 0.45, lambda: c.rng.choice(night))


def kora(c: Canvas, at: Point, tall: float, facing: int) -> None:
    """Draw a kora: half calabash, long neck, a fan of strings."""
    x, y = at
    c.line(
        [(x - facing * tall * 0.02, y + tall * 0.18), (x + facing * tall * 0.12, y - tall * 0.42)],
        ink("7a4a2c"),
        tall * 0.024,
    )
    c.oval(x, y + tall * 0.06, tall * 0.13, tall * 0.14, ink("a8642f"))
    c.oval(x + facing * tall * 0.02, y + tall * 0.05, tall * 0.1, tall * 0.11, ink("e8cf9c"))
    for i in range(5):
        c.line(
            [
                (x + (i - 2) * tall * 0.014, y + tall * 0.04),
                (x + facing * tall * (0.06 + 0.012 * i), y - tall * (0.2 + 0.045 * i)),
            ],
            (250, 244, 226, 190),
            1.5,
        )


def guitar(c: Canvas, body: Point, head: Point, tall: float) -> None:
    c.limb(body, head, tall * 0.03, tall * 0.022, ink("5a3220"))
    for shift, r in ((0.0, 0.085), (0.09, 0.066)):
        c.oval(
            body[0] - (head[0] - body[0]) * shift * 0.2 + (head[0] - body[0]) * shift * 2,
            body[1] + (head[1] - body[1]) * shift * 2,
            tall * r,
            tall * r,
            ink("d8702f"),
        )
    c.oval(body[0], body[1], tall * 0.028, tall * 0.028, ink("3a1c14"))


def drum(c: Canvas, at: Point, size: float, depth: float = 0) -> None:
    """Draw a goblet drum whose skin is at a hand's reach."""
    x, y = at
    wood = ink("8a4a2c")
    c.poly(
        [
            (x - size * 0.5, y),
            (x + size * 0.5, y),
            (x + size * 0.42, y + size * 0.5),
            (x + size * 0.2, y + size * 0.8),
            (x + size * 0.3, y + size * 1.5),
            (x - size * 0.3, y + size * 1.5),
            (x - size * 0.2, y + size * 0.8),
            (x - size * 0.42, y + size * 0.5),
        ],
        c.tone(wood, depth, 0.5),
    )
    for i in range(5):
        a = x - size * 0.42 + size * 0.21 * i
        c.line([(a, y + 6), (a * 0.8 + x * 0.2, y + size * 0.55)], c.tone(ink("e8d6b0"), depth, 0.4), 2.5)
    c.oval(x, y, size * 0.52, size * 0.16, c.tone(ink("efe0c0"), depth, 0.15))
