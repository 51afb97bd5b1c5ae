"""What a contribution may be written in: paragraphs, lines, addresses, **bold**, *italic*, > quotations. No Django.

What looks like anything else, HTML or an image, is text and is shown as it was typed.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Final
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rotative.discussion.cleaning import clean
from rotative.typography import typeset_html

LONGEST_SHOWN: Final = 40  # characters of an address
_DEEPEST_QUOTATION: Final = 3  # the library leaves out what is nested deeper than its own limit
_DEEP_QUOTATION: Final = re.compile(
    rf"^((?: {{0,3}}> ?){{{_DEEPEST_QUOTATION}}})(?: {{0,3}}> ?)+", re.MULTILINE
)
_REL: Final = "nofollow ugc noopener"  # search engines: https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links

# Stands for an address while the text is read, so that none of its signs is taken for markup.
_ADDRESS_HERE: Final = "\ufffc"
_STOP: Final = r"""\s<>"«»“”„\ufffc"""
_ADDRESS: Final = re.compile(
    rf"(?<![\w@./-])(?:https?://|www\.)(?=[^\W_])(?:[^{_STOP}()]|\([^{_STOP}()]*+\))++", re.IGNORECASE
)
_AFTER_ADDRESS: Final = ".,;:!?'’…*_-–—"  # ends the sentence or the emphasis, not the address

_READER: Final = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "blockquote", "newline"])
_ALLOWED: Final = nh3.Cleaner(
    tags={"p", "br", "strong", "em", "blockquote", "a"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    link_rel=_REL,
)


def render(text: str, language: str = "fr") -> str:
    """Return the HTML of a contribution, set by the rules of its language and sanitised."""
    marked, addresses = _without_addresses(text)
    html = _READER.render(marked)
    pieces = html.split(_ADDRESS_HERE)
    linked = pieces[0] + "".join(
        _link(address) + piece for address, piece in zip(addresses, pieces[1:], strict=True)
    )
    return sanitised(typeset_html(linked, language))


def sanitised(html: str) -> str:
    """Return `html` with nothing in it but what a contribution may have; what `render` gives comes out unchanged."""
    return _ALLOWED.clean(html)


def plain(text: str) -> str:
    """Return a contribution as plain text for a mail: without its marks, quotations behind “> ”, addresses whole."""
    marked, addresses = _without_addresses(text)
    pieces = "\n\n".join(_plain_blocks(_READER.parse(marked))).split(_ADDRESS_HERE)
    return pieces[0] + "".join(address + piece for address, piece in zip(addresses, pieces[1:], strict=True))


def links(text: str) -> list[str]:
    """Return the host of each address in a contribution, without “www.”, in their order."""
    _marked, addresses = _without_addresses(text)
    return [_host(address) for address in addresses]


def _without_addresses(text: str) -> tuple[str, list[str]]:
    """Return the clean text with a sign for each address, and the addresses."""
    addresses: list[str] = []

    def take(found: re.Match[str]) -> str:
        address = found[0].rstrip(_AFTER_ADDRESS)
        if not _host(address):
            return found[0]
        addresses.append(address)
        return _ADDRESS_HERE + found[0][len(address) :]

    bare = clean(text.replace(_ADDRESS_HERE, ""))
    return _DEEP_QUOTATION.sub(r"\1", _ADDRESS.sub(take, bare)), addresses


def _target(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def _host(address: str) -> str:
    """Return the host of an address; nothing if it has none, or is none."""
    try:
        host = urlsplit(_target(address)).hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if "." in host.strip(".") else ""


def _link(address: str) -> str:
    shown = address.partition("://")[2] or address
    shown = re.sub(r"^www\.", "", shown, flags=re.IGNORECASE).rstrip("/")
    if len(shown) > LONGEST_SHOWN:
        shown = f"{shown[: LONGEST_SHOWN - 1]}…"
    return f'<a href="{escape(_target(address))}" rel="{_REL}">{escape(shown, quote=False)}</a>'


def _plain_blocks(tokens: list[Token]) -> Iterator[str]:
    depth = 0
    for token in tokens:
        if token.type == "inline":
            text = "".join(
                "\n" if piece.type in ("softbreak", "hardbreak") else piece.content
                for piece in token.children or ()
            )
            yield "\n".join("> " * depth + line for line in text.split("\n"))
        elif token.type.startswith("blockquote"):
            depth += token.nesting
