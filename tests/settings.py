"""The site's settings as the tests run it: real database and files, in a folder that goes away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "ROTATIVE_TEST_HOME" not in os.environ:
    # Processes started by a test, and pytest's workers, share the folder of the one that came first.
    os.environ["ROTATIVE_TEST_HOME"] = tempfile.mkdtemp(prefix="rotative-test-")
    atexit.register(shutil.rmtree, os.environ["ROTATIVE_TEST_HOME"], ignore_errors=True)
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["ROTATIVE_HOME"] = str(Path(os.environ["ROTATIVE_TEST_HOME"]) / _worker)
if "PRESS_STORE" in os.environ:
    # Not for the newspapers that tests start: they would have their pages, all of one address, in one place.
    os.environ["ROTATIVE_TEST_PRESS_STORE"] = os.environ.pop("PRESS_STORE")
os.environ.setdefault(
    "SECRET_KEY", "only-for-tests-and-long-enough-to-satisfy-every-check-of-django-0123456789"
)

from rotative.settings import *  # noqa: E402, F403
from rotative.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"] == "rotative.sqlite":
    # As with Django's own SQLite; pytest-django knows it by its name only.
    DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PRESS = False  # tests of the press switch it on; the others would print at every publication
PRESS_STORE = os.environ.get("ROTATIVE_TEST_PRESS_STORE", "")
PRESS_STORE_PREFIX = f"{Path(os.environ['ROTATIVE_TEST_HOME']).name}-{_worker}"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
