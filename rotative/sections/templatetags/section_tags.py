"""Small things that pages of lists need."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from rotative.paper.navigation import navigation
from rotative.typography import format_month

register = template.Library()


@register.simple_tag(takes_context=True)
def month_name(context: dict[str, Any], year: int, month: int) -> str:
    """“juin 2025” in the page's language."""
    return format_month(year, month, context.get("language") or "fr")


@register.simple_tag(takes_context=True)
def editions(context: dict[str, Any], name: str, *args: Any) -> SafeString:
    """`hreflang` links to a page that every edition there is has under its own words; nothing with one edition."""
    there = navigation(context["request"]).editions
    rows = []
    for language in there if len(there) > 1 else ():
        with translation.override(language):
            rows.append((language, f"{settings.SITE_URL}{reverse(name, args=args)}"))
    return format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">', rows)
