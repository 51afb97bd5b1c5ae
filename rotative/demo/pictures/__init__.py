"""The demo newspaper's illustrator: scenes of its country and portraits of its people, drawn from a seed."""

from random import Random

from PIL import Image

from rotative.demo.pictures.canvas import Canvas
from rotative.demo.pictures.gallery import GALLERY
from rotative.demo.pictures.palettes import PALETTES
from rotative.demo.pictures.portraits import paint_portrait

SCENES: tuple[str, ...] = tuple(GALLERY)


def draw(scene: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """Draw a scene in RGB, `size` in pixels; the same arguments give the same pixels.

    Raises ValueError for a scene that is not in SCENES.
    """
    if scene not in GALLERY:
        raise ValueError(f"unknown scene {scene!r}; the known ones are {', '.join(SCENES)}")
    paint, hours = GALLERY[scene]
    # Neighbouring seeds take neighbouring hours, so that a series of one scene never repeats its light.
    palette = PALETTES[hours[seed % len(hours)]]
    canvas = Canvas(size, Random(f"{scene}/{seed}"), palette)
    paint(canvas)
    return canvas.finish()


def draw_portrait(seed: int, size: tuple[int, int] = (900, 900)) -> Image.Image:
    """Draw somebody's portrait in RGB, `size` in pixels; the same arguments give the same pixels."""
    canvas = Canvas(size, Random(f"portrait/{seed}"), PALETTES["morning"])
    paint_portrait(canvas, seed)
    return canvas.finish()
