"""Keeps apart the pictures that a browser saved beside a page (“save page, complete”) from those on the web."""

from urllib.parse import urlsplit

from lxml.html import HtmlElement

# What lies beside the page wears this address while trafilatura, which would complete or drop a relative one,
# looks for the article. Nobody can own a name under .invalid (RFC 2606).
_BESIDE = "http://beside.invalid/"


def mark_pictures_beside(root: HtmlElement) -> None:
    """Gives saved pictures, in place, addresses that outlive the search for the article."""
    for image in root.iter("img"):
        address = image.get("src", "").strip()
        if _lies_beside(address):
            # The address that a lazy picture had on the web would be preferred to the file.
            for name in [name for name in image.attrib if name.startswith("data-src")]:
                del image.attrib[name]
            image.set("src", _BESIDE + address)


def path_beside(address: str) -> str | None:
    """The path from the page to a picture that was marked, as the page writes it; None for any other address."""
    return address.removeprefix(_BESIDE) if address.startswith(_BESIDE) else None


def _lies_beside(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path) and not (parts.scheme or parts.netloc) and parts.path[0] not in "/\\"
