"""The press's keys of what stands around every page, and of the pages that are no articles."""

from wagtail.models import Page

PAPER = "paper"  # name, dress, menu, legal pages, editions
SECTIONS = "sections"  # which there are, and where in the tree


def page_key(page_id: int) -> str:
    """Return the key of what a page says by itself: a front, a section's description, a legal text."""
    return f"page:{page_id}"


def link_key(page_id: int) -> str:
    """Return the key of what others show of a page: title, address, colour, and that it is there."""
    return f"page:{page_id}:link"


def photo_key(photo_id: int) -> str:
    """Return the key of a photo, the paper's logo too: its file, crop, caption, credit and rights."""
    return f"photo:{photo_id}"


def translations_key(page: Page) -> str:
    """Return the key of which versions a page has in other languages."""
    return f"translations:{page.translation_key}"
