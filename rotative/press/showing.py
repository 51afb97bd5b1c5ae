"""Remembers what others were last shown of a thing, so that a change which shows nowhere touches nothing."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from rotative.press.models import Shown


def shows_otherwise(key: str, *values: Any) -> bool:
    """Whether the values are others than the last time this key was asked about; they are remembered.

    The values are what JSON can hold, moments and lazy texts. Called in the transaction of the change.
    """
    told = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
    digest = hashlib.blake2b(told, digest_size=12).hexdigest()
    if Shown.objects.filter(key=key, digest=digest).exists():
        return False
    Shown.objects.update_or_create(key=key, defaults={"digest": digest})
    return True
