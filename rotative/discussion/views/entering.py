"""The gate: finds an article's discussion for whoever asks, and shows the door where she may not come in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language

from rotative.articles.models import Article
from rotative.discussion import keys
from rotative.discussion.models import Contribution
from rotative.discussion.rooms import Room, room_of, standing_of, standing_of_audience
from rotative.paper.access import Audience
from rotative.paper.talk import Doors, Standing, doors
from rotative.press.collecting import depends_on, differs_for
from rotative.press.rendering import audience_of, is_printing

SCRIPT = "discussion/discussion.js"


def find_room(article_id: int) -> Room:
    """Return the discussion of a published article in the language of the address. Raises Http404."""
    depends_on(keys.RULES, keys.discussion(article_id), f"article:{article_id}")
    articles = Article.objects.live().select_related("locale", "section")
    article = get_object_or_404(articles, pk=article_id, locale__language_code=get_language())
    room = room_of(article)
    if not room.exists:
        raise Http404("No discussion here.")
    return room


def room_of_contribution(contribution_id: int) -> tuple[Contribution, Room]:
    """Return a contribution that stands on the pages, with its room. Raises Http404."""
    rows = Contribution.objects.select_related("author", "discussion", "parent")
    row = get_object_or_404(rows, pk=contribution_id)
    return row, find_room(row.discussion.article_id)


def doors_of(request: HttpRequest, room: Room) -> Doors:
    """Return what the sender of a request may do here, asked anew unless it is the press that asks."""
    return room.doors(standing_in(request))


def standing_in(request: HttpRequest) -> Standing:
    """Return as what the sender of a request comes in; the press comes as the readers of the copy it prints."""
    if is_printing(request):
        return standing_of_audience(audience_of(request))
    return standing_of(request, now=timezone.now())


def say_who_differs(room: Room) -> None:
    """Say for the press which audiences are shown something else than the public."""
    public = doors(room.talk, Standing.STRANGER)
    for audience in Audience:
        if doors(room.talk, standing_of_audience(audience)) != public:
            differs_for(audience)


def page_in(request: HttpRequest, room: Room, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page of a discussion, or the gate for whoever may not read it."""
    say_who_differs(room)
    may = doors_of(request, room)
    if not may.reads:
        template, context = "discussion/gate.html", {"count": context.get("count")}
    now = timezone.now()
    said = {
        "room": room,
        "article": room.article,
        "may": may,
        "closing": room.closing(now),
        "language": room.article.language,
        "now": now,
    }
    return TemplateResponse(request, template, said | context, status=200)


def address_for_author(row: Contribution) -> str:
    """Return where somebody who has just done something to a contribution sees what has become of it."""
    return f"{reverse('discussion_mine', args=[row.discussion.article_id])}?c={row.pk}#c{row.pk}"


def in_language_of(article: Any) -> Any:
    """Return the context in which addresses are those of an article's edition."""
    return translation.override(article.language)
