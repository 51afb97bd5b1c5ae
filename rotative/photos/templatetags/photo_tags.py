"""Shows pictures on a page: `{% photo %}` the picture alone, `{% photo_figure %}` with caption and credit."""

import logging
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rotative.typography import typeset

from ..models import Photo, Rendition
from ..presets import preset_named
from ..renditions import share_rendition, useful_specs
from ..rights import may_be_shown

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag(takes_context=True)
def photo(
    context: template.Context,
    image: Photo | None,
    preset: str,
    *,
    alt: str | None = None,
    sizes: str = "",
    loading: str = "lazy",
    priority: bool = False,
    css_class: str = "",
) -> SafeString:
    """Return a ``<picture>`` in AVIF, with WebP and JPEG for older browsers.

    ``preset`` names a place in ``presets.py`` and ``sizes`` replaces its own. ``alt`` replaces the picture's
    text; an empty one says that the picture is decorative. Either is put in type, in the context's language.
    ``priority`` is for the one picture seen first: it is loaded at once. Nothing is returned without a picture,
    when its rights have expired (at the context's ``at``, else now) or when its original is lost.
    """
    if image is None or not may_be_shown(image, context.get("at") or timezone.now()):
        return mark_safe("")
    place = preset_named(preset)
    specs = useful_specs(image, place)
    try:
        renditions = image.get_renditions(*chain.from_iterable(specs.values()))
    except OSError:
        logger.exception("photo %s cannot be shown", image.pk)
        return mark_safe("")
    avif, webp, jpegs = ([renditions[spec] for spec in some] for some in specs.values())
    sizes, jpeg = sizes or place.sizes, jpegs[-1]
    attributes: dict[str, Any] = {
        "src": jpeg.url,
        "width": jpeg.width,
        "height": jpeg.height,
        "alt": typeset(image.alt_text if alt is None else alt, context.get("language") or "fr"),
        "decoding": "async",
    }
    if priority:
        attributes["fetchpriority"] = "high"
    elif loading:
        attributes["loading"] = loading
    if css_class:
        attributes["class"] = css_class
    return format_html(
        '<picture><source type="image/avif"{}><source type="image/webp"{}><img{}{}></picture>',
        _srcset(avif, sizes),
        _srcset(webp, sizes),
        _srcset(jpegs, sizes) if len(jpegs) > 1 else "",
        flatatt(attributes),
    )


@register.inclusion_tag("photos/figure.html", takes_context=True)
def photo_figure(
    context: template.Context,
    image: Photo | None,
    preset: str,
    *,
    caption: str | None = None,
    css_class: str = "",
    **options: Any,
) -> dict[str, Any]:
    """Show a picture with its caption, or the one given, and its credit; takes ``photo``'s options too."""
    picture = photo(context, image, preset, **options)
    shown = image if picture else None
    return {
        "picture": picture,
        "caption": shown.caption if shown is not None and caption is None else caption,
        "credit": shown.credit if shown is not None else "",
        "css_class": css_class,
        "language": context.get("language") or "fr",
    }


@register.simple_tag(takes_context=True)
def photo_share_url(context: template.Context, image: Photo | None) -> str:
    """Return the path of the picture for social networks, or nothing when there is none to show."""
    if image is None or not may_be_shown(image, context.get("at") or timezone.now()):
        return ""
    try:
        return str(share_rendition(image).url)
    except OSError:
        logger.exception("photo %s cannot be shared", image.pk)
        return ""


def _srcset(renditions: Iterable[Rendition], sizes: str) -> SafeString:
    by_width = {rendition.width: rendition.url for rendition in renditions}
    if len(by_width) == 1:
        return format_html(' srcset="{}"', *by_width.values())
    return format_html(
        ' srcset="{}" sizes="{}"',
        ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items())),
        sizes,
    )
