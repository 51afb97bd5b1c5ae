"""What a change of a photo touches."""

from typing import Any

from rotative.paper.keys import photo_key
from rotative.photos.models import Photo
from rotative.press.declarations import when_changed


def _keys(photo: Any) -> list[str]:
    return [photo_key(photo.pk)]


when_changed(Photo, keys=_keys)
