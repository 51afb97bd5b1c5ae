"""Which access holds for an article, and who is let in beside the readers of printed copies."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from rotative.paper.access import Wall, walled_from
from rotative.paper.models import default_paper
from rotative.press.rendering import is_printing

FIRST_SECTIONS = 3  # the depth of sections right below a home page: none is above them
Gate = Callable[[HttpRequest, Any, Wall], bool]
_gates: list[Gate] = []


def applied(article: Any) -> tuple[str, datetime | None]:
    """Return the access that holds for an article: its own, its section's or the paper's; and when a wall goes up."""
    paper = default_paper()
    access = article.access or _of_section(article, "access") or paper.access
    return access, walled_from(access, article.first_published_at, paper.spans)


def talk_of(article: Any) -> str:
    """Return the rule that holds for the discussion of an article: its own, its section's or the paper's."""
    nearest = article.section if article.section_id else None
    if nearest is not None and nearest.depth <= FIRST_SECTIONS:
        of_section = nearest.talk  # which was read with the article
    else:
        of_section = _of_section(article, "talk")
    return str(article.talk or of_section or default_paper().talk)


def _of_section(article: Any, field: str) -> str:
    """Return what the nearest section says that says something."""
    step = article.steplen
    above = [article.path[:end] for end in range(step, len(article.path or ""), step)]
    sections = article._meta.get_field("section").related_model.objects.filter(path__in=above)
    chosen = sections.exclude(**{field: ""}).order_by("-depth").values_list(field, flat=True).first()
    return str(chosen or "")


def gate(function: Gate) -> Gate:
    """Register who else may read on: a function of request, article and wall. A room above knows; a decorator."""
    _gates.append(function)
    return function


def let_in(request: HttpRequest, article: Any, wall: Wall) -> bool:
    """Whether a gate opens for this very reader. Nobody is asked for a copy that is printed for many."""
    return not is_printing(request) and any(opens(request, article, wall) for opens in _gates)
