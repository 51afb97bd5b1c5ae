"""Finds out whether a telephone number is its reader's: a code goes there by text, and comes back by her form."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.accounts.texting import Texts
from rotative.accounts.throttle import Limit, address_of

GOOD_FOR = timedelta(minutes=10)
_SESSION = "accounts.phone-code"
_SALT = "rotative.phone-code"
# A text costs money, and a stranger's telephone rings.
SENT = (
    Limit("text-account", attempts=4, seconds=60 * 60),
    Limit("text-number", attempts=4, seconds=24 * 60 * 60),
    Limit("text-address", attempts=12, seconds=60 * 60),
)
GUESSED = Limit("text-code", attempts=6, seconds=10 * 60)


class TooOften(Exception):
    """So many texts were sent, or codes guessed, that somebody has to wait."""


def send_code(request: HttpRequest, user: User, texts: Texts, *, paper: str, now: datetime) -> None:
    """Send a code to the number of an account. Raises TooOften, and NotTexted where the gateway does not take it."""
    names = (str(user.pk), user.phone, address_of(request))
    if any(limit.is_reached(name) for limit, name in zip(SENT, names, strict=True)):
        raise TooOften
    for limit, name in zip(SENT, names, strict=True):
        limit.count(name)
    code = f"{secrets.randbelow(10**6):06d}"
    text = _("%(code)s is your code for %(paper)s. It is good for ten minutes.") % {
        "code": code,
        "paper": paper,
    }
    texts.send(user.phone, text, key=f"code-{user.pk}-{secrets.token_hex(8)}")
    request.session[_SESSION] = {
        "number": user.phone,
        "digest": _digest(user, user.phone, code),
        "until": (now + GOOD_FOR).isoformat(),
    }


def is_waiting(request: HttpRequest, user: User, *, now: datetime) -> bool:
    """Whether a code for the number of this account is on its way."""
    sent = request.session.get(_SESSION)
    return sent is not None and sent["number"] == user.phone and now < datetime.fromisoformat(sent["until"])


def confirm(request: HttpRequest, user: User, typed: str, *, now: datetime) -> bool:
    """Take a number for confirmed if the code is right, and say so. Raises TooOften; a code is good once."""
    if not is_waiting(request, user, now=now):
        return False
    if GUESSED.is_reached(str(user.pk)):
        raise TooOften
    GUESSED.count(str(user.pk))
    sent: dict[str, Any] = request.session[_SESSION]
    digits = "".join(filter(str.isdecimal, typed))
    if not constant_time_compare(sent["digest"], _digest(user, user.phone, digits)):
        return False
    del request.session[_SESSION]
    GUESSED.forget(str(user.pk))
    user.confirmed_phone = user.phone
    user.save(update_fields=["confirmed_phone"])
    return True


def _digest(user: User, number: str, code: str) -> str:
    return salted_hmac(_SALT, f"{user.pk}:{number}:{code}", algorithm="sha256").hexdigest()
