"""Decides what the edge answers by itself: one function, whatever the server's interface. No Django in here."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from rotative.press.addresses import canonical
from rotative.press.edge.memory import Known, Memory, Ready, Reply, Variant, make_ready
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
        *,
        request: bytes | None = None,
    ) -> Reply | None:
        """Return the answer to a request, or None when Django has to be asked.

        ``path`` is decoded, ``query`` raw; ``header`` gives a request header by its lower-case name. ``audience``:
        whose copy it is to be where it is known already; else the pass says. ``request``: the whole of it as it came
        in, where it may be answered by `repeated` the next time; never one with cookies, for they end.
        """
        if method not in ("GET", "HEAD"):
            return None
        address: str | None = path
        if query and (address := canonical(path, query)) is None:
            return None
        page_address = address or path
        page = self.find(PUBLIC, page_address)
        if page is None:
            return None
        if page.audiences:
            if audience is None and (cookies := header("cookie")):
                audience = self.passes.audience(cookies)
                if not audience and self.passes.has_ended(cookies):
                    return None  # Django knows whether it is renewed
            if audience in page.audiences:
                # The reader's own copy or, where it is not printed yet, Django's; never the public's.
                page = self.find(audience or "", page_address)
                if page is None:
                    return None
        read = page_address if method == "GET" else NO_READ
        self.reads.count(read)
        reply, is_kept = _reply(page, method, header)
        if request is not None and is_kept:
            self.memory.remember(request, Known((PUBLIC, page_address), page, reply, read))
        return reply

    def repeated(self, request: bytes) -> Reply | None:
        """Return the answer to a request that came before, to the byte, while what it was answered with stands."""
        known = self.memory.repeated(request)
        if known is None:
            return None
        self.reads.count(known.read)
        return known.reply

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


def _reply(page: Ready, method: str, header: Callable[[str], str | None]) -> tuple[Reply, bool]:
    """Return the answer, and whether it is one of those that are kept with the page."""
    variant = _variant(page, header("accept-encoding"))
    if page.status == 200 and _is_known(page, variant, header):
        return variant.known, True
    if method == "HEAD":
        return variant.empty, True
    return page.whole(variant), variant.whole is not None


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
