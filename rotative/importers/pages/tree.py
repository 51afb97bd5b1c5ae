"""Parses a saved HTML page without network, and strips what is never an article's: scripts, comments."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from rotative.importers.pages.parsed import PageRefused, Refusal
from rotative.importers.pages.shown import NEVER_TEXT, tokens_of

_COMMENTS = re.compile(
    r"(?:comments?|comment-?list|comments?[-_](?:area|section|wrapper|container|block|list|thread)"
    r"|commentaires?"
    r"|(?:reader|user)-?comments?|disqus_thread|respond|comment-respond|liste?-commentaires|forum)",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"(?:.*newsletter.*|.*paywall.*|.*[-_]cta|advert(?:isement)?|ads?|ad-unit|.*social-?share.*|sharedaddy"
    r"|related-?(?:posts|articles|stories)|jp-relatedposts|read-?also|lire-?aussi"
    # What our own pages say of an old article, and at the end of what everybody may read of another.
    r"|old|wall)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r".*(?:wp-caption-text|figcaption|photo-?caption|image-?caption|credits?-?caption).*", re.IGNORECASE
)
# A container that holds more than this share of the page's text is the page itself, whatever its class says.
_LARGEST_SHARE = 0.5


def parse_page(text: str, path: Path) -> HtmlElement:
    """The tree of a page. Entities are not fetched or expanded, nothing is loaded. Raises PageRefused."""
    parser = HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text)
    try:
        return document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageRefused(path, Refusal.NOT_VALID) from error


def strip_code(root: HtmlElement) -> None:
    """Takes out of the tree, in place, what nobody reads: scripts, buttons, pictures that count readers."""
    for element in list(root.iter(*NEVER_TEXT)):
        drop(element)
    for image in list(root.iter("img")):
        # A picture of one or two pixels counts readers.
        if {image.get("width", "").rstrip("px"), image.get("height", "").rstrip("px")} & {"0", "1", "2"}:
            drop(image)


def strip_page(root: HtmlElement, lists: Collection[HtmlElement] = ()) -> None:
    """Takes out of the tree, in place, what surrounds an article, and ties captions to their photos.

    `lists` are the elements that were read as lists of other articles. A photo's caption is moved into the title
    of its <img>, which outlives the search for the article.
    """
    whole = max(len(root.text_content()), 1)
    for element in list(_outside_the_article(root)):
        if len(element.text_content()) <= whole * _LARGEST_SHARE:
            drop(element)
    for element in lists:
        drop(element)
    for element in list(root.iter("figcaption", "p", "div", "span", "small", "em")):
        if element.tag == "figcaption" or any(map(_CAPTION.fullmatch, element.get("class", "").split())):
            _tie_caption(element)


def _outside_the_article(root: HtmlElement) -> Iterator[HtmlElement]:
    # Some systems wrap the whole page in one <form>; the share of the text tells it from a search box.
    yield from root.iter("form")
    for element in root.iter("div", "section", "aside", "ol", "ul", "p", "article", "footer"):
        if (
            any(_COMMENTS.fullmatch(token) or _PROMOTION.fullmatch(token) for token in tokens_of(element))
            or element.get("itemprop") == "comment"
            or "schema.org/Comment" in element.get("itemtype", "")
        ):
            yield element


def _tie_caption(caption: HtmlElement) -> None:
    if caption.getparent() is None or len(caption.text_content()) > 1000:
        return
    holder = caption.getparent()
    for _ in range(3):
        images = [] if holder is None else list(holder.iter("img"))
        if holder is None or holder.tag in ("body", "article", "main") or images:
            break
        holder = holder.getparent()
    if len(images) == 1:
        images[0].set("title", " ".join(caption.text_content().split()))
        drop(caption)
    elif caption.tag == "figcaption":
        drop(caption)


def drop(element: HtmlElement) -> None:
    """Takes an element out of its tree; what followed it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def in_comments(element: HtmlElement) -> bool:
    """Whether it stands among what readers wrote."""
    return any(
        _COMMENTS.fullmatch(token)
        for holder in (element, *element.iterancestors())
        for token in tokens_of(holder)
    )
