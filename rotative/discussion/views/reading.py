"""The printed pages of a discussion: the newest, each by its number, by use, the newsroom's; a thread; the rules."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from rotative.discussion import keys, paging, threads
from rotative.discussion.models import Contribution, HouseRules, Voice
from rotative.discussion.questions import unanswered
from rotative.discussion.rooms import Room
from rotative.discussion.views.entering import SCRIPT, find_room, page_in, room_of_contribution
from rotative.discussion.views.scripted import scripted
from rotative.press.collecting import changes_at, depends_on


@require_safe
@scripted(SCRIPT)
def newest(request: HttpRequest, article_id: int) -> HttpResponse:
    """The newest page of a discussion, newest thread first, filled up from the page before."""
    room = find_room(article_id)
    _say_when_it_closes(room)
    ids: list[int] = []
    older = 0
    if room.discussion is not None:
        ids, last = paging.newest(room.discussion)
        older = last - 1
        depends_on(*(keys.page(article_id, number) for number in (older, last, last + 1)))
    context = {"ids": ids, "older": older, "order": "newest", "is_first": True}
    return page_in(request, room, "discussion/room.html", context | _count(room))


@require_safe
@scripted(SCRIPT)
def page(request: HttpRequest, article_id: int, number: int, *, is_first: bool = False) -> HttpResponse:
    """A page of a discussion by its number, oldest thread first. Raises Http404."""
    room = find_room(article_id)
    if room.discussion is None:
        if not is_first:
            raise Http404("No such page.")
        return page_in(request, room, "discussion/room.html", {"ids": [], "order": "oldest"} | _count(room))
    try:
        cut = paging.cut(room.discussion, number)
    except IndexError:
        raise Http404("No such page.") from None
    depends_on(keys.page(article_id, number), keys.page(article_id, number + 1))
    context = {
        "ids": cut.ids,
        "older": cut.older,
        "newer": cut.newer,
        "order": "oldest",
        "is_first": is_first,
    }
    return page_in(request, room, "discussion/room.html", context | _count(room))


@require_safe
@scripted(SCRIPT)
def listed(request: HttpRequest, article_id: int, *, order: str) -> HttpResponse:
    """The most useful contributions, the newsroom's and those it has featured, or the questions without an answer."""
    room = find_room(article_id)
    rows = Contribution.objects.published().filter(discussion=room.discussion)
    match order:
        case "useful":
            depends_on(keys.useful(article_id))
            rows = rows.filter(useful__gt=0).order_by("-useful", "-published_at")
        case "unanswered":
            depends_on(keys.newsroom(article_id), keys.count(article_id))
            rows = unanswered(room.discussion).order_by("published_at")
        case _:
            depends_on(keys.newsroom(article_id))
            rows = (rows.exclude(voice=Voice.READER) | rows.exclude(featured_at=None)).order_by(
                "-published_at"
            )
    found = list(rows.select_related("author", "discussion")[: paging.MOST_USEFUL])
    depends_on(*(keys.thread(row.root_id) for row in found))
    return page_in(request, room, "discussion/listed.html", {"rows": found, "order": order} | _count(room))


@require_safe
@scripted(SCRIPT)
def thread(request: HttpRequest, thread_id: int, number: int = 1) -> HttpResponse:
    """A whole thread, in pages of so many answers. Raises Http404."""
    row, room = room_of_contribution(thread_id)
    depends_on(keys.thread(thread_id))
    found, has_more = threads.load_whole(thread_id, (number - 1) * paging.ANSWERS, paging.ANSWERS)
    if row.thread_id is not None or found is None or number < 1 or (number > 1 and not found.branches):
        raise Http404("No such thread.")
    context = {"thread": found, "number": number, "next": number + 1 if has_more else None, "order": "thread"}
    return page_in(request, room, "discussion/thread_page.html", context)


@require_safe
def permalink(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Lead to where a contribution stands; to the discussion, where it does not stand any more."""
    row, room = room_of_contribution(contribution_id)
    if not row.stands:
        return HttpResponseRedirect(reverse("discussion", args=[room.article.pk]))
    return HttpResponseRedirect(f"{address_in_thread(row)}#c{row.pk}")


def address_in_thread(row: Contribution) -> str:
    """Return the page of its thread on which a contribution stands."""
    if row.thread_id is None:
        return reverse("discussion_thread", args=[row.pk])
    place = threads.place_of_branch(row)
    number = place // paging.ANSWERS + 1
    if number == 1:
        return reverse("discussion_thread", args=[row.root_id])
    return reverse("discussion_thread_page", args=[row.root_id, number])


@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    """The rules of the house."""
    depends_on(keys.RULES)
    return TemplateResponse(
        request, "discussion/house_rules.html", {"rules": HouseRules.current(), "language": get_language()}
    )


def _count(room: Room) -> dict[str, int]:
    depends_on(keys.count(room.article.pk))
    if room.discussion is None:
        return {"count": 0}
    return {"count": Contribution.objects.published().filter(discussion=room.discussion).count()}


def _say_when_it_closes(room: Room) -> None:
    changes_at(room.closes_at)
