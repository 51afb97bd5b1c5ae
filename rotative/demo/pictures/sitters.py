"""Who sits for a portrait: skin, hair, dress, age, all from the dice."""

from dataclasses import dataclass
from random import Random

from rotative.demo.pictures.palettes import CLOTH, Colour, ink, inks, pick

SKINS = inks("4a2a1e 5a3525 6e4330 80503a 926144 a9754f")


GROUNDS = inks("d9a441 c96a3f 2f7f83 7a4a6a e3b7a0 4f7a5a 3f5f8f b5523c e8d3a8 8fa8a0")


WOMEN = ("wrap", "wrap", "afro", "braids", "bun", "scarf", "cropped", "locs")


MEN = ("cropped", "cropped", "bald", "kufi", "kufi", "turban", "afro", "locs", "flat")


@dataclass(frozen=True)
class Sitter:
    """Who sits: measures are shares of the usual head, `turn` is how far the face looks aside."""

    skin: Colour
    hair: Colour
    style: str
    cloth: tuple[Colour, ...]
    garment: str
    jaw: float
    cheek: float
    turn: float
    smile: float
    beard: str
    glasses: str
    earrings: bool
    old: bool


def sitter(rng: Random, seed: int) -> Sitter:
    """Invite somebody; neighbouring seeds differ in sex, dress and age."""
    woman = seed % 2 == 0
    styles = WOMEN if woman else MEN
    old = rng.random() < 0.28
    return Sitter(
        skin=SKINS[(seed * 5 + rng.randrange(2)) % len(SKINS)],
        hair=ink(rng.choice(("c9c4bc", "8f8a86", "e0dcd4")))
        if old
        else ink(rng.choice(("191214", "231a18", "2c1d18"))),
        style=styles[(seed // 2 * 3 + rng.randrange(2)) % len(styles)],
        cloth=tuple(pick(rng, CLOTH, 4)),
        garment=rng.choice(
            ("print", "print", "boubou", "collar")
            if woman
            else ("boubou", "boubou", "collar", "print", "jacket")
        ),
        jaw=rng.uniform(0.84, 0.98) if woman else rng.uniform(0.95, 1.12),
        cheek=rng.uniform(0.94, 1.07),
        turn=rng.choice((-1, 1)) * rng.uniform(8, 24),
        smile=rng.uniform(0.2, 1.0),
        beard=""
        if woman
        else rng.choice(("", "", "short", "goatee", "moustache", "full" if old else "short")),
        glasses=rng.choice(("", "", "", "round", "square")),
        earrings=woman and rng.random() < 0.75,
        old=old,
    )
