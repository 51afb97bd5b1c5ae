"""What search engines are told of a discussion: only where everybody may read it."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from rotative.articles.structured import script
from rotative.discussion import keys
from rotative.discussion.models import Contribution
from rotative.discussion.rooms import Room
from rotative.discussion.structured import posting, posting_of
from rotative.paper.talk import Standing
from rotative.press.collecting import depends_on
from rotative.press.fragments import fragment as press_fragment
from rotative.press.fragments import is_kept, render_fragment

register = template.Library()


@register.simple_tag(takes_context=True)
def forum_data(context: template.Context) -> SafeString:
    """The threads of a printed page as JSON-LD; nothing at all of a room that strangers may not read."""
    room, language = context.get("room"), str(context.get("language") or "")
    if not isinstance(room, Room) or not room.doors(Standing.STRANGER).reads:
        return SafeString("")
    if (thread := context.get("thread")) is not None:
        rows = [thread.root, *(row for one in thread.branches for row in (one.row, *one.deeper))]
        depends_on(*(keys.person(row.author_id) for row in rows if row.author_id))
        return _script(posting_of(thread, language))
    ids = context.get("ids") or ()
    missing = [pk for pk in ids if not is_kept("thread_data", pk, language)]
    rows_by_id = Contribution.objects.select_related("author").in_bulk(missing) if missing else {}
    pieces = [render_fragment("thread_data", pk, language, given=rows_by_id.get(pk)) for pk in ids]
    return SafeString("".join(pieces))


@press_fragment("thread_data")
def _thread_data(thread_id: int, language: str, given: Contribution | None = None) -> str:
    depends_on(keys.thread(thread_id))
    row = given or Contribution.objects.select_related("author").get(pk=thread_id)
    if row.author_id:
        depends_on(keys.person(row.author_id))
    return _script(posting(row, language))


def _script(data: dict[str, Any] | None) -> SafeString:
    return script(data) if data is not None else SafeString("")
