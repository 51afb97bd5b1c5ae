"""Has Typst set what is printed: receipts, sheets of vouchers. And the name that stands on top of them."""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from wagtail.models import Site

from rotative.paper.models import Paper


def paper_name() -> str:
    """Return the newspaper's name."""
    site = Site.objects.filter(is_default_site=True).first()
    return Paper.for_site(site).name if site else Paper().name


@cache
def _template(name: str) -> bytes:
    return (files("rotative") / "templates" / "subscriptions" / name).read_bytes()


def typeset_pdf(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a Typst template of templates/subscriptions. The same data give the same bytes.

    The data reach Typst as a string of JSON: what people typed is text there and never markup. Only the fonts that
    Typst brings are used, so that every machine sets the same page.
    """
    made = typst.compile(
        _template(template),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gave {type(made).__name__} for {template}")
    return made
