"""Decides what the edge answers by itself: one function, whatever the server's interface. No Django in here."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from rotative.press.addresses import canonical
from rotative.press.edge.memory import Memory, Ready, Reply, Variant, make_ready
from rotative.press.edge.negotiation import accepted_encodings, seconds_of, tag_matches
from rotative.press.edge.passes import Passes
from rotative.press.edge.reads import NO_READ, Reads
from rotative.press.store import Store, StoreError

logger = logging.getLogger(__name__)

PUBLIC = "public"


@dataclass
class Edge:
    """What a process of the server knows of the printed pages.

    ``passes`` reads the pass of a subscriber, ``reads`` counts who read what.
    """

    store: Store
    memory: Memory
    passes: Passes
    reads: Reads = field(default_factory=Reads)

    def answer(
        self,
        method: str,
        path: str,
        query: str,
        header: Callable[[str], str | None],
        audience: str | None = None,
    ) -> Reply | None:
        """Return the answer to a request, or None when Django has to be asked.

        ``path`` is decoded, ``query`` raw; ``header`` gives a request header by its lower-case name. ``audience``:
        whose copy it is to be where it is known already; else the pass says.
        """
        if method not in ("GET", "HEAD"):
            return None
        address: str | None = path
        if query and (address := canonical(path, query)) is None:
            return None
        page = self.find(PUBLIC, address or path)
        if page is None:
            return None
        if page.audiences:
            if audience is None and (cookies := header("cookie")):
                audience = self.passes.audience(cookies)
                if not audience and self.passes.has_ended(cookies):
                    return None  # Django knows whether it is renewed
            if audience in page.audiences:
                # The reader's own copy or, where it is not printed yet, Django's; never the public's.
                page = self.find(audience or "", address or path)
                if page is None:
                    return None
        self.reads.count((address or path) if method == "GET" else NO_READ)
        return _reply(page, method, header)

    def find(self, audience: str, address: str) -> Ready | None:
        """Return a page from memory, if it is the one in the store, else from the store.

        None when there is none, or when the store cannot say: then Django is asked.
        """
        key = (audience, address)
        page = self.memory.get(key)
        if page is not None:
            if page.stands():
                return page
            self.memory.drop(key)
        if page is None and canonical(*address.partition("?")[::2]) != address:
            return None
        try:
            stands = self.store.watch(audience, address)
            entry = None if stands is None else self.store.get(audience, address)
        except StoreError as error:
            logger.debug("edge: %s", error)
            return None
        if stands is None or entry is None:
            return None
        self.reads.count_other("store")
        page = make_ready(entry, stands)
        self.memory.put(key, page)
        return page


def _reply(page: Ready, method: str, header: Callable[[str], str | None]) -> Reply:
    variant = _variant(page, header("accept-encoding"))
    if page.status == 200 and _is_known(page, variant, header):
        return variant.known
    return variant.empty if method == "HEAD" else page.whole(variant)


def _variant(page: Ready, accepted: str | None) -> Variant:
    for name in accepted_encodings(accepted):
        if name in page.variants:
            return page.variants[name]
    return page.variants[""]


def _is_known(page: Ready, variant: Variant, header: Callable[[str], str | None]) -> bool:
    """Whether the client has this very page; If-None-Match, where it is sent, alone decides (RFC 9110, 13.2.2)."""
    if (tags := header("if-none-match")) is not None:
        return tag_matches(tags, variant.tag)
    if (since := header("if-modified-since")) is not None:
        moment = seconds_of(since)
        return moment is not None and page.modified <= moment
    return False
