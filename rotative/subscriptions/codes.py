"""The site's key for codes, and what the database keeps of them; the codes themselves are in vouchers.py."""

from django.conf import settings

from rotative.subscriptions import vouchers
from rotative.subscriptions.models import Gift, Order


def keys() -> list[bytes]:
    """Return the keys of codes: of today's secret first, then of those that it replaced (SECRET_KEY_FALLBACKS)."""
    return [
        vouchers.key_from(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def digest_of(code: str) -> str:
    """Return what is kept of a new code."""
    return vouchers.digest(keys()[0], code)


def digests_of(code: str) -> list[str]:
    """Return what may have been kept of a code, under any of the site's secrets."""
    return [vouchers.digest(key, code) for key in keys()]


def new_gift_code(order: Order) -> str:
    """Return the code of a gift that is being ordered."""
    return vouchers.code_of(keys()[0], order.reference)


def gift_code(gift: Gift) -> str:
    """Return the code of a gift, to be shown to whoever paid it.

    Raises LookupError when SECRET_KEY has been changed and the old one is not in SECRET_KEY_FALLBACKS.
    """
    for key in keys():
        code = vouchers.code_of(key, gift.order.reference)
        if vouchers.digest(key, code) == gift.code_digest:
            return code
    raise LookupError("The site's secret has changed since the gift was ordered; set SECRET_KEY_FALLBACKS.")
