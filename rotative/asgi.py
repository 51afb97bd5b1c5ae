"""The ASGI application, the edge with Django behind it, for servers other than the one that `rotative serve` runs."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")

_django = get_asgi_application()

from rotative.press import middleware  # noqa: E402 - Django must be set up first
from rotative.press.edge.asgi import AsgiEdge  # noqa: E402
from rotative.press.flushing import Flusher  # noqa: E402
from rotative.press.shelf import make_edge  # noqa: E402

_edge = make_edge()
_flusher = Flusher(_edge.reads, lambda: middleware.edge().reads)

application = AsgiEdge(_edge, _django, begin=_flusher.start, end=_flusher.stop)
