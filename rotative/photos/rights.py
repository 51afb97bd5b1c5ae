"""Whether a picture may be shown, asked by whatever shows it."""

from datetime import datetime

from rotative.paper.keys import photo_key
from rotative.photos.models import Photo
from rotative.press.collecting import changes_at, depends_on


def may_be_shown(photo: Photo | None, at: datetime) -> bool:
    """Whether there is a picture and its rights have not expired; the page that asks depends on both."""
    if photo is None:
        return False
    depends_on(photo_key(photo.pk))
    if photo.rights_have_expired(at):
        return False
    changes_at(photo.expires_at)
    return True
