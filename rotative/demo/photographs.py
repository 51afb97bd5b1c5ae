"""Draws the demo newspaper's pictures, puts them into the photo library and makes the renditions that pages show.

Drawing and encoding are done by a pool of processes; only this one writes to the database.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from multiprocessing import get_context
from pathlib import PurePosixPath

import django
from django.core.files.base import ContentFile
from django.db import transaction

from rotative.demo.people import PHOTO_SOURCE
from rotative.demo.pictures import draw, draw_portrait
from rotative.photos.models import Photo, Rendition
from rotative.photos.presets import SHARE_SPEC, preset_named
from rotative.photos.printing import PublishedFilter, UprightImage
from rotative.photos.renditions import useful_specs

SIZE = (1200, 800)  # pixels: the widest that pages show
PORTRAIT = "portrait"
PORTRAIT_SIZE = (640, 640)
FILE_PREFIX = "demo-"
Printed = tuple[str, str, str, bytes]  # spec, key, file name and content of a rendition
SHARED = "share"  # stands among the presets for the picture that social networks show


@dataclass(frozen=True)
class Shot:
    """A picture to be made. ``name`` is what it is found by when the demo is made again."""

    name: str
    scene: str
    seed: int
    title: str
    alt: str
    caption: str = ""
    photographer: str = ""
    place: str = ""
    taken_at: datetime | None = None
    presets: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """Name of the original, short enough to be kept whole."""
        return f"{FILE_PREFIX}{self.name}"[:55] + ".jpg"


@contextmanager
def darkroom() -> Iterator[ProcessPoolExecutor]:
    """Open as many processes as there are processors; each is a fresh one, for none may share our connections."""
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield pool


def take(shots: Sequence[Shot], pool: ProcessPoolExecutor) -> tuple[dict[str, Photo], int]:
    """Return the photo of each shot by its name, and how many had to be drawn; those there already are left alone."""
    there = {
        PurePosixPath(photo.file.name).name: photo
        for photo in Photo.objects.filter(file__contains=f"/{FILE_PREFIX}")
    }
    missing = [shot for shot in shots if shot.file_name not in there]
    if missing:
        drawn = pool.map(
            _draw, [shot.scene for shot in missing], [shot.seed for shot in missing], chunksize=2
        )
        with transaction.atomic():
            for shot, data in zip(missing, drawn, strict=True):
                there[shot.file_name] = _store(shot, data)
    return {shot.name: there[shot.file_name] for shot in shots}, len(missing)


def _draw(scene: str, seed: int) -> bytes:
    picture = draw_portrait(seed, PORTRAIT_SIZE) if scene == PORTRAIT else draw(scene, seed, SIZE)
    file = BytesIO()
    picture.save(file, "JPEG", quality=90)
    return file.getvalue()


def _store(shot: Shot, data: bytes) -> Photo:
    photo = Photo(
        title=shot.title[:255],
        description=shot.alt,
        caption=shot.caption,
        photographer=shot.photographer,
        source=PHOTO_SOURCE,
        place=shot.place,
        taken_at=shot.taken_at,
        file=ContentFile(data, shot.file_name),
    )
    photo.save()
    return photo


class Printing:
    """The renditions that the shots' presets want and that are not there yet, in the making from the first moment."""

    def __init__(self, shots: Iterable[Shot], photos: dict[str, Photo], pool: ProcessPoolExecutor) -> None:
        there = set(Rendition.objects.values_list("image_id", "filter_spec", "focal_point_key"))
        self._orders: list[tuple[Photo, Future[list[Printed]]]] = []
        for shot in shots:
            photo = photos[shot.name]
            wanted = _specs(photo, shot.presets)
            specs = [spec for spec in wanted if (photo.pk, spec, _key(photo, spec)) not in there]
            if specs:
                self._orders.append((photo, pool.submit(_print, photo, specs)))

    def store(self) -> int:
        """Wait for them and store each picture's at once; return how many were made."""
        made = 0
        for photo, printing in self._orders:
            rows = [
                Rendition(image=photo, filter_spec=spec, focal_point_key=key, file=ContentFile(data, name))
                for spec, key, name, data in printing.result()
            ]
            made += len(Rendition.objects.bulk_create(rows))
        return made


def _key(photo: Photo, spec: str) -> str:
    return PublishedFilter(spec).get_cache_key(photo)


def _specs(photo: Photo, presets: Iterable[str]) -> list[str]:
    specs: dict[str, None] = {}
    for name in presets:
        if name == SHARED:
            specs[SHARE_SPEC] = None
            continue
        for some in useful_specs(photo, preset_named(name)).values():
            specs.update(dict.fromkeys(some))
    return list(specs)


def _print(photo: Photo, specs: list[str]) -> list[Printed]:
    """Make the renditions of one picture; decodes the original once and asks no database."""
    with photo.get_willow_image() as original:
        upright = UprightImage(original.auto_orient().get_pillow_image(), original.format_name)
    printed: list[Printed] = []
    encoded: dict[str, tuple[str, bytes]] = {}
    for spec in specs:
        publishing = PublishedFilter(spec)
        publishing.upright = upright
        pixels = _pixels(photo, spec)
        if pixels not in encoded:
            file = photo.generate_rendition_file(publishing)
            file.seek(0)
            encoded[pixels] = PurePosixPath(file.name).name, file.read()
        printed.append((spec, publishing.get_cache_key(photo), *encoded[pixels]))
    return printed


def _pixels(photo: Photo, spec: str) -> str:
    """Return what two specs share when they give the same file: a crop to the shape that the picture has is none."""
    shape = re.match(r"fill-(\d+)x(\d+)\|", spec)
    if shape and int(shape[1]) * photo.height == int(shape[2]) * photo.width and int(shape[1]) <= photo.width:
        return f"width-{shape[1]}|{spec.partition('|')[2]}"
    return spec
