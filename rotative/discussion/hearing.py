"""Who is still to hear of what: it stands, she may read it, has not seen it, and does not mute who wrote it."""

from collections.abc import Iterable
from datetime import datetime

from rotative.discussion.models import Contributor, Mute, Notice, Visit
from rotative.discussion.rooms import room_of
from rotative.subscriptions.readers import reader_of


def still_to_be_told(to: Contributor, notices: Iterable[Notice], *, now: datetime) -> list[Notice]:
    """Return those of somebody's notices that a mail may still tell her of, oldest first.

    The gate is asked anew, by her account alone: whoever reads on the network of a library gets no text home, and
    whose subscription has ended hears nothing.
    """
    if to.user is None or not to.user.is_active or not to.user.email:
        return []
    notices = sorted(notices, key=lambda one: (one.contribution.published_at or one.made_at, one.pk))
    standing = reader_of(to.user, now=now).standing
    muted = frozenset(Mute.objects.filter(by=to).values_list("whom", flat=True))
    rooms = {one.contribution.discussion_id: one.contribution.discussion for one in notices}
    visits = Visit.objects.filter(contributor=to, discussion__in=rooms)
    seen = dict(visits.values_list("discussion", "seen_at"))
    readable = {pk for pk, discussion in rooms.items() if room_of(discussion.article).doors(standing).reads}

    def is_news(notice: Notice) -> bool:
        row = notice.contribution
        looked = seen.get(row.discussion_id)
        return (
            row.is_published
            and row.published_at is not None
            and row.discussion_id in readable
            and row.author_id not in muted
            and (looked is None or looked < row.published_at)
        )

    return [one for one in notices if is_news(one)]
