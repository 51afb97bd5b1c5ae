"""What went wrong while a page was rendered: Django turns it into its page for errors, and tells by a signal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.signals import got_request_exception

_last: ContextVar[list[str] | None] = ContextVar("press_exceptions", default=None)


def _remember(sender: Any, **_kwargs: Any) -> None:
    kept, error = _last.get(), sys.exc_info()[1]
    if kept is not None and error is not None:
        kept.append(f"{type(error).__name__}: {error}")


got_request_exception.connect(_remember, dispatch_uid="press.failing")


@contextmanager
def remember_exceptions() -> Iterator[None]:
    """Remember, within, what exceptions Django answers with its page for errors."""
    token = _last.set([])
    try:
        yield
    finally:
        _last.reset(token)


def last_exception() -> str:
    """Return the last one in words; nothing where there was none."""
    kept = _last.get()
    return kept[-1] if kept else ""
