"""A newspaper with its press at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils import timezone

from rotative.press import middleware, publishing
from rotative.press.keeping import memory
from rotative.press.models import PUBLIC, PrintedPage
from rotative.press.printing import Outcome, print_page
from rotative.press.queue import empty_the_queue
from rotative.press.shelf import page_store
from rotative.press.verifying import verify
from rotative.related.choosing import choose_due
from tests.factories import Newspaper
from tests.press.stores import empty_the_store


class Press:
    """The press as a test sees it: what the newsroom does within `at_work` is committed when the block ends."""

    def __init__(self, commits: Callable[..., Any]) -> None:
        self._commits = commits

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The newsroom does something; afterwards the press has done what it does at once, and nothing more."""
        with self._commits(execute=True):
            yield

    def run(self) -> int:
        """The worker works until nothing is left to do; returns how many pages it printed."""
        printed = 0
        while True:
            with self._commits(execute=True):
                chosen = choose_due(timezone.now())
            count = empty_the_queue(timezone.now())
            printed += count
            if not count and not chosen:
                return printed

    def print(self, *addresses: str) -> list[Outcome]:
        """Print pages as a first reader has them printed."""
        return [print_page(address) for address in addresses]

    def text(self, address: str, audience: str = PUBLIC) -> str | None:
        """What stands in the store at an address."""
        entry = page_store().get(audience, address)
        return entry.plain.decode() if entry else None

    def stale(self) -> set[str]:
        """The addresses that wait to be printed again."""
        return set(PrintedPage.objects.filter(stale_since__isnull=False).values_list("address", flat=True))

    def differences(self) -> dict[str, str]:
        """Every printed page that is not what a fresh rendering gives, and how it differs; the law wants none."""
        return {str(page): found for page, found in verify(PrintedPage.objects.all()) if found}

    def strays(self) -> set[str]:
        """The addresses in the store of which the press knows nothing."""
        known = set(PrintedPage.objects.filter(audience=PUBLIC).values_list("address", flat=True))
        return set(page_store().addresses(PUBLIC)) - known


@pytest.fixture
def press(
    newspaper: Newspaper, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> Iterator[Press]:
    """The press of the `newspaper`, switched on, with nothing printed yet."""
    settings.PRESS = True
    empty_the_store()
    memory.forget_all()
    memory.edition = -1
    publishing.waiting.forget()
    middleware.edge.cache_clear()
    yield Press(django_capture_on_commit_callbacks)
    empty_the_store()
