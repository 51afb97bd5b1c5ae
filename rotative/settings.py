"""The configuration of a Rotative site, read from the environment.

Only this module reads the environment; every variable stands in docs/settings.md.
"""

import logging
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError, validate

from rotative import policies
from rotative.constants import *  # noqa: F403 - Django takes every name in capitals
from rotative.constants import PACKAGE
from rotative.press.caches import backends_of


def _secret_key(file: Path) -> str:
    """Return the key kept in ``file``, making one at the first start, readable by the owner only."""
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
        return file.read_text(encoding="ascii").strip()


def _time_zone_is_known(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValidationError(f'"{name}" is no time zone, write Africa/Bamako.') from None


def _is_no_store_or_redis(url: str) -> None:
    if url:
        from rotative.press.store.redis import why_wrong  # here, because it takes 120 ms

        if reason := why_wrong(url):
            raise ValidationError(reason)


_SOME = validate.Range(1)
env = Env()
env.read_env(Path.cwd() / ".env", recurse=False)
try:
    ROTATIVE_HOME: Path = Path(env.str("ROTATIVE_HOME", default="var")).resolve()
    DEBUG: bool = env.bool("DEBUG", default=False)
    SITE_URL: str = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
    TIME_ZONE: str = env.str("TIME_ZONE", default="Africa/Bamako", validate=_time_zone_is_known)
    LOG_LEVEL: int = env.log_level("LOG_LEVEL", default=logging.INFO)
    _extra_hosts: list[str] = env.list("ALLOWED_HOSTS", default=[])
    _email = env.dj_email_url("EMAIL_URL", default="console:")
    DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="redaction@localhost")
    ROTATIVE_HOME.mkdir(parents=True, exist_ok=True)
    SECRET_KEY: str = env.str("SECRET_KEY", default="").strip() or _secret_key(ROTATIVE_HOME / "secret.key")
    SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
    _database = env.dj_db_url("DATABASE_URL", default=f"sqlite:///{ROTATIVE_HOME / 'rotative.sqlite3'}")
    # Uploads: pixels guard the memory (a 40-megapixel picture takes 120 MB when decoded), bytes the disk.
    WAGTAILIMAGES_MAX_UPLOAD_SIZE: int = env.int("PHOTO_MAX_BYTES", default=20 * 1024 * 1024, validate=_SOME)
    PRESS: bool = env.bool("PRESS", default=True)
    PRESS_STORE: str = env.str("PRESS_STORE", default="", validate=_is_no_store_or_redis)
    PRESS_MEMORY: int = env.int("PRESS_MEMORY", default=32, validate=_SOME) * 1024 * 1024
    PRESS_CACHE_TAGS: bool = env.bool("PRESS_CACHE_TAGS", default=False)
    _caches: list[str] = env.list("FRONTEND_CACHE", default=[])
    STAFF_SECOND_FACTOR: bool = env.bool("STAFF_SECOND_FACTOR", default=SITE_URL.lower().startswith("https:"))
    METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="").strip()
    WEBHOOKS_TO_PRIVATE_ADDRESSES: bool = env.bool("WEBHOOKS_TO_PRIVATE_ADDRESSES", default=False)
    # By the names that rotative/subscriptions/payments/offering.py knows.
    PAYMENTS: dict[str, str] = {
        "CINETPAY_API_KEY": env.str("CINETPAY_API_KEY", default=""),
        "CINETPAY_SITE_ID": env.str("CINETPAY_SITE_ID", default=""),
        "CINETPAY_SECRET_KEY": env.str("CINETPAY_SECRET_KEY", default=""),
        "CINETPAY_CHANNELS": env.str("CINETPAY_CHANNELS", default=""),
        "CINETPAY_API_BASE": env.str("CINETPAY_API_BASE", default=""),
        "WAVE_API_KEY": env.str("WAVE_API_KEY", default=""),
        "WAVE_WEBHOOK_SECRET": env.str("WAVE_WEBHOOK_SECRET", default=""),
        "WAVE_API_BASE": env.str("WAVE_API_BASE", default=""),
        "STRIPE_SECRET_KEY": env.str("STRIPE_SECRET_KEY", default=""),
        "STRIPE_WEBHOOK_SECRET": env.str("STRIPE_WEBHOOK_SECRET", default=""),
        "STRIPE_API_BASE": env.str("STRIPE_API_BASE", default=""),
    }
    SMS_BACKEND: str = env.str("SMS_BACKEND", default="").strip()
    SMS_URL: str = env.str("SMS_URL", default="").strip()
    SMS_SECRET: str = env.str("SMS_SECRET", default="").strip()
    WAGTAILIMAGES_MAX_IMAGE_PIXELS: int = env.int("PHOTO_MAX_PIXELS", default=60_000_000, validate=_SOME)
except EnvError as error:
    raise ImproperlyConfigured(f"{error} (docs/settings.md)") from None
except OSError as error:
    raise ImproperlyConfigured(f"ROTATIVE_HOME: {error} (docs/settings.md)") from None

try:
    _site = urlsplit(SITE_URL)
    _site_is_an_address = _site.scheme in ("http", "https") and _site.hostname and _site.port != 0
except ValueError:  # of brackets or a port that are none
    _site_is_an_address = False
if not _site_is_an_address:
    raise ImproperlyConfigured(f'SITE_URL "{SITE_URL}" is not an http(s) address (docs/settings.md)')

try:
    WAGTAILFRONTENDCACHE = backends_of(_caches)
except ValueError as error:
    raise ImproperlyConfigured(f"FRONTEND_CACHE: {error} (docs/settings.md)") from None

if SMS_BACKEND:
    from rotative.accounts.texting import why_wrong as why_no_texts  # here, because requests takes long

    if _problem := why_no_texts(SMS_BACKEND, SMS_URL, SMS_SECRET):
        raise ImproperlyConfigured(f"{_problem} (docs/settings.md)")

if any(PAYMENTS.values()):
    from rotative.subscriptions.payments.interface import (
        ProviderMisconfigured,
    )  # here, because Stripe's takes long
    from rotative.subscriptions.payments.offering import make_providers

    try:
        make_providers(PAYMENTS)
    except ProviderMisconfigured as error:
        raise ImproperlyConfigured(f"{error} (docs/settings.md)") from None

# -- data --------------------------------------------------------------------------------------------------------

if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "rotative.sqlite"  # Django's, with turns for those who want to write
    _database["OPTIONS"] = {
        # Readers never wait for a writer in WAL mode; IMMEDIATE makes a second writer wait instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    _database.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # How long a reader waits for a server that is gone: seconds to connect, milliseconds in a conversation.
    _database["OPTIONS"] = {"connect_timeout": 3, "tcp_user_timeout": 10_000} | _database.get("OPTIONS", {})
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "rotative.accounts.counting.CountsInDatabase"},
    # Somebody who tries very many names must not push out the counts of others.
    "counters": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},
    },
}
PRESS_STORE_PREFIX: str = _site.netloc  # tells apart papers that share a Redis, not the machines of one paper
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

MEDIA_ROOT = ROTATIVE_HOME / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = ROTATIVE_HOME / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article is a form of thousands of fields

# -- mail --------------------------------------------------------------------------------------------------------

if "EMAIL_BACKEND" not in _email:
    raise ImproperlyConfigured(
        "EMAIL_URL is of no known kind, write submission://user:password@host:587 (docs/settings.md)"
    )
EMAIL_BACKEND: str = _email["EMAIL_BACKEND"]
EMAIL_HOST: str = _email["EMAIL_HOST"] or "localhost"
EMAIL_PORT: int = _email["EMAIL_PORT"] or 25
EMAIL_HOST_USER: str = _email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD: str = _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS: bool = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL: bool = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 15
WAGTAILADMIN_BASE_URL = SITE_URL

# -- security ----------------------------------------------------------------------------------------------------

ALLOWED_HOSTS = [_site.hostname, "localhost", "127.0.0.1", "[::1]", *_extra_hosts]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
_https = _site.scheme == "https"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False  # the front (nginx, CDN) redirects: behind it every request looks like http
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview shows pages of the paper in a frame
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W019"]  # see SECURE_SSL_REDIRECT, X_FRAME_OPTIONS

CONTENT_SECURITY_POLICY = {"DIRECTIVES": policies.READERS}
ADMIN_CONTENT_SECURITY_POLICY = policies.STAFF

# -- log ---------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "filters": {
        "keys": {"()": "rotative.accounts.masking.Masking"},
        "outages": {"()": "rotative.press.outages.OneLine"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("wagtail", "PIL", "django_tasks", "fido2")},
        "django.request": {"filters": ["outages"]},
    },
}
