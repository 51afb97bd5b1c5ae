"""What stands around every page of the paper."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from rotative.paper.navigation import Navigation, navigation
from rotative.paper.stylesheet import stylesheet

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_navigation(context: dict[str, Any]) -> Navigation | None:
    """The paper with its menu in the active language; None where there is no request (an error page)."""
    request = context.get("request")
    return navigation(request) if request is not None else None


@register.simple_tag
def inline_stylesheet() -> SafeString:
    """The paper's stylesheet, as its policy's hash expects it."""
    return mark_safe(f"<style>{stylesheet()}</style>")  # noqa: S308 - our own file
