"""Makes, finds and clears away the renditions of pictures."""

import logging
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from .models import Photo, Rendition
from .presets import PRESETS, SHARE_SPEC, Format, Preset, preset_named, specs_of
from .printing import PublishedFilter

logger = logging.getLogger(__name__)


def useful_specs(photo: Photo, preset: Preset) -> dict[Format, list[str]]:
    """Return by format the specs of ``preset`` that ``photo`` is large enough for, ascending."""
    return preset.specs(preset.natural_width(photo.width, photo.height))


def make_renditions(
    photo: Photo,
    presets: Iterable[Preset | str] = tuple(PRESETS),
    *,
    share: bool = True,
) -> int:
    """Make the renditions of ``photo`` for ``presets`` ahead of the first reader; return how many there are.

    The original is decoded once. With ``share``, the picture for social networks is made as well.
    Raises ``SourceImageIOError`` when the original is missing.
    """
    specs: dict[str, None] = {SHARE_SPEC: None} if share else {}
    for preset in map(preset_named, presets):
        for some in useful_specs(photo, preset).values():
            specs.update(dict.fromkeys(some))
    return len(photo.get_renditions(*specs)) if specs else 0


def prefetch_for(photos: Iterable[Photo | None], *presets: Preset | str) -> None:
    """Load the renditions of ``presets`` for ``photos`` that came with other rows, in one query."""
    there = [photo for photo in photos if photo is not None]
    if not there:
        return
    renditions: Any = Rendition.objects.filter(filter_spec__in=specs_of(presets))
    prefetch_related_objects(
        there,
        Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions"),
    )


def plain_url(photo: Photo, preset: Preset | str) -> str:
    """Return the path of the largest JPEG of ``preset``, for machines that take one picture; nothing when lost."""
    try:
        return str(photo.get_rendition(useful_specs(photo, preset_named(preset))["jpeg"][-1]).url)
    except OSError:
        logger.exception("photo %s cannot be shown", photo.pk)
        return ""


def share_rendition(photo: Photo) -> Rendition:
    """Return the JPEG of 1,200 by 630 pixels, or the largest crop of that shape, for ``og:image``."""
    rendition: Rendition = photo.get_rendition(SHARE_SPEC)
    return rendition


def delete_outdated_renditions(photo: Photo) -> int:
    """Delete the renditions that carry an earlier caption, credit or crop; return how many.

    To be called when no printed page shows them any longer.
    """
    outdated = [
        rendition
        for rendition in photo.renditions.all()
        if rendition.focal_point_key != PublishedFilter(rendition.filter_spec).get_cache_key(photo)
    ]
    for rendition in outdated:
        rendition.delete()
    return len(outdated)
