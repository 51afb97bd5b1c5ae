"""Pictures of the weavers and their cloth."""

from dataclasses import replace

from rotative.demo.pictures import poses
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.figures import look
from rotative.demo.pictures.palettes import CLOTH, ink, pick
from rotative.demo.pictures.people import person
from rotative.demo.pictures.rooms import WOOD, room, window


def strip_cloth(c: Canvas, x: float, y: float, wide: float, high: float) -> None:
    """Draw a hanging of woven strips, each with its own motifs."""
    tints = pick(c.rng, CLOTH, 4)
    bands = max(3, round(wide / 34))
    step = wide / bands
    pattern = [c.rng.choice(("plain", "diamonds", "bars", "steps")) for _ in range(6)]
    cell = high / 6
    for i in range(bands):
        left = x + step * i
        c.rect(left, y, left + step, y + high, c.tone(tints[i % 2], 0, 0.1 + 0.25 * (i % 2)))
        for row in range(6):
            top, kind = y + cell * row, pattern[(row + i * 2) % 6]
            fill = c.tone(tints[2 + (row + i) % 2], 0, 0.15)
            mid = left + step / 2
            if kind == "diamonds":
                c.poly(
                    [
                        (mid, top + cell * 0.1),
                        (left + step * 0.9, top + cell * 0.5),
                        (mid, top + cell * 0.9),
                        (left + step * 0.1, top + cell * 0.5),
                    ],
                    fill,
                )
            elif kind == "bars":
                for bar in range(3):
                    c.rect(
                        left,
                        top + cell * (0.15 + 0.28 * bar),
                        left + step,
                        top + cell * (0.27 + 0.28 * bar),
                        fill,
                    )
            elif kind == "steps":
                c.rect(left, top + cell * 0.5, mid, top + cell * 0.95, fill)
                c.rect(mid, top + cell * 0.08, left + step, top + cell * 0.5, fill)
    for i in range(round(wide / 12)):
        c.line([(x + 6 + 12 * i, y + high), (x + 6 + 12 * i, y + high + 20)], c.tone(tints[0], 0, 0.4), 3)


def weaving(c: Canvas) -> None:
    """A weaver at the narrow loom, finished cloth hung behind."""
    line = c.h * 0.6
    room(c, c.rng.choice((ink("d9a87c"), ink("c98f66"), ink("dcc09a"))), ink("a8744c"), line)
    side = c.rng.choice((-1, 1))
    count = 4 if c.w > 1200 else 3
    gap = c.w * 0.9 / count
    c.line([(0, 96), (c.w, 90)], c.tone(WOOD, 0, 0.7), 12)
    for i in range(count):
        strip_cloth(c, c.w * 0.05 + gap * i + gap * 0.06, 94, gap * 0.84, line * c.rng.uniform(0.6, 0.8))
    window(c, c.w / 2 + side * c.w * 0.46, 100, 170, 250, -side)
    x, floor = c.w / 2 - side * min(60, c.w * 0.06), c.h * 0.88
    beam = c.tone(WOOD, 0, 0.35)
    dark = c.tone(WOOD, 0, 0.9)
    for at, tint in ((150, dark), (470, dark), (130, beam), (450, beam)):
        c.line([(x + side * at, floor), (x + side * at, floor - 420)], tint, 17)
    warp = (*c.tone(ink("f2e6cc"), 0, 0.1), 235)
    seat = (x + side * 40, floor - 178)
    far = (x + side * min(700, c.w * 0.5), floor - 40)
    for i in range(9):
        c.line(
            [
                (seat[0], seat[1] + i * 4 - 16),
                (x + side * 450, floor - 200 + i * 3),
                (far[0], far[1] + i * 4),
            ],
            warp,
            2,
        )
    tints = pick(c.rng, CLOTH, 3)
    for i in range(7):
        a, b = seat[0] + side * i * 16, seat[0] + side * (i + 1) * 16
        c.poly(
            [(a, seat[1] - 22), (b, seat[1] - 23), (b, seat[1] + 18), (a, seat[1] + 19)],
            c.tone(tints[i % 3], 0, 0.15),
        )
    for at in (210, 262):
        c.rect(
            x + side * at - 9, floor - 258, x + side * at + 9, floor - 128, c.tone(ink("d8b880"), 0, 0.3), 4
        )
        c.line(
            [(x + side * at, floor - 258), (x + side * 300, floor - 405)], c.tone(ink("f2e6cc"), 0, 0.5), 3
        )
    c.line([(x + side * 110, floor - 412), (x + side * 490, floor - 412)], beam, 20)
    c.rect(x - side * 90, floor - 130, x + side * 10, floor - 108, beam)
    person(
        c,
        x - side * 30,
        floor,
        430,
        replace(poses.SIT, near_hand=(0.34, 0.43), far_hand=(0.37, 0.46), near_elbow=(0.17, 0.4)),
        look(c.rng, "boubou", "cap"),
        side,
    )
    for i in range(5):
        bx, by = x - side * (190 + 62 * (i % 3)), c.h * 0.93 - 40 * (i // 3)
        tint = c.rng.choice(CLOTH)
        c.oval(bx, by, 38, 34, c.tone(tint, 0, 0.7))
        c.oval(bx + c.light * 6, by - 5, 28, 25, c.tone(tint, 0, 0.05))
        for k in (-12, 0, 12):
            c.line([(bx - 22, by + k), (bx + 22, by + k - 8)], c.tone(tint, 0, 0.6), 2.5)
    if c.w > 900:
        person(
            c,
            c.w / 2 - side * c.w * 0.37,
            c.h * 0.93,
            430,
            c.rng.choice((poses.TALK, poses.HIP, poses.POINT)),
            look(c.rng, "wrap"),
            side,
        )
