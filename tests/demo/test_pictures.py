"""The demo newspaper's pictures: repeatable, varied, rich, and light enough for a slow network."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from rotative.demo.pictures import SCENES, draw, draw_portrait
from rotative.demo.pictures.gallery import GALLERY
from rotative.demo.pictures.palettes import PALETTES

SMALL = (300, 200)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean distance of two pictures' pixels, 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def edges(picture: Image.Image) -> float:
    """How much of a picture is edge, as the mean of its outlines; a gradient has next to none."""
    return float(ImageStat.Stat(picture.convert("L").filter(ImageFilter.FIND_EDGES)).mean[0])


def tints(picture: Image.Image) -> int:
    """How many clearly different colours stand in a picture, of 512 classes."""
    coarse = picture.resize((150, 100)).point([value // 32 * 32 for value in range(256)] * 3)
    return len(coarse.getcolors(maxcolors=15_000) or [])


def test_there_are_enough_kinds_of_scene() -> None:
    assert len(SCENES) >= 24
    assert len(set(SCENES)) == len(SCENES)


def test_every_light_of_the_gallery_exists() -> None:
    assert {hour for _, hours in GALLERY.values() for hour in hours} <= set(PALETTES)


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_seed_gives_the_same_pixels(scene: str) -> None:
    assert draw(scene, 3, SMALL).tobytes() == draw(scene, 3, SMALL).tobytes()


@pytest.mark.parametrize("size", [(300, 200), (220, 220), (200, 300), (320, 240)])
@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_fills_every_format(scene: str, size: tuple[int, int]) -> None:
    picture = draw(scene, 11, size)

    assert (picture.mode, picture.size) == ("RGB", size)
    assert edges(picture) > 4


@pytest.mark.parametrize("scene", SCENES)
def test_another_seed_gives_another_picture(scene: str) -> None:
    pictures = [draw(scene, seed, SMALL) for seed in range(3)]

    assert min(difference(one, other) for one, other in combinations(pictures, 2)) > 7


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_more_than_a_gradient(scene: str) -> None:
    gradient = Image.linear_gradient("L").resize(SMALL).convert("RGB")

    picture = draw(scene, 1, SMALL)

    assert edges(picture) > 2.5 * edges(gradient)
    assert tints(picture) > 20


def test_a_gradient_would_not_pass_for_a_scene() -> None:
    gradient = Image.linear_gradient("L").resize(SMALL).convert("RGB")

    assert edges(gradient) < 4
    assert tints(gradient) <= 20


def test_no_two_scenes_of_one_seed_look_alike() -> None:
    pictures = [draw(scene, 5, (96, 64)) for scene in SCENES]

    assert min(difference(one, other) for one, other in combinations(pictures, 2)) > 8


@pytest.mark.parametrize("scene", ["football", "rice", "solar", "market", "library", "river", "city"])
def test_a_picture_stays_light_on_the_readers_data_plan(scene: str) -> None:
    picture = draw(scene, 2).resize((720, 480), Image.Resampling.LANCZOS)
    file = BytesIO()

    picture.save(file, "AVIF", quality=50)

    assert 3_000 < len(file.getvalue()) <= 25 * 1024


def test_an_unknown_scene_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown scene 'volcano'.*river.*market"):
        draw("volcano", 1)


def test_the_same_sitter_has_the_same_portrait() -> None:
    assert draw_portrait(4, (120, 120)).tobytes() == draw_portrait(4, (120, 120)).tobytes()


def test_sitters_are_visibly_different_people() -> None:
    portraits = [draw_portrait(seed, (120, 120)) for seed in range(14)]

    assert min(difference(awa, issa) for awa, issa in combinations(portraits, 2)) > 10


@pytest.mark.parametrize("size", [(120, 120), (120, 160), (160, 120)])
def test_a_portrait_takes_every_format(size: tuple[int, int]) -> None:
    portrait = draw_portrait(1, size)

    assert (portrait.mode, portrait.size) == ("RGB", size)
    assert edges(portrait) > 4
