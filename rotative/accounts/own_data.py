"""What the paper keeps of a person, room by room: handed to her as one file, and forgotten with her account.

Rooms above this one add their part:
own_data.register("subscriptions", export=…, forget=…, fate=…, refuses=…)
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from rotative.accounts import own_account
from rotative.accounts.models import User
from rotative.accounts.own_account import Fate

FORMAT, VERSION = "rotative-own-data", 1  # docs/own-data.md


@dataclass(frozen=True)
class _Part:
    export: Callable[[User], Any]
    forget: Callable[[User, datetime], None]
    fate: Callable[[User, datetime], Fate]
    refuses: Callable[[User], str]


@dataclass
class Fates:
    """What goes with an account, what stays and why, in sentences; of all rooms."""

    goes: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)


_parts: dict[str, _Part] = {}


def register(
    name: str,
    *,
    export: Callable[[User], Any],
    forget: Callable[[User, datetime], None],
    fate: Callable[[User, datetime], Fate] = lambda _user, _now: Fate(),
    refuses: Callable[[User], str] = lambda _user: "",
) -> None:
    """Add a room's part, or take the place of the one with the same ``name``.

    ``export`` returns what JSON can hold, moments included, and no secrets. ``forget`` is called in the transaction
    that deletes the account, while the user is still there; what hangs on her by CASCADE or SET_NULL goes by itself.
    ``fate`` says in sentences what goes and what stays; ``refuses`` why an account cannot go, empty if it can.
    """
    _parts[name] = _Part(export, forget, fate, refuses)


def export_of(user: User, *, paper_name: str, now: datetime) -> bytes:
    """Return all that is kept of a user as JSON, in the format of docs/own-data.md."""
    parts = {name: part.export(user) for name, part in sorted(_parts.items())}
    told = {
        "format": FORMAT,
        "version": VERSION,
        "paper": paper_name,
        "made_at": now,
        "account": own_account.export(user),
        **parts,
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode() + b"\n"


def fates_of(user: User, *, now: datetime) -> Fates:
    """Return what becomes of all that is kept of a user when her account is deleted."""
    told = Fates()
    for fate in (own_account.fate(user), *(part.fate(user, now) for _name, part in sorted(_parts.items()))):
        told.goes += fate.goes
        told.stays += fate.stays
    return told


def refusal_of(user: User) -> str:
    """Return why an account cannot be deleted by its owner and what she can do instead, empty if it can."""
    reasons = (own_account.refuses(user), *(part.refuses(user) for part in _parts.values()))
    return next(filter(None, reasons), "")


def forget(user: User, *, now: datetime) -> None:
    """Delete an account with all that is personal in every room. Called in a transaction."""
    for part in _parts.values():
        part.forget(user, now)
    own_account.forget(user)
