"""The application that the workers of `rotative serve` run.

WSGI and not ASGI: every view and middleware here is synchronous, and a small page then costs a quarter (measured with
Granian 2.8 and Django 5.2: 1,060 requests a second instead of 260 on one core). `rotative.asgi` is there for others.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")

application = get_wsgi_application()
