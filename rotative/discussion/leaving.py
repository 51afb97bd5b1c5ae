"""What becomes of somebody's part in the discussions when her account goes, and what is kept of her, for herself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rotative.accounts.models import User
from rotative.accounts.own_account import Fate
from rotative.discussion import touching
from rotative.discussion.changing import take_off
from rotative.discussion.models import Contribution, Contributor, Decision, Report, State, Vote
from rotative.discussion.placing import hold


def forget(contributor: Contributor, *, remove: bool) -> None:
    """Take somebody's name off all that she wrote; with ``remove``, what she wrote as well.

    Answers of others stay, under an empty place. Called before the account is deleted, in its transaction.
    """
    with transaction.atomic():
        Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
        rows = Contribution.objects.filter(author=contributor)
        voted = Contribution.objects.filter(votes__by=contributor)
        hold([*rows.values_list("pk", flat=True), *voted.values_list("pk", flat=True)])
        # Answers before what they answer: no empty place is left where all of a thread were hers.
        for row in rows.select_related("discussion").order_by("-pk"):
            _leave(row, remove=remove)
        # Of her own wording before an edit; a moderator's decisions stay in the log, about nobody.
        for decision in Decision.objects.filter(contributor=contributor, before__has_key="text"):
            before = {key: value for key, value in decision.before.items() if key != "text"}
            Decision.objects.filter(pk=decision.pk).update(before=before)
        for vote in Vote.objects.filter(by=contributor).select_related("contribution__discussion"):
            _take_vote_back(vote)
        Report.objects.filter(by=contributor).update(explanation="")
        contributor.delete()


def _leave(row: Contribution, *, remove: bool) -> None:
    if remove:
        if row.is_published:
            take_off(row, State.WITHDRAWN)
        row.text = row.html = row.digest = ""
        row.state = State.WITHDRAWN
    elif row.stands:
        touching.changed(row)
    row.author, row.address = None, ""
    row.save(update_fields=["text", "html", "digest", "state", "stands", "author", "address"])


def _take_vote_back(vote: Vote) -> None:
    row = vote.contribution
    vote.delete()
    row.useful = Vote.objects.filter(contribution=row).count()
    row.save(update_fields=["useful"])
    touching.voted(row)


def export_of(contributor: Contributor) -> dict[str, Any]:
    """Return all that is kept of somebody's part in the discussions, as JSON holds it."""
    rows = Contribution.objects.filter(author=contributor).select_related("discussion__article")
    return {
        "public_name": contributor.public_name,
        "joined_at": contributor.joined_at,
        "mails": contributor.mails,
        "earlier_names": list(contributor.earlier_names.values("public_name", "changed_at")),
        "contributions": [
            {
                "id": row.pk,
                "article": row.discussion.article.title,
                "text": row.text,
                "state": row.state,
                "created_at": row.created_at,
                "published_at": row.published_at,
                "edited_at": row.edited_at,
            }
            for row in rows.order_by("created_at")
        ],
        "votes": list(Vote.objects.filter(by=contributor).values("contribution", "voted_at")),
        "follows": list(contributor.follows.values_list("thread", flat=True)),
        "muted": list(contributor.mutes.values_list("whom__public_name", flat=True)),
        "reports": list(
            Report.objects.filter(by=contributor).values("contribution", "reason", "explanation", "made_at")
        ),
        "visits": list(contributor.visits.values("discussion__article__title", "seen_at")),
        "sanctions": list(
            contributor.sanctions.values(
                "kind", "reason", "imposed_at", "until", "lifted_at", "appeal", "appealed_at", "appeal_answer"
            )
        ),
    }


def export(user: User) -> dict[str, Any] | None:
    """Return the discussions' part of what is kept of a user; None for one who never took part."""
    me = Contributor.objects.filter(user=user).first()
    return export_of(me) if me is not None else None


def forget_user(user: User, _now: datetime) -> None:
    """Forget a user as she has chosen on her page: with her contributions, or without her name."""
    me = Contributor.objects.filter(user=user).first()
    if me is not None:
        forget(me, remove=me.removes_on_leaving)


def fate(user: User, _now: datetime) -> Fate:
    """Say what becomes of a user's contributions."""
    me = Contributor.objects.filter(user=user).first()
    if me is None:
        return Fate()
    if me.removes_on_leaving:
        return Fate(goes=(_("Your contributions go with your account; answers to them stay."),))
    return Fate(
        stays=(
            _(
                "Your contributions stay, without your name. On the page “My contributions” you can choose to take "
                "them with you."
            ),
        )
    )
