"""How somebody is drawn: body, clothes, headgear. Faces are left to the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from rotative.demo.pictures.canvas import Canvas, Point, between, hull, smooth
from rotative.demo.pictures.palettes import CLOTH, SKIN, Colour, ink, mix, pick
from rotative.demo.pictures.poses import Pose

HAIR = ink("1d1416")


STRAW = ink("d9b062")


@dataclass(frozen=True)
class Look:
    """What somebody wears; `dress` is boubou, wrap, trousers or shorts, `hat` names the headgear."""

    skin: Colour
    top: Colour
    bottom: Colour
    accent: Colour
    dress: str
    hat: str


def look(rng: Random, dress: str | None = None, hat: str | None = None) -> Look:
    """Dress somebody for the street."""
    cut = dress or rng.choice(("boubou", "wrap", "wrap", "trousers"))
    top, bottom, accent = pick(rng, CLOTH, 3)
    if cut in ("trousers", "shorts"):
        bottom = rng.choice((ink("2b3a55"), ink("5b4a3a"), ink("3d3d40"), ink("7a6a50")))
    gear = {"wrap": ("wrap", "wrap", "bun", "scarf"), "boubou": ("cap", "cap", "turban", "short", "scarf")}
    return Look(
        rng.choice(SKIN),
        top,
        bottom,
        accent,
        cut,
        hat or rng.choice(gear.get(cut, ("short", "short", "cap", "straw"))),
    )


class Person:
    """Somebody drawn on the canvas; `at` answers where a point of the body lies on the sheet."""

    def __init__(
        self, c: Canvas, x: float, y: float, height: float, worn: Look, pose: Pose, facing: int, depth: float
    ) -> None:
        self.c, self.x, self.y, self.height = c, x, y, height
        self.worn, self.pose, self.facing, self.depth = worn, pose, facing, depth

    def at(self, point: Point) -> Point:
        return (self.x + point[0] * self.height * self.facing, self.y - point[1] * self.height)

    def paint(self) -> None:
        h, p = self.height, self.pose
        skin, dark = self._skin(0.15), self._skin(0.75)
        sleeve = mix(self.worn.top, (0, 0, 0), 0.12)
        self._arm(p.far_elbow, p.far_hand, dark, self.c.tone(sleeve, self.depth, 0.8), -1)
        self._legs(skin, dark)
        self._dress()
        nx, ny = self.at((p.neck[0] * 0.6 + p.head[0] * 0.4, p.neck[1] + 0.02))
        self.c.limb((nx, ny + h * 0.015), self.at(p.head), h * 0.052, h * 0.05, dark)
        self._head(skin, dark)
        self._arm(p.near_elbow, p.near_hand, skin, self.c.tone(self.worn.top, self.depth, 0.2), 1)

    def _skin(self, shade: float) -> Colour:
        return self.c.tone(mix(self.worn.skin, (190, 110, 70), 0.18 * (1 - shade)), self.depth, shade)

    def _arm(self, elbow: Point, hand: Point, skin: Colour, cloth: Colour, side: int) -> None:
        h = self.height
        shoulder = self.at((self.pose.neck[0] + 0.08 * side, self.pose.neck[1] - 0.04))
        bend, tip = self.at(elbow), self.at(hand)
        self.c.limb(shoulder, bend, h * 0.062, h * 0.046, skin)
        self.c.limb(bend, tip, h * 0.046, h * 0.032, skin)
        self.c.oval(tip[0], tip[1], h * 0.023, h * 0.023, skin)
        if self.worn.dress == "boubou":
            self.c.poly(
                hull(
                    [
                        shoulder,
                        (shoulder[0], shoulder[1] - h * 0.035),
                        (bend[0] - h * 0.05, bend[1] + h * 0.03),
                        (bend[0] + h * 0.05, bend[1] + h * 0.03),
                        ((bend[0] + tip[0]) / 2, (bend[1] + tip[1]) / 2 + h * 0.06),
                        ((bend[0] + tip[0]) / 2, (bend[1] + tip[1]) / 2),
                    ]
                ),
                cloth,
            )
        else:
            reach = 0.75
            stop = (
                shoulder[0] + (bend[0] - shoulder[0]) * reach,
                shoulder[1] + (bend[1] - shoulder[1]) * reach,
            )
            self.c.limb(shoulder, stop, h * 0.078, h * 0.068, cloth)

    def _legs(self, skin: Colour, dark: Colour) -> None:
        h, p, covered = self.height, self.pose, self.worn.dress in ("boubou", "wrap")
        for knee, foot, shade, side in (
            (p.far_knee, p.far_foot, 0.8, -1),
            (p.near_knee, p.near_foot, 0.25, 1),
        ):
            hip = self.at((p.hip[0] + 0.03 * side, p.hip[1]))
            k, f = self.at(knee), self.at(foot)
            cloth = self.c.tone(self.worn.bottom, self.depth, shade)
            flesh = dark if side < 0 else skin
            if not covered:
                self.c.limb(hip, k, h * 0.1, h * 0.074, cloth)
            bare = self.worn.dress != "trousers"
            self.c.limb(
                k, f, h * (0.055 if bare else 0.07), h * (0.036 if bare else 0.058), flesh if bare else cloth
            )
            toe = (f[0] + h * 0.06 * self.facing, f[1] + h * 0.012)
            self.c.limb(
                (f[0], f[1] + h * 0.002),
                toe,
                h * 0.036,
                h * 0.024,
                self.c.tone(ink("3a2a28"), self.depth, shade),
            )

    def _ring(self, point: Point, reach: float) -> list[Point]:
        x, y = self.at(point)
        r = reach * self.height
        low, wide = r * 0.5, r * 0.82
        return [
            (x - r, y),
            (x + r, y),
            (x - wide, y - low),
            (x + wide, y - low),
            (x - wide, y + low),
            (x + wide, y + low),
        ]

    def _dress(self) -> None:
        p, worn, h = self.pose, self.worn, self.height
        torso = [
            *self._ring((p.neck[0], p.neck[1] - 0.045), 0.112),
            *self._ring(p.hip, 0.088),
            *self._ring((p.neck[0], p.neck[1] + 0.005), 0.05),
        ]
        if worn.dress in ("boubou", "wrap"):
            hem: list[Point] = []
            flare = 0.075 if worn.dress == "boubou" else 0.045
            for knee, foot in ((p.near_knee, p.near_foot), (p.far_knee, p.far_foot)):
                hem += self._ring(knee, flare * 0.9)
                hem += self._ring((foot[0], foot[1] + 0.07), flare)
            skirt = hull([*self._ring(p.hip, 0.092), *hem])
            self._cloth(skirt, worn.top if worn.dress == "boubou" else worn.bottom)
            low, waist = max(y for _, y in skirt), self.at(p.hip)[1]
            if worn.dress == "wrap":
                for share in (0.3, 0.62):
                    y = waist + (low - waist) * share
                    self._band(skirt, y, h * 0.028, worn.accent)
            self._band(skirt, low - h * 0.045, h * 0.02, worn.accent)
        if worn.dress == "boubou":
            robe = hull([*torso, *self._ring((p.hip[0], p.hip[1] - 0.08), 0.11)])
            self._cloth(robe, worn.top)
            x, y = self.at((p.neck[0] + 0.02, p.neck[1] - 0.01))
            if h > 90:
                self.c.limb(
                    (x, y), (x, y + h * 0.13), h * 0.03, h * 0.02, self.c.tone(worn.accent, self.depth, 0.15)
                )
        else:
            self._cloth(hull(torso), worn.top)

    def _cloth(self, outline: Sequence[Point], colour: Colour) -> None:
        """Fill a garment: shade first, then the lit side over it."""
        c = self.c
        c.poly(outline, c.tone(colour, self.depth, 0.85))
        xs = [x for x, _ in outline]
        edge = max(xs) if c.light > 0 else min(xs)
        c.poly([(edge + (x - edge) * 0.64, y) for x, y in outline], c.tone(colour, self.depth, 0.08))

    def _band(self, outline: Sequence[Point], y: float, thick: float, colour: Colour) -> None:
        self.c.poly(between(outline, y, y + thick), self.c.tone(colour, self.depth, 0.3))

    def _head(self, skin: Colour, dark: Colour) -> None:
        c, h, f = self.c, self.height, self.facing
        x, y = self.at(self.pose.head)
        c.oval(x, y, h * 0.052, h * 0.066, dark)
        c.oval(x + c.light * h * 0.009, y, h * 0.043, h * 0.062, skin)
        if h > 260 and self.worn.hat != "scarf":
            c.oval(x - f * h * 0.03, y + h * 0.008, h * 0.012, h * 0.02, dark)
        hair, worn = c.tone(HAIR, self.depth, 0.4), self.worn
        cloth, fold = c.tone(worn.accent, self.depth, 0.1), c.tone(worn.accent, self.depth, 0.8)
        if worn.hat in ("short", "bun", "straw"):
            scalp = [(x + dx * h, y + dy * h) for dx, dy in _cap(f, 0.01)]
            c.poly(smooth(scalp, 4) if h > 140 else scalp, hair)
            if worn.hat == "bun":
                c.oval(x - f * h * 0.035, y - h * 0.075, h * 0.034, h * 0.03, hair)
        if worn.hat == "straw":
            c.poly(
                [
                    (x - h * 0.125, y - h * 0.028),
                    (x - h * 0.01, y - h * 0.12),
                    (x + h * 0.01, y - h * 0.12),
                    (x + h * 0.125, y - h * 0.028),
                    (x, y - h * 0.012),
                ],
                c.tone(STRAW, self.depth, 0.2),
            )
            c.poly(
                [(x - c.light * h * 0.125, y - h * 0.028), (x, y - h * 0.12), (x, y - h * 0.012)],
                c.tone(STRAW, self.depth, 0.8),
            )
        elif worn.hat == "cap":
            c.poly(
                [
                    (x - h * 0.05, y - h * 0.028),
                    (x - h * 0.046, y - h * 0.082),
                    (x + h * 0.044, y - h * 0.086),
                    (x + h * 0.052, y - h * 0.032),
                ],
                cloth,
            )
            c.poly(
                [
                    (x - h * 0.05, y - h * 0.028),
                    (x - h * 0.049, y - h * 0.042),
                    (x + h * 0.051, y - h * 0.046),
                    (x + h * 0.052, y - h * 0.032),
                ],
                fold,
            )
        elif worn.hat == "wrap":
            c.oval(x - f * h * 0.012, y - h * 0.052, h * 0.062, h * 0.042, fold)
            c.oval(x - f * h * 0.02, y - h * 0.072, h * 0.055, h * 0.04, cloth)
            c.oval(x - f * h * 0.06, y - h * 0.082, h * 0.026, h * 0.022, fold)
        elif worn.hat == "turban":
            c.oval(x, y - h * 0.045, h * 0.066, h * 0.045, cloth)
            c.line([(x - h * 0.06, y - h * 0.03), (x + h * 0.05, y - h * 0.065)], fold, h * 0.012)
            c.limb(
                (x - f * h * 0.01, y + h * 0.05), (x - f * h * 0.04, y + h * 0.09), h * 0.085, h * 0.06, cloth
            )
        elif worn.hat == "scarf":
            c.poly(
                hull(
                    [(x + dx * h, y + dy * h) for dx, dy in _cap(f, 0.014)]
                    + [(x - f * h * 0.085, y + h * 0.13), (x - f * h * 0.02, y + h * 0.13)]
                ),
                cloth,
            )
            c.oval(x + f * h * 0.018, y + h * 0.012, h * 0.036, h * 0.05, skin)


def _cap(facing: int, grow: float) -> list[Point]:
    """Give the outline of the hair for a head at the origin, the face left free in front."""
    shape = (
        (-0.054, 0.03),
        (-0.06, -0.02),
        (-0.042, -0.066),
        (0.0, -0.08),
        (0.038, -0.066),
        (0.052, -0.03),
        (0.02, -0.036),
        (-0.012, -0.01),
        (-0.022, 0.03),
    )
    return [((dx + (grow if dx > 0 else -grow)) * facing, dy - (grow if dy < 0 else 0)) for dx, dy in shape]
