"""Shows an article in a list: `{% teaser article preset="card" byline=True %}`; articles/teasers.py says how."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from rotative.articles import teasers

register = template.Library()


@register.simple_tag(takes_context=True)
def teaser(context: template.Context, article: Any, **look: Any) -> SafeString:
    """The article's teaser as the list wants it; takes what `Look` has."""
    return teasers.teaser(article, teasers.Look(**look), context.get("language") or "fr")
