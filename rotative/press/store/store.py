"""What every store can do, wherever its pages stand. No Django in here."""

from collections.abc import Callable, Iterator
from typing import Protocol

from rotative.press.store.entry import Entry

# Tells whether the printing that stood when it was made still stands: asked at each request, so it is cheap.
Watch = Callable[[], bool]


class Store(Protocol):
    """Printed pages by audience and address.

    Every method raises StoreError, in one line, when the store cannot do what it is asked, and ValueError for what is
    no address of a printed page (`addresses.py`).
    """

    def put(self, audience: str, entry: Entry) -> None:
        """Store a page in place of the one at its address; when that fails the old page is still there, whole."""

    def get(self, audience: str, address: str) -> Entry | None:
        """Return a page, or None when there is none or what stands there is damaged."""

    def remove(self, audience: str, address: str) -> None:
        """Take a page out of the store, for good; one that is not there does no harm."""

    def addresses(self, audience: str) -> Iterator[str]:
        """Yield the address of every page, in no order."""

    def audiences(self) -> list[str]:
        """Return the audiences that have pages, sorted."""

    def stamp(self, audience: str, address: str) -> object | None:
        """Return what tells one printing of a page from the next, or None where no page stands."""

    def watch(self, audience: str, address: str) -> Watch | None:
        """Return what tells whether the printing that stands now still does; None where no page stands.

        The watch itself raises nothing: while the store is away the printing counts as the one that stands.
        """
