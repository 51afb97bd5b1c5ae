"""The application that the processes of `rotative serve` run: the edge, and Django behind it.

Django is asked over WSGI and not ASGI: every view and middleware here is synchronous, and a small page then costs a
quarter (measured with Django 5.2: 1,060 requests a second instead of 260 on one core).
"""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
django.setup(set_prefix=False)

from rotative.press import middleware  # noqa: E402 - Django must be set up first
from rotative.press.edge.asgi import AsgiEdge  # noqa: E402
from rotative.press.edge.behind import Behind  # noqa: E402
from rotative.press.edge.files import Folder  # noqa: E402
from rotative.press.flushing import Flusher  # noqa: E402
from rotative.press.shelf import make_edge  # noqa: E402
from rotative.server.family import end_with  # noqa: E402

# A process's requests to Django at one time: somebody who uploads a photo over a slow line holds one for a while.
THREADS = 16
LARGEST_FORM = 5 * 1024 * 1024  # beside the photo
FILE_HEADERS = [
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"),  # for SVG opened by itself
]


def make_application() -> AsgiEdge:
    """Return what a process of the server runs."""
    folders = [
        Folder(f"{settings.MEDIA_URL}photos/r/", settings.MEDIA_ROOT / "photos" / "r", immutable=True),
        Folder(settings.STATIC_URL, settings.STATIC_ROOT, immutable=False),
    ]
    behind = Behind(WSGIHandler(), THREADS, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE * 10 + LARGEST_FORM)
    edge = make_edge()
    flusher = Flusher(edge.reads, lambda: middleware.edge().reads)

    def begin() -> None:
        end_with(os.getppid())
        flusher.start()

    return AsgiEdge(edge, behind, begin=begin, end=flusher.stop, folders=folders, file_headers=FILE_HEADERS)


application = make_application()
