"""Declares, in each room's `press.py`, which keys a change touches; the one place where the press listens.

    when_changed(Author, keys=lambda author: [f"author:{author.pk}"])
    when_sent(published_changed, keys=keys_of_a_publication, at_once=addresses_of_a_publication)

``at_once`` names addresses that must be fresh when the request that made the change returns; ``own`` keys of pages
that must not outlive what they are about, wherever they stand.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal

from rotative.press.publishing import follow_after_commit, print_at_once
from rotative.press.touching import touch

Answer = Callable[..., Iterable[str]]


def _nothing(*_args: Any, **_kwargs: Any) -> tuple[str, ...]:
    return ()


def when_changed(
    model: type[Model], *, keys: Answer, at_once: Answer = _nothing, own: Answer = _nothing
) -> None:
    """Touch ``keys(instance)`` whenever a row of ``model`` is saved or deleted."""

    def act(sender: type[Model], instance: Model, raw: bool = False, **_kwargs: Any) -> None:
        if not raw:
            announce(keys(instance), at_once=at_once(instance), own=own(instance))

    for signal in (post_save, post_delete):
        signal.connect(act, sender=model, weak=False)


def when_sent(
    signal: Signal, *, keys: Answer = _nothing, at_once: Answer = _nothing, own: Answer = _nothing
) -> None:
    """Touch ``keys(**what the signal carries)`` whenever it is sent."""

    def act(sender: Any, signal: Signal, **carried: Any) -> None:
        announce(keys(**carried), at_once=at_once(**carried), own=own(**carried))

    signal.connect(act, weak=False)


def announce(
    keys: Iterable[str], *, at_once: Iterable[str] = (), own: Iterable[str] = (), can_wait: bool = False
) -> None:
    """Touch keys in the transaction of the change; once it is committed, pages follow. For bulk writes too.

    ``can_wait``: unless something is to be printed at once, it is the worker, within half a second, that finds the
    pages; for changes of which there may be dozens a second.
    """
    if not settings.PRESS:
        return
    own, at_once = set(own), list(at_once)
    touch(*own.union(keys))
    if own or at_once:
        print_at_once(at_once, own)
    elif not can_wait:
        follow_after_commit()
