"""Makes, shows, renews and takes back the key of a subscriber's own feed.

The key is an HMAC of a random seed under the site's secret; the database keeps the seed and the key's digest. So its
owner can be shown it again, on each of her devices, and whoever gets hold of the database alone can open no feed.
"""

import hashlib
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from rotative.accounts.models import User
from rotative.syndication.models import PersonalFeed

_SALT = "rotative.personal-feed"
_BYTES = 20  # 160 bits, which nobody guesses; 32 letters and digits


def make(owner: User, *, language: str, now: datetime) -> PersonalFeed:
    """Return somebody's feed under a new key, in a language; the key it had before is dead from now on."""
    seed = secrets.token_hex(16)
    feed, _is_new = PersonalFeed.objects.update_or_create(
        owner=owner,
        defaults={
            "seed": seed,
            "key_digest": _digest(_derived(seed, settings.SECRET_KEY)),
            "language": language,
            "made_at": now,
            "changed_at": now,
            "shown_digest": "",
        },
    )
    return feed


def take_back(owner: User) -> None:
    """Take somebody's feed away; its key is dead."""
    PersonalFeed.objects.filter(owner=owner).delete()


def of(owner: Any) -> PersonalFeed | None:
    """Return somebody's feed, None where she has none."""
    return PersonalFeed.objects.filter(owner=owner).first()


def by_key(key: str) -> PersonalFeed | None:
    """Return the feed that a key opens, of an account that is not closed."""
    found = PersonalFeed.objects.filter(key_digest=_digest(key), owner__is_active=True)
    return found.select_related("owner").first()


def key_of(feed: PersonalFeed) -> str:
    """Return the key of a feed, to be shown to its owner; empty when the site's secret was changed and is forgotten."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = _derived(feed.seed, secret)
        if secrets.compare_digest(_digest(key), feed.key_digest):
            return key
    return ""


def _derived(seed: str, secret: str | bytes) -> str:
    digest = salted_hmac(_SALT, seed, secret=secret, algorithm="sha256").digest()
    return b32encode(digest[:_BYTES]).decode().lower()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
