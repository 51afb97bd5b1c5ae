"""What the page “My account” lists; rooms above this one add their own.

account_entries.register("subscription", _("My subscription"), url_name="subscription", order=5, describe=…)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from rotative.accounts.models import User


@dataclass(frozen=True)
class Shown:
    """An entry as one reader sees it."""

    label: str
    url: str
    state: str


@dataclass(frozen=True)
class _Entry:
    label: Any
    url_name: str
    order: int
    describe: Callable[[User], str]
    is_for: Callable[[User], bool]


_entries: dict[str, _Entry] = {}


def register(
    name: str,
    label: Any,
    *,
    url_name: str,
    order: int,
    describe: Callable[[User], str] = lambda _user: "",
    is_for: Callable[[User], bool] = lambda _user: True,
) -> None:
    """Add an entry to the account page, or take the place of the one with the same ``name``.

    ``label`` is translated lazily, ``url_name`` is reversed in the reader's language; entries stand by ``order``.
    ``describe`` says in a few words how things are for a user, ``is_for`` whether she has the entry at all.
    """
    _entries[name] = _Entry(label, url_name, order, describe, is_for)


def entries_for(user: User) -> list[Shown]:
    """Return what the account page of ``user`` lists, in order."""
    chosen = sorted(
        (entry for entry in _entries.values() if entry.is_for(user)), key=lambda entry: entry.order
    )
    return [Shown(str(entry.label), reverse(entry.url_name), entry.describe(user)) for entry in chosen]
