"""Pictures of departures: the railway station, the bush taxis."""

from rotative.demo.pictures.buildings import LAMP
from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.ground import distance, plain, strokes
from rotative.demo.pictures.palettes import PAINT, ink, mix
from rotative.demo.pictures.people import crowd, passer_by
from rotative.demo.pictures.shops import awning
from rotative.demo.pictures.sky import paint_sky, rain
from rotative.demo.pictures.trains import train
from rotative.demo.pictures.trees import acacia, mango
from rotative.demo.pictures.vehicles import minibus


def station(c: Canvas) -> None:
    """The railway station when the train comes in."""
    line = c.h * c.rng.uniform(0.5, 0.58)
    light = paint_sky(c, line)
    distance(c, line, 3, 70)
    wall = c.rng.choice((ink("e3b98a"), ink("d9a066"), ink("e8d3ae"), ink("cfa39a")))
    away = -1 if light[0] > c.w / 2 else 1
    mid, wide = c.w / 2 + away * c.w * 0.16, min(760.0, c.w * 0.7)
    base, roof = line + 36, line - 170
    acacia(c, mid - away * wide * 0.78, base, 250, 0.2)
    c.rect(mid - wide / 2, roof, mid + wide / 2, base, c.tone(wall, 0.14, 0.15))
    c.rect(mid - wide * 0.13, roof - 100, mid + wide * 0.13, base, c.tone(wall, 0.12, 0.45))
    tile = ink("b5533c")
    c.poly(
        [
            (mid - wide * 0.54, roof + 8),
            (mid - wide * 0.48, roof - 40),
            (mid + wide * 0.48, roof - 40),
            (mid + wide * 0.54, roof + 8),
        ],
        c.tone(tile, 0.12, 0.3),
    )
    c.rect(mid - wide * 0.13, roof - 104, mid + wide * 0.13, base, c.tone(wall, 0.12, 0.1))
    c.poly(
        [(mid - wide * 0.16, roof - 100), (mid, roof - 190), (mid + wide * 0.16, roof - 100)],
        c.tone(tile, 0.1, 0.15),
    )
    c.oval(mid, roof - 50, 36, 36, c.tone(ink("f8f2e2"), 0.04))
    c.ring(mid, roof - 50, 36, 36, c.tone(ink("5a3a30"), 0.04, 0.4), 5)
    hand = c.tone(ink("2c2024"), 0, 0.3)
    c.line([(mid, roof - 50), (mid + c.rng.uniform(-16, 16), roof - 66)], hand, 5)
    c.line([(mid, roof - 50), (mid + c.rng.uniform(-20, 20), roof - 74)], hand, 3)
    for i in range(9):
        x = mid - wide * 0.44 + wide * 0.11 * i
        if abs(x - mid) > wide * 0.12 or i == 4:
            fill = LAMP if c.pal.dark or c.pal.name == "dusk" else c.tone(ink("4a3a3c"), 0.12, 0.5)
            c.rect(x - 22, roof + 70, x + 22, base, fill)
            c.oval(x, roof + 70, 22, 22, fill)
    c.rect(-5, base - 4, c.w + 5, base + 40, c.tone(ink("c9b08e"), 0.1, 0.1))
    c.rect(-5, base + 34, c.w + 5, base + 52, c.tone(ink("c9b08e"), 0.06, 0.9))
    crowd(c, base, base + 14, c.rng.randint(12, 17), 104, 118, 0.12)
    rails = base + 128
    plain(c, base + 48, mix(ink("8f7a6c"), c.pal.earth, 0.4), 0.1)
    facing = away
    train(c, c.w / 2 + facing * c.w * c.rng.uniform(0.1, 0.24), rails, 226, 4, facing)
    for y in (rails + 2, rails + 92):
        for x in range(-20, round(c.w) + 40, 40):
            c.poly(
                [(x, y + 6), (x + 20, y + 6), (x + 14, y + 26), (x - 8, y + 26)],
                c.tone(ink("5a4236"), 0, 0.6),
            )
        c.rect(-5, y, c.w + 5, y + 7, c.tone(ink("b9b4ae"), 0, 0.3))
        c.rect(-5, y + 20, c.w + 5, y + 27, c.tone(ink("b9b4ae"), 0, 0.3))
    front = c.h + 10
    c.rect(-5, rails + 140, c.w + 5, front, c.tone(ink("d3bb98"), 0, 0.1))
    c.rect(-5, rails + 140, c.w + 5, rails + 154, c.tone(ink("f2e3b8"), 0, 0.0))
    strokes(c, rails + 160, front, ink("d3bb98"), 0, 24)
    for i in range(4):
        passer_by(
            c,
            c.w * (0.1 + 0.25 * i) + c.rng.uniform(-60, 60),
            min(c.h * 0.97, rails + 260) + c.rng.uniform(-20, 10),
            330,
            0,
        )


def bush_taxis(c: Canvas) -> None:
    """The bus station: minibuses in the dust, luggage, sellers."""
    line = c.h * c.rng.uniform(0.42, 0.5)
    paint_sky(c, line)
    distance(c, line, 2, 40)
    x = -30.0
    while x < c.w:
        wide = c.rng.uniform(150, 230)
        awning(c, x, line + 30, wide, c.rng.uniform(120, 160), c.rng.choice(PAINT), 0.28)
        x += wide + c.rng.uniform(0, 24)
    mango(c, c.w * c.rng.uniform(0.1, 0.9), line + 46, 330, 0.16, False)
    plain(c, line + 26, mix(c.pal.earth, (240, 205, 160), 0.4), 0.24)
    crowd(c, line + 34, line + 80, 12, 90, 120, 0.2)
    for near, count in ((0.3, 3), (0.56, 2)):
        y, length = line + (c.h - line) * near, 210 + 420 * near
        start = c.w * c.rng.uniform(0.08, 0.26)
        facing = c.rng.choice((-1, 1))
        for i in range(count):
            minibus(c, start + i * length * 1.26, y + c.rng.uniform(-8, 8), length, 0.12 * (1 - near), facing)
        for _ in range(5):
            passer_by(c, c.w * c.rng.uniform(0, 1), y + 20, 130 + 190 * near, 0, 0.1 * (1 - near))
    for i in range(c.rng.randint(3, 4)):
        passer_by(
            c, c.w * (0.14 + 0.26 * i) + c.rng.uniform(-50, 50), c.h * 0.96 + c.rng.uniform(-16, 6), 350
        )
    if c.pal.wet:
        rain(c)
