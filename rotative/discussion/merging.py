"""Moves a discussion under another article. Ids stay, so that every permanent link leads on to where it stands now."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import override

from rotative.accounts.models import User
from rotative.articles.models import Article
from rotative.discussion import keys
from rotative.discussion.models import Act, Contribution, Decision, Discussion, Visit
from rotative.discussion.placing import hold
from rotative.discussion.rooms import Room, open_discussion, room_of
from rotative.paper.talk import Standing, doors
from rotative.press.declarations import announce

ON_ITS_WAY = timedelta(minutes=1)  # a contribution that was sent before the move may be kept after it
FOLLOWED = timedelta(hours=1)  # for so long after a move late ones are looked for


def merge(source: Article, target: Article, *, by: User | None, now: datetime) -> int:
    """Move all contributions of one article's discussion to another's, close the first, and return how many moved.

    Raises ValidationError where it cannot be: the same article, another language, or a room that lets more people in.
    """
    _demand_possible(room_of(source), room_of(target))
    with transaction.atomic():
        old, new = open_discussion(source), open_discussion(target)
        # One merging after another, in one order for all.
        held = (
            Discussion.objects.select_for_update(no_key=True).filter(pk__in=[old.pk, new.pk]).order_by("pk")
        )
        by_pk = {discussion.pk: discussion for discussion in held}
        old, new = by_pk[old.pk], by_pk[new.pk]
        count = _move(old, new, until=now + ON_ITS_WAY)
        Visit.objects.filter(discussion=old).delete()
        with override(target.language):
            message = _("The discussion goes on under “%(title)s”.") % {"title": target.headline}
        old.merged_into, old.merged_at = new, now
        old.closed_at, old.closing_message = old.closed_at or now, message[:300]
        old.save(update_fields=["merged_into", "merged_at", "closed_at", "closing_message"])
        if new.merged_into_id == old.pk:
            Discussion.objects.filter(pk=new.pk).update(merged_into=None, merged_at=None)
        Decision.objects.create(
            discussion=old,
            act=Act.MERGED,
            by=by,
            reason=message,
            before={"into": target.pk, "contributions": count},
            made_at=now,
        )
        return count


def gather_late_ones(*, now: datetime) -> int:
    """Let what was on its way into a discussion while it was moved follow it, and return how many did."""
    moved = 0
    for old in Discussion.objects.filter(merged_at__gt=now - FOLLOWED).select_related("merged_into"):
        if old.merged_into is not None and old.merged_at is not None:
            with transaction.atomic():
                moved += _move(old, old.merged_into, until=old.merged_at + ON_ITS_WAY)
    return moved


def _move(old: Discussion, new: Discussion, *, until: datetime) -> int:
    rows = Contribution.objects.filter(discussion=old, created_at__lte=until)
    hold(rows.values_list("pk", flat=True))
    threads = set(rows.values_list(Coalesce("thread_id", "pk"), flat=True))
    count = rows.update(discussion=new)
    if count:
        rooms = (old.article_id, new.article_id)
        touched = [key(room) for room in rooms for key in (keys.count, keys.useful, keys.newsroom)]
        announce([*touched, *map(keys.thread, threads)], own=[keys.discussion(room) for room in rooms])
    return count


def _demand_possible(source: Room, target: Room) -> None:
    if source.article.pk == target.article.pk:
        raise ValidationError(_("A discussion cannot be moved under its own article."))
    if source.article.locale_id != target.article.locale_id:
        raise ValidationError(_("A discussion stays in its language."))
    if not target.exists:
        raise ValidationError(_("There is no discussion under that article, or it is not published."))
    # What was said among subscribers is not for everybody because somebody moved it.
    # Its rule is asked, for the article may have gone since.
    if any(target.doors(one).reads and not doors(source.talk, one).reads for one in Standing):
        raise ValidationError(
            _("More people may read under that article than those who wrote here were told.")
        )
