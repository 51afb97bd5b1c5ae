"""The ASGI application, for servers other than the one that `rotative serve` runs."""

import atexit
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")

application = get_asgi_application()

from rotative.press.flushing import Flusher  # noqa: E402 - Django must be set up first
from rotative.press.middleware import edge  # noqa: E402

_flusher = Flusher(edge().reads)
_flusher.start()
atexit.register(_flusher.stop)
