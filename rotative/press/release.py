"""Has every page printed again when a new release of the software begins, or with settings that pages show.

A release is known by a stamp of all that pages are made with. The old pages are served until they are printed again.
"""

import hashlib
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import transaction

from rotative.press.models import Edition, PrintedPage
from rotative.press.touching import hold, mark_stale

_MAKES_PAGES = {".css", ".html", ".json", ".mo", ".py", ".svg", ".txt", ".xml"}
_LIBRARIES = ("django", "django-csp", "nh3", "pillow", "rcssmin", "wagtail")
_SHOWN_SETTINGS = ("SITE_URL", "TIME_ZONE", "PRESS_CACHE_TAGS")


@cache
def release_stamp() -> str:
    """Return the stamp of the release that runs: read once, so a file that changes under a process changes nothing."""
    seen = hashlib.blake2b(digest_size=16)
    for name in _SHOWN_SETTINGS:
        seen.update(f"{name}={getattr(settings, name)}\n".encode())
    for name in _LIBRARIES:
        seen.update(f"{name}=={_version(name)}\n".encode())
    package = Path(settings.PACKAGE)
    for file in sorted(path for path in package.rglob("*") if path.suffix in _MAKES_PAGES):
        seen.update(f"{file.relative_to(package)}\0".encode())
        seen.update(file.read_bytes())
    return seen.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # part of another distribution, or a copy without its papers
        return ""


def begin_release(now: datetime, stamp: str) -> int:
    """Mark every page stale unless the release of this stamp has begun already; return how many were marked.

    Two processes that start at once mark them once. Raises DatabaseError.
    """
    with transaction.atomic():
        hold(shared=False)
        edition, _made = Edition.objects.select_for_update(no_key=True).get_or_create(pk=1)
        if edition.release == stamp:
            return 0
        # An edition in which nothing was touched: pages from before it are rendered, not put together again, and one
        # that an older process is at does not come after them.
        edition.number += 1
        edition.release = stamp
        edition.save(update_fields=["number", "release"])
        pages = PrintedPage.objects.all()
        pages.update(edition=edition.number)
        return mark_stale(pages, now)


def has_ended(stamp: str) -> bool:
    """Whether another release than that of this stamp is the paper's by now. Raises DatabaseError."""
    return not Edition.objects.filter(pk=1, release=stamp).exists()
