"""What an article still lacks, where an editor decides about it; as of the last saved draft."""

from typing import Any

from django import template
from django.utils import timezone

from rotative.articles.readiness import missing_in_draft

register = template.Library()


@register.inclusion_tag("articles/panels/readiness_again.html")
def readiness_again(page: Any) -> dict[str, Any]:
    """What takes the place of the editor's panel once the draft has been saved; nothing for other pages."""
    missing = missing_in_draft(page, timezone.now())
    return {"missing": missing, "is_article": missing is not None}


@register.inclusion_tag("articles/panels/readiness.html")
def readiness(page: Any) -> dict[str, Any]:
    """What the page lacks, as a list."""
    return {"missing": missing_in_draft(page, timezone.now())}
