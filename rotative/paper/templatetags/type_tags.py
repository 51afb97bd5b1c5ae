"""Puts every text of the paper in type: the typographic rules and date lines, as template filters."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from rotative import typography
from rotative.typography.characters import NO_BREAK

register = template.Library()


@register.filter
def typeset(text: object, language: str = "fr") -> str:
    """Plain text with quotation marks, spaces and apostrophes as the language has them; escaped by the template."""
    return typography.typeset(str(text or ""), language or "fr")


@register.filter
def typeset_html(html: object, language: str = "fr") -> SafeString:
    """The same for HTML that is safe already (rich text): only what stands between the tags changes."""
    return mark_safe(typography.typeset_html(str(html or ""), language or "fr"))  # noqa: S308 - safe before, safe after


@register.simple_tag
def shortened(text: object, limit: object, language: str = "fr") -> str:
    """A teaser in at most ``limit`` characters, cut at a sentence or a word, and put in type; no limit: whole."""
    whole = str(text or "")
    cut = typography.teaser(whole, language, limit) if isinstance(limit, int) else whole
    return conditional_escape(typography.typeset(cut, language or "fr"))


@register.simple_tag
def colon(language: str = "fr") -> str:
    """The colon after a kicker; in French it keeps its distance by a space that does not break."""
    return f"{NO_BREAK}:" if language == "fr" else ":"


@register.filter
def moment(at: datetime | None, language: str = "fr") -> str:
    """“mardi 24 juin 2025 à 09:33”, in the paper's time zone; nothing for None."""
    return typography.format_moment(timezone.localtime(at), language or "fr") if at else ""


@register.filter
def day(on: date | datetime | None, language: str = "fr") -> str:
    """“mardi 24 juin 2025”, in the paper's time zone; nothing for None."""
    if on is None:
        return ""
    local = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return typography.format_date(local, language or "fr")


@register.filter
def iso(at: datetime | None) -> str:
    """The moment for machines, in the paper's time zone (HTML, “global date and time string”)."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
