"""Printed pages to test with."""

from typing import Any

from rotative.press.store import Entry
from rotative.press.store.entry import make_entry

HTML = (("content-security-policy", "default-src 'none'"), ("content-type", "text/html; charset=utf-8"))
TEXT = "<p>Le bac a repris ses traversées mardi matin.</p>" * 40


def page(address: str = "/culture/", text: str = TEXT, **more: Any) -> Entry:
    """A page as the press makes it."""
    values: dict[str, Any] = {"edition": 1, "printed_at": 1_750_757_580.25} | more
    return make_entry(
        address, values.pop("status", 200), values.pop("headers", HTML), text.encode(), **values
    )
