"""What stands around every page of the paper."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from rotative.paper.navigation import Navigation, navigation, navigation_in
from rotative.paper.stylesheet import stylesheet, stylesheet_hash
from rotative.press.collecting import collected_so_far
from rotative.press.fragments import fragment, render_fragment

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_navigation(context: dict[str, Any]) -> Navigation | None:
    """The paper with its menu in the active language; None where there is no request (an error page)."""
    request = context.get("request")
    return navigation(request) if request is not None else None


@register.simple_tag
def inline_stylesheet(*more: str) -> SafeString:
    """The paper's stylesheet, with the policy that lets in no other, whatever server hands out the page.

    ``more``: what the page has beside the common components.
    """
    policy = f'<meta http-equiv="Content-Security-Policy" content="style-src {stylesheet_hash(*more)}">'
    return mark_safe(f"{policy}<style>{stylesheet(*more)}</style>")  # noqa: S308 - our own file


@register.simple_tag(takes_context=True)
def masthead(context: dict[str, Any]) -> SafeString:
    """Name, search and menu above every page; the section in which the page stands is marked."""
    nav, page = context.get("nav"), context.get("page")
    section = getattr(context.get("article"), "section", None)
    in_menu = {link.page_id for link in nav.menu} if nav else set()
    is_page = getattr(page, "pk", None) in in_menu
    current = page if is_page else section
    pk = current.pk if current is not None and current.pk in in_menu else None
    return render_fragment("masthead", _language(context), pk, is_page, given=nav)


@register.simple_tag(takes_context=True)
def colophon(context: dict[str, Any]) -> SafeString:
    """Imprint and links below every page."""
    return render_fragment("colophon", _language(context), given=context.get("nav"))


def _language(context: dict[str, Any]) -> str:
    return str(context.get("language") or "fr")


@fragment("masthead")
def _masthead(language: str, current: int | None, is_page: bool, given: Navigation | None = None) -> str:
    return _around("paper/masthead.html", language, given, current=current, is_page=is_page)


@fragment("colophon")
def _colophon(language: str, given: Navigation | None = None) -> str:
    return _around("paper/colophon.html", language, given)


def _around(name: str, language: str, nav: Navigation | None, **more: Any) -> str:
    # What is given was read for the page and is its own; a fragment says by itself what it reads.
    nav = navigation_in(language) if collected_so_far() is not None else nav
    with translation.override(language):
        return render_to_string(name, {"nav": nav, "language": language, **more})
