"""The stylesheet of the paper: its components from rotative/assets/, in order, minified. No Django in here.

It is written into each page: on a slow network the first screen then needs one round trip, not two. Pages of forms have
a component more, which readers of articles need not download.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import rcssmin

ASSETS = Path(__file__).resolve().parent.parent / "assets"
COMPONENTS = ("base", "masthead", "article", "lists", "front", "forms", "print")
ACCOUNT = "account"  # beside them, on pages of forms
DISCUSSION = "discussion"  # beside these, in the discussions


@cache
def stylesheet(*more: str) -> str:
    """Return the stylesheet of a page, minified; ``more`` names what it has beside the common components."""
    source = "\n".join((ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in (*COMPONENTS, *more))
    return str(rcssmin.cssmin(source))


@cache
def colour_by_day(accent: str) -> str:
    """Return an accent colour as the stylesheet has it for light grounds, `#rrggbb`. Raises ValueError for none."""
    source = (ASSETS / "base.css").read_text(encoding="utf-8")
    found = re.search(rf"\.accent-{re.escape(accent)}{{--accent:(#[0-9a-f]{{6}})}}", source)
    if found is None:
        raise ValueError(f"assets/base.css has no accent {accent!r}")
    return found[1]


@cache
def stylesheet_hash(*more: str) -> str:
    """Return the source expression that lets the inline stylesheet through a strict policy (CSP level 3, 2.3.1)."""
    digest = hashlib.sha256(stylesheet(*more).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
