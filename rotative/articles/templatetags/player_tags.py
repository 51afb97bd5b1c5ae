"""A video that plays in the page: its still with a button to play, and nothing of the other site before the click."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rotative.photos.presets import PRESETS
from rotative.photos.templatetags.photo_tags import photo
from rotative.typography import typeset

register = template.Library()

PRESET = "body"
SHAPE = 9 / 16  # of the frame, in the stylesheet: a taller still shows no more of its height than this


@register.simple_tag(takes_context=True)
def player_frame(context: template.Context, value: Any, player: str) -> SafeString:
    """A frame that holds the still picture as a link; only a click on it loads the outside player, into the frame.

    The picture stands in the frame's own document (`srcdoc`), so nothing is asked of the other site before, and no
    script is needed. Nothing where there is no still to show.
    """
    still = photo(context, value["still"], PRESET, alt="", sizes="100vw", loading="")
    if not still:
        return mark_safe("")
    language = context.get("language") or "fr"
    title = typeset(value["title"], language)
    width = min(value["still"].width, PRESETS[PRESET].older[-1])
    height = round(width * value["still"].height / value["still"].width)
    document = render_to_string(
        "articles/player.html",
        {
            "language": language,
            "label": typeset(_("Play: {title}").format(title=title), language),
            "player": player,
            "still": still,
            "width": width,
            "height": height,
            "centre": f"translate({width / 2} {height / 2}) scale({min(height, width * SHAPE) / 100})",
        },
    )
    return format_html(
        '<iframe class="player" title="{}" loading="lazy" allow="autoplay; fullscreen" srcdoc="{}"></iframe>',
        title,
        # What a template gives counts as safe, and format_html would leave its quotes, which end the attribute.
        escape(document),
    )
