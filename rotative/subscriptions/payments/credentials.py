"""Keeps a provider's keys, and keeps them out of everything that people or logs may read."""

import re
from collections.abc import Iterable

_LONGEST = 200


class Credentials:
    """The keys of one provider, by name. Shown, it tells the names only."""

    __slots__ = ("_keys",)

    def __init__(self, **keys: str) -> None:
        self._keys = keys

    def __repr__(self) -> str:
        return f"Credentials({', '.join(self._keys)})"

    def __getitem__(self, name: str) -> str:
        return self._keys[name]

    def quote(self, text: object) -> str:
        """Return what a provider wrote, fit for a message: one short line that holds none of the keys."""
        return quoted(text, self._keys.values())


def quoted(text: object, secrets: Iterable[str] = ()) -> str:
    """Return somebody else's text as one short line of printable characters, each secret in it replaced by …"""
    shown = str(text)
    # The longest first: a short key may be a part of a long one.
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        shown = shown.replace(secret, "…")
    shown = re.sub(r"[^\S ]+|[^\x20-\x7e\u00a0-\uffff]+", " ", shown).strip()
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
