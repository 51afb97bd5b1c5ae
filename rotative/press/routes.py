"""Which views are printed. Everything else, the search and the account pages first of all, is asked of Django."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

View = TypeVar("View", bound=Callable[..., Any])
_printed: set[Callable[..., Any]] = set()


def printed(view: View) -> View:
    """Say that the answers of a view are the same for every anonymous reader, and printed. A decorator, or a call."""
    _printed.add(view)
    return view


def is_printed(path: str) -> bool:
    """Whether the view at a path is printed."""
    # Addresses are made of words of their language, which nothing has activated yet when this is asked.
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path).func in _printed
        except Resolver404:
            return False
